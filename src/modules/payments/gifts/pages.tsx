// The page of a gift, for whoever has its address: no account is needed to see one's own.
import { paper } from '#kit/download.ts'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { calendarDay } from '#kit/format.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { printPdf } from '#kit/pdf.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { onPaper } from '#ui/paper.ts'
import { codeTextOf } from '../formats/epc.ts'
import { drawQr, qrSvg } from '../formats/qr.ts'
import { slipBody } from '../formats/slip.ts'
import { paths } from '../paths.ts'
import { findLastIntent, findRecurring, listAwaited } from '../queries.ts'
import { standingOf } from '../rules.ts'
import { keyOfRecurring } from '../schema.ts'
import type { Db } from '../tables.ts'
import { slipValues } from '../views.tsx'
import { words } from '../words.ts'
import { chooseCredit, withdraw } from './commands.ts'
import {
  creditOf,
  findGift,
  type Gift,
  isDisputed,
  isPaidOut,
  listArrived,
  listAskedBack,
  listOthers,
  listReturned,
} from './queries.ts'
import { awaitsMoney, missingOf } from './rules.ts'
import { CreditForm, isKeyOf } from './schema.ts'
import { GiftPage } from './views.tsx'

export const pages = site<Db>()

interface At {
  readonly id: string
  readonly key: string
}

/** The gift of this address; a wrong key is an address that names nothing. */
async function giftAt(c: Ask<Db>, { id, key }: At): Promise<Gift> {
  if (!isUuid(id) || !isKeyOf(id, key, c.var.settings.secret)) throw absent()
  return found(await findGift(c.var.db, id))
}

pages.get(paths.gift.pattern, anyone, (c) => show(c, c.req.param()))

async function show(c: Ask<Db>, at: At, form: FormState = emptyForm()) {
  const { db, locale } = c.var
  const gift = await giftAt(c, at)
  const [arrived, returned, credit_minor, asked_back, others, again, card, awaited] =
    await Promise.all([
      listArrived(db, gift.id),
      listReturned(db, gift.id),
      creditOf(db, gift),
      listAskedBack(db, gift.id),
      listOthers(db, gift),
      againOf(c, gift),
      cardOf(c, gift),
      listAwaited(db, gift.id),
    ])
  const last = arrived.findLast(({ purpose_id }) => purpose_id === gift.purpose_id)
  const paid_out = last ? await isPaidOut(db, gift, last.event_id) : false
  const shown = { gift, gift_key: at.key, arrived, returned, credit_minor, others, paid_out, form }
  const more = { asked_back, code: codeOf(gift), again, card, awaited }
  const status = form.errors.length > 0 ? 422 : 200
  return reply(c, <GiftPage t={words(locale)} {...shown} {...more} />, status)
}

/** How its payment by card stands; null by bank. */
async function cardOf(c: Ask<Db>, { id, method }: Gift) {
  if (method !== 'card') return null
  const [intent, disputed] = await Promise.all([
    findLastIntent(c.var.db, id),
    isDisputed(c.var.db, id),
  ])
  return { intent, disputed }
}

/** The series it belongs to, as long as that goes on. */
async function againOf(c: Ask<Db>, { recurring_id }: Gift) {
  const series = recurring_id ? await findRecurring(c.var.db, recurring_id) : undefined
  if (series?.state !== 'active') return null
  const { id, rhythm } = series
  return { id, rhythm, key: keyOfRecurring(id, c.var.settings.secret) }
}

/** The code for a bank's app, where one can be made and is of use. */
function codeOf(gift: Gift) {
  const text = awaitsMoney(standingOf(gift)) ? codeTextOf(gift, missingOf(gift)) : null
  return text === null ? null : drawQr(text)
}

pages.get(paths.slip.pattern, anyone, async (c) => {
  const { locale, db } = c.var
  const gift = await giftAt(c, c.req.param())
  if (!gift.iban || gift.account_closed_at) throw absent()
  const code = codeOf(gift)
  const series = gift.recurring_id ? await findRecurring(db, gift.recurring_id) : undefined
  const drawing = code ? qrSvg(code) : null
  const values = slipValues(words(locale), { gift, drawing, rhythm: series?.rhythm ?? null })
  const pdf = await printPdf({ source: onPaper(slipBody), values, made_at: gift.created_at })
  return paper(c, pdf, `${gift.reference}.pdf`)
})

pages.post(paths.giftWithdrawal.pattern, anyone, async (c) => {
  const { db, locale } = c.var
  const at = c.req.param()
  const gift = await giftAt(c, at)
  const t = words(locale)
  const done = await withdraw(db, gift.id)
  return see(c, paths.gift(at), done.ok ? t('gifts.withdrawn') : t(`gifts.refusal.${done.refusal}`))
})

pages.post(paths.giftCredit.pattern, anyone, async (c) => {
  const { db, locale, now } = c.var
  const at = c.req.param()
  const gift = await giftAt(c, at)
  const form = await readForm(c, CreditForm)
  if (!form.ok) return show(c, at, form)
  const { choice, organisation_id = null } = form.value
  const wish = { pledge_id: gift.id, choice, organisation_id, today: calendarDay(now) }
  const chosen = await chooseCredit(db, wish, now)
  if (chosen.ok) return see(c, paths.gift(at), words(locale)(`gifts.credit.done.${chosen.value}`))
  return show(c, at, refusedForm(form, fieldOf[chosen.refusal] ?? null, codeSaid(chosen.refusal)))
})

const fieldOf: Readonly<Record<string, string>> = { not_an_organisation: 'organisation_id' }

/** What the books refuse is one sentence for whoever gives. */
const codeSaid = (refusal: string) =>
  ['nothing_left', 'asked_already', 'not_an_organisation'].includes(refusal)
    ? refusal
    : 'not_booked'

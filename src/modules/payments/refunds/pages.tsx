import type { Context } from 'hono'
import { type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { financeOfficers, stewardOf } from '#modules/organisations/index.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findUnclaimedDays } from '../queries.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import {
  askEntryReturn,
  askRefund,
  confirmEntryReturn,
  confirmRefund,
  withdrawEntryReturn,
  withdrawRefund,
} from './commands.ts'
import {
  countReturns,
  findPayment,
  findPaymentOf,
  listEntriesToReturn,
  listEntryReturns,
  listLatest,
  listOpenRefunds,
  listRefunds,
} from './queries.ts'
import { RefundForm } from './schema.ts'
import { GiftPage, ReturnsPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskReturns(),
  label: (locale) => words(locale)('refunds.desk'),
  who: operators,
  waiting: countReturns,
}

interface Shown {
  form?: FormState
  refusal?: string
}

/** Who asks, and whether the gift is theirs to give back. */
async function whoActs(c: Ask<Db>, payment_id: string) {
  const slug = c.req.param('slug')
  const payment = found(await findPayment(c.var.db, payment_id))
  if (slug === undefined) return { payment, desk: true, by: operatorOf(c.var.me) }
  const steward = await stewardOf(c.var.db, c.var.me, slug, 'finance')
  if (payment.organisation_id !== steward.organisation_id) throw absent()
  return { payment, desk: false, by: { person_id: steward.person_id } }
}

async function giftPage(c: Ask<Db>, payment_id: string, more: Shown = {}) {
  const { payment, desk: atDesk, by } = await whoActs(c, payment_id)
  const refunds = await listRefunds(c.var.db, payment.id)
  const shown = { payment, refunds, person_id: by.person_id, desk: atDesk }
  return <GiftPage t={words(c.var.locale)} {...shown} mayAct {...more} />
}

const show = async (c: Ask<Db>) => {
  // Whoever is no treasurer hears of no gift: the proof comes before the looking.
  await provenFirst(c)
  return reply(c, await giftPage(c, idOf(c)))
}

async function provenFirst(c: Ask<Db>) {
  const slug = c.req.param('slug')
  if (slug !== undefined) await stewardOf(c.var.db, c.var.me, slug, 'finance')
}

async function ask(c: Ask<Db>) {
  await provenFirst(c)
  const { db, now, locale } = c.var
  const id = idOf(c)
  const { by, payment, desk: atDesk } = await whoActs(c, id)
  const form = await readForm(c, RefundForm)
  if (!form.ok) return reply(c, await giftPage(c, id, { form }), 422)
  const key = form.value.once ?? crypto.randomUUID()
  const outcome = await askRefund(db, by, payment, form.value, key, now)
  if (!outcome.ok) {
    const { refusal } = outcome
    // Where nothing is left there is no form any more that could say it.
    if (refusal === 'nothing_left') return reply(c, await giftPage(c, id, { refusal }), 422)
    const again = refusedForm(form, null, refusal)
    return reply(c, await giftPage(c, id, { form: again }), 422)
  }
  const back = atDesk ? paths.deskGift({ id }) : paths.moneyGift({ slug: payment.slug, id })
  return see(c, back, words(locale)('refunds.asked'))
}

type Deciding = typeof confirmRefund | typeof withdrawRefund

/** Confirming and withdrawing go one way: the refund says whose gift it is. */
const decide = (command: Deciding, said: 'refunds.confirmed' | 'refunds.withdrawn') =>
  async function decideOn(c: Ask<Db>) {
    await provenFirst(c)
    const { db, now, locale } = c.var
    const payment_id = found(await findPaymentOf(db, idOf(c)))
    const { by, payment, desk: atDesk } = await whoActs(c, payment_id)
    const outcome = await command(db, by, idOf(c), payment_id, now)
    if (!outcome.ok)
      return reply(c, await giftPage(c, payment_id, { refusal: outcome.refusal }), 409)
    const at = { slug: payment.slug, id: payment_id }
    const back = atDesk ? paths.deskGift(at) : paths.moneyGift(at)
    return see(c, back, words(locale)(said))
  }

pages.get(paths.moneyGift.pattern, financeOfficers, show)
pages.post(paths.moneyGift.pattern, financeOfficers, ask)
const confirm = decide(confirmRefund, 'refunds.confirmed')
const withdraw = decide(withdrawRefund, 'refunds.withdrawn')
pages.post(paths.refundConfirmation.pattern, financeOfficers, confirm)
pages.post(paths.refundWithdrawal.pattern, financeOfficers, withdraw)

pages.get(paths.deskGift.pattern, operators, show)
pages.post(paths.deskGift.pattern, operators, ask)
pages.post(paths.deskRefundConfirmation.pattern, operators, confirm)
pages.post(paths.deskRefundWithdrawal.pattern, operators, withdraw)

async function returnsPage(c: Ask<Db>, refusal: string | null) {
  const { db, me, locale } = c.var
  const [refunds, entries, returns, latest, unclaimed_days] = await Promise.all([
    listOpenRefunds(db),
    listEntriesToReturn(db),
    listEntryReturns(db),
    listLatest(db),
    findUnclaimedDays(db),
  ])
  const { person_id } = operatorOf(me)
  const shown = { refunds, entries, returns, latest, person_id, refusal, unclaimed_days }
  return <ReturnsPage t={words(locale)} {...shown} />
}

pages.get(paths.deskReturns.pattern, operators, async (c) => reply(c, await returnsPage(c, null)))

pages.post(paths.deskEntryReturn.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const t = words(locale)
  // The bank prints it for whoever sent the money: in the first language of the country.
  const why = words('sq')('refunds.entries')
  const outcome = await askEntryReturn(db, operatorOf(me), idOf(c), why, now)
  if (!outcome.ok) return reply(c, await returnsPage(c, outcome.refusal), 409)
  return see(c, paths.deskReturns(), t('refunds.asked'))
})

pages.post(paths.deskEntryConfirmation.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const outcome = await confirmEntryReturn(db, operatorOf(me), idOf(c), now)
  if (!outcome.ok) return reply(c, await returnsPage(c, outcome.refusal), 409)
  return see(c, paths.deskReturns(), words(locale)('refunds.confirmed'))
})

pages.post(paths.deskEntryWithdrawal.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const outcome = await withdrawEntryReturn(db, operatorOf(me), idOf(c), now)
  if (!outcome.ok) return reply(c, await returnsPage(c, outcome.refusal), 409)
  return see(c, paths.deskReturns(), words(locale)('refunds.withdrawn'))
})

function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}

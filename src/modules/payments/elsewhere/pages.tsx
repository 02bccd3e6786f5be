// The giver names an account, and the desk looks at it.
import type { Context } from 'hono'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone, operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findPledge } from '../queries.ts'
import { isKeyOf } from '../schema.ts'
import type { Db } from '../tables.ts'
import { refundRefusal } from '../views.tsx'
import { words } from '../words.ts'
import { approve, askByLetter, askCard, askGiver, nameAccount } from './commands.ts'
import { findElsewhere, listAwaited } from './queries.ts'
import { AccountForm, ApprovalForm } from './schema.ts'
import { AccountPage, ElsewherePage } from './views.tsx'

export const pages = site<Db>()

interface At {
  readonly id: string
  readonly key: string
}

/** The address of a gift is all that its giver has to show; a wrong key names nothing. */
async function giftAt(c: Ask<Db>, { id, key }: At) {
  if (!isUuid(id) || !isKeyOf(id, key, c.var.settings.secret)) throw absent()
  return found(await findPledge(c.var.db, id))
}

async function showAccount(c: Ask<Db>, at: At, form: FormState = emptyForm()) {
  const { db, locale } = c.var
  const gift = await giftAt(c, at)
  const awaited = await listAwaited(db, gift.id)
  // Whoever opens the letter again later sees on the gift what became of it.
  if (!awaited.some(({ state }) => state === 'requested')) return see(c, paths.gift(at))
  const status = form.errors.length > 0 ? 422 : 200
  return reply(c, <AccountPage t={words(locale)} at={at} awaited={awaited} form={form} />, status)
}

pages.get(paths.giftAccount.pattern, anyone, (c) => showAccount(c, c.req.param()))

pages.post(paths.giftAccount.pattern, anyone, async (c) => {
  const { db, locale, now } = c.var
  const at = c.req.param()
  const gift = await giftAt(c, at)
  const form = await readForm(c, AccountForm)
  if (!form.ok) return showAccount(c, at, form)
  const named = await nameAccount(db, gift.id, form.value, now)
  if (named.ok) return see(c, paths.gift(at), words(locale)('elsewhere.named'))
  if (named.refusal === 'bic_missing')
    return showAccount(c, at, refusedForm(form, 'bic', named.refusal))
  return see(c, paths.gift(at), words(locale)('elsewhere.not_waiting'))
})

async function deskPage(c: Ask<Db>, refusal: string | null = null) {
  const { db, me, locale } = c.var
  const { person_id } = operatorOf(me)
  const back = found(await findElsewhere(db, idOf(c)))
  return <ElsewherePage t={words(locale)} back={back} person_id={person_id} refusal={refusal} />
}

pages.get(paths.deskElsewhere.pattern, operators, async (c) => reply(c, await deskPage(c)))

pages.post(paths.deskElsewhereApproval.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, ApprovalForm)
  if (!form.ok) return reply(c, await deskPage(c, 'changed_meanwhile'), 422)
  const approved = await approve(db, operatorOf(me), idOf(c), form.value.seen, now)
  if (!approved.ok) return reply(c, await deskPage(c, approved.refusal), 409)
  return see(c, paths.deskElsewhere({ id: idOf(c) }), words(locale)('elsewhere.approved'))
})

pages.post(paths.deskElsewhereLetter.pattern, operators, async (c) => {
  const { db, me, locale } = c.var
  operatorOf(me)
  const asked = await askByLetter(db, idOf(c))
  if (!asked.ok) return reply(c, await deskPage(c, asked.refusal), 409)
  return see(c, paths.deskElsewhere({ id: idOf(c) }), words(locale)('elsewhere.asked'))
})

pages.post(paths.deskElsewhereCard.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const asked = await askCard(db, operatorOf(me), idOf(c), now)
  if (!asked.ok) return reply(c, await deskPage(c, asked.refusal), 409)
  return see(c, paths.deskCards(), words(locale)('refused.asked'))
})

pages.post(paths.deskCardsElsewhere.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const id = c.req.param('refund')
  if (!isUuid(id)) throw absent()
  const asked = await askGiver(db, id, operatorOf(me), now)
  const t = words(locale)
  if (asked.ok) return see(c, paths.deskElsewhere({ id: asked.value }), t('elsewhere.asked'))
  const said =
    asked.refusal === 'no_account'
      ? t('elsewhere.no_account')
      : asked.refusal === 'not_waiting'
        ? t('refused.not_waiting')
        : refundRefusal(t, asked.refusal)
  return see(c, paths.deskCards(), said)
})

function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}

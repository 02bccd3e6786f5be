import type { Context } from 'hono'
import { attachment } from '#kit/attachment.ts'
import { type FormState, readForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import type { DeskQueue } from '#kit/module.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { operatorOf, operators } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import {
  accountOf,
  countWaiting,
  findDocument,
  findPayout,
  findTerms,
  isInsider,
  listAccountHistory,
  listRecent,
  listStanding,
  listWaiting,
  standingOfPurpose,
} from '../queries.ts'
import { whyNotApprove, whyNotRefuse } from '../rules.ts'
import { Approval, PayoutRefusal } from '../schema.ts'
import type { Db, Tables } from '../tables.ts'
import { words } from '../words.ts'
import { approvePayout, refusePayout } from './commands.ts'
import { DeskPayoutPage, DeskPayoutsPage } from './views.tsx'

export const pages = site<Db>()

export const desk: DeskQueue<Tables> = {
  to: paths.deskPayouts(),
  label: (locale) => words(locale)('payouts.desk'),
  who: operators,
  waiting: countWaiting,
}

pages.get(paths.deskPayouts.pattern, operators, async (c) => {
  const [waiting, recent] = await Promise.all([listWaiting(c.var.db), listRecent(c.var.db)])
  return reply(c, <DeskPayoutsPage t={words(c.var.locale)} waiting={waiting} recent={recent} />)
})

pages.get(paths.deskPayout.pattern, operators, async (c) => reply(c, await decisionPage(c)))

pages.get(paths.deskPayoutDocument.pattern, operators, async (c) => {
  const file_id = c.req.param('file_id')
  if (!isUuid(file_id)) throw absent()
  return attachment(c, c.var.files, found(await findDocument(c.var.db, idOf(c), file_id)))
})

pages.post(paths.deskPayoutApproval.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, Approval)
  if (!form.ok) return reply(c, await decisionPage(c, { approval: form }), 422)
  const outcome = await approvePayout(db, operatorOf(me), idOf(c), now)
  // The page says by itself why it cannot be: another operator was quicker, most of the time.
  if (!outcome.ok) return reply(c, await decisionPage(c), 409)
  return see(c, paths.deskPayouts(), words(locale)(`payouts.done.${outcome.value}`))
})

pages.post(paths.deskPayoutRefusal.pattern, operators, async (c) => {
  const { db, me, now, locale } = c.var
  const form = await readForm(c, PayoutRefusal)
  if (!form.ok) return reply(c, await decisionPage(c, { refusal: form }), 422)
  const outcome = await refusePayout(db, operatorOf(me), idOf(c), form.value, now)
  if (!outcome.ok) return reply(c, await decisionPage(c), 409)
  return see(c, paths.deskPayouts(), words(locale)('payouts.done.refused'))
})

async function decisionPage(c: Ask<Db>, forms: { approval?: FormState; refusal?: FormState } = {}) {
  const { db, me, now, locale } = c.var
  const { person_id } = operatorOf(me)
  const payout = found(await findPayout(db, idOf(c)))
  // A draft is the organisation's own business.
  if (payout.state === 'draft') throw absent()
  const { organisation_id, state, hidden_at, organisation_state } = payout
  const { currency, purpose_id } = payout
  const terms = await findTerms(db)
  const [insider, account, accounts, standing] = await Promise.all([
    isInsider(db, payout.id, person_id),
    accountOf(db, payout),
    listAccountHistory(db, organisation_id),
    purpose_id
      ? standingOfPurpose(db, { organisation_id, currency, purpose_id }, terms, now)
      : listStanding(db, organisation_id, terms, now),
  ])
  const first_id = payout.steps.find(({ to_state }) => to_state === 'approved_once')?.person_id
  const organisation = { state: organisation_state, hidden_at }
  const judged = { state, organisation, account, hold_days: terms.hold_days }
  const approver = { person_id, insider, first_id: first_id ?? null }
  return (
    <DeskPayoutPage
      t={words(locale)}
      payout={payout}
      accounts={accounts}
      standing={standing}
      whyNotApprove={whyNotApprove(judged, approver, now)}
      mayRefuse={whyNotRefuse(state, insider) === null}
      {...forms}
    />
  )
}

function idOf(c: Context): string {
  const id = c.req.param('id') ?? ''
  if (!isUuid(id)) throw absent()
  return id
}

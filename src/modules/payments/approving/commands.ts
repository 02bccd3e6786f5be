// Two people of ours who have nothing to do with an organisation approve what it asks for.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Operator } from '#modules/people/index.ts'
import { movePayout, tellTreasurers } from '../commands.ts'
import { accountOf, findTerms, isInsider, lockPayee, lockPayout } from '../queries.ts'
import { whyNotApprove, whyNotRefuse } from '../rules.ts'
import type { PayoutRefusal } from '../schema.ts'
import type { Db } from '../tables.ts'

/** The organisation first, then the payout: everybody takes the two in this order. */
async function lockJudged(tx: Db, { person_id }: Operator, id: string) {
  const known = found(
    await tx
      .selectFrom('payments.payout')
      .select('organisation_id')
      .where('id', '=', id)
      .executeTakeFirst(),
  )
  const organisation = await lockPayee(tx, known.organisation_id)
  const payout = found(await lockPayout(tx, id))
  const insider = await isInsider(tx, id, person_id)
  return { organisation, payout, insider }
}

/** One approves, then another. With the second it may go to the bank. */
export function approvePayout(db: Db, operator: Operator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const { organisation, payout, insider } = await lockJudged(tx, operator, id)
    const { state, first_id, organisation_id } = payout
    const { person_id } = operator
    const { hold_days } = await findTerms(tx)
    const account = await accountOf(tx, payout)
    const judged = { state, organisation, account, hold_days }
    const refusal = whyNotApprove(judged, { person_id, insider, first_id }, now)
    if (refusal) return refused(refusal)
    const to = state === 'requested' ? ('approved_once' as const) : ('approved' as const)
    await movePayout(tx, id, { from: state, to, person_id }, now)
    const fact = { payout_id: id, organisation_id }
    if (to === 'approved') await record(tx, 'payout.approved', fact, operator)
    return done(to)
  })
}

/** One is enough to say no, with a reason that helps to ask better. */
export function refusePayout(
  db: Db,
  operator: Operator,
  id: string,
  wish: PayoutRefusal,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { organisation, payout, insider } = await lockJudged(tx, operator, id)
    const { state, organisation_id, amount_minor, currency } = payout
    const { reason, why } = { why: null, ...wish }
    const refusal = whyNotRefuse(state, insider)
    if (refusal) return refused(refusal)
    const { person_id } = operator
    await movePayout(tx, id, { from: state, to: 'refused', person_id, reason, why }, now)
    await record(tx, 'payout.refused', { payout_id: id, organisation_id }, operator)
    const { slug, name } = organisation
    const sum = { amount_minor: String(amount_minor), currency }
    const payload = { slug, name, id, ...sum, reason, why }
    await tellTreasurers(tx, organisation_id, { kind: 'payments.payout_refused', payload }, now)
    return done(id)
  })
}

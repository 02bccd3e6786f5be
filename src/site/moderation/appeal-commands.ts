// An appeal goes to another moderator, once; what they decide stands.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Me } from '#kit/me.ts'
import { absent, done, found, refused } from '#kit/outcome.ts'
import { listHolders, type Moderator, mayOperate, notify, personOf } from '#modules/people/index.ts'
import type { Whole } from '../handed-up.ts'
import { closeCase, lockCase, restore, type Tx, tell, undo } from './commands.ts'
import { findDecision, findSubject, type Kinds } from './queries.ts'
import { whyNotAppeal, whyNotJudge } from './rules.ts'
import type { AppealVerdict } from './schema.ts'

export function appeal(
  db: Whole,
  kinds: Kinds,
  me: Me | null,
  decisionId: string,
  body: string,
  now: Date,
) {
  const person = personOf(me)
  return atomically(db, async (tx) => {
    const { decision, subject } = await lockDecision(tx, kinds, decisionId)
    if (!subject?.thing.authors.includes(person.person_id)) throw absent()
    const refusal = whyNotAppeal(decision, decision.appealed_at !== null, now)
    if (refusal) return refused(refusal)
    await tx
      .insertInto('site.moderation_appeal')
      .values({
        decision_id: decision.id,
        first_judge: decision.decided_by,
        person_id: person.person_id,
        body,
        at: now,
      })
      .execute()
    const { case_id, id: decision_id } = decision
    await record(tx, 'site.decision_appealed', { case_id, decision_id }, person)
    const judges = [decision.decided_by, decision.confirmed_by]
    const holders = [
      ...(await listHolders(tx, 'moderator')),
      ...(await listHolders(tx, 'operator')),
    ].filter(({ id }) => !judges.includes(id))
    const { title } = subject.thing
    for (const id of new Set(holders.map((holder) => holder.id)))
      await notify(tx, id, { kind: 'moderation.appealed', payload: { case_id, title } }, now)
    return done(decision.id)
  })
}

export function judgeAppeal(
  db: Whole,
  kinds: Kinds,
  me: Me | null,
  moderator: Moderator,
  decisionId: string,
  { outcome, statement }: AppealVerdict,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { decision, subject } = await lockDecision(tx, kinds, decisionId)
    const appealed = decision.appealed_at ? { decided_at: decision.appeal_decided_at } : undefined
    const authors = subject?.thing.authors ?? []
    const refusal = whyNotJudge(decision, appealed, authors, moderator.person_id)
    if (refusal) return refused(refusal)
    const { case_id, id: decision_id } = decision
    const undone = outcome === 'undone' && !decision.undone_at
    if (undone && decision.outcome === 'suspend' && !mayOperate(me))
      return refused('operator_needed')
    const restored = { ...decision, statement }
    const whyNot =
      undone && subject ? await restore(tx, subject, restored, me, moderator, now) : null
    if (whyNot === 'own_organisation') return refused('own_thing')
    await tx
      .updateTable('site.moderation_appeal')
      .set({ outcome, statement: JSON.stringify(statement) })
      .set({ decided_by: moderator.person_id, decided_at: now })
      .where('decision_id', '=', decision_id)
      .execute()
    if (undone) {
      await undo(tx, decision_id, now)
      await closeCase(tx, case_id, 'no_breach', moderator, now)
    }
    await record(tx, 'site.appeal_decided', { case_id, decision_id, outcome }, moderator)
    await tell(tx, decision_id, 'appeal_decided', subject, now)
    return done(decision_id)
  })
}

/** The decision as it stands, with its case held until the end. */
async function lockDecision(tx: Tx, kinds: Kinds, id: string) {
  const { case_id } = found(await findDecision(tx, id))
  await lockCase(tx, case_id)
  const decision = found(await findDecision(tx, id))
  return { decision, subject: await findSubject(tx, kinds, decision) }
}

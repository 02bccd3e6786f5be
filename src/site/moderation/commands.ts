// Judging a case. What was decided is told by the worker, in each reader's language.
import type { Transaction } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { enqueue } from '#kit/jobs.ts'
import type { Me } from '#kit/me.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { type Moderator, notify, operatorOf } from '#modules/people/index.ts'
import type { All, Whole } from '../handed-up.ts'
import { findSubject, type Kinds, type Subject } from './queries.ts'
import { outcomesFor, rulesVersion, whyNotDecide } from './rules.ts'
import type { Verdict } from './schema.ts'

export type Tx = Transaction<All>

/** "I take this one." Of two who say it at once, one has it. */
export function claimCase(db: Whole, moderator: Moderator, id: string, now: Date) {
  return atomically(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('site.moderation_case')
      .set({ claimed_by: moderator.person_id, claimed_at: now })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .where('claimed_by', 'is', null)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refused('claimed_already')
    await record(tx, 'site.case_claimed', { case_id: id }, moderator)
    return done(id)
  })
}

/** Whoever took it gives it back; an operator can, when they are away. */
export function releaseCase(db: Whole, moderator: Moderator, id: string, mayAny: boolean) {
  return atomically(db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('site.moderation_case')
      .set({ claimed_by: null, claimed_at: null })
      .where('id', '=', id)
      .where('closed_at', 'is', null)
      .where('claimed_by', mayAny ? 'is not' : '=', mayAny ? null : moderator.person_id)
      .executeTakeFirst()
    if (numUpdatedRows === 0n) return refused('not_yours')
    await record(tx, 'site.case_released', { case_id: id }, moderator)
    return done(id)
  })
}

export function decideCase(
  db: Whole,
  kinds: Kinds,
  moderator: Moderator,
  id: string,
  verdict: Verdict,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const held = await lockCase(tx, id)
    const subject = await findSubject(tx, kinds, held)
    const authors = subject?.thing.authors ?? []
    const proposal = await findProposal(tx, id)
    const refusal = whyNotDecide(held, authors, proposal, moderator.person_id)
    if (refusal) return refused(refusal)
    const { outcome, statement } = verdict
    const can = subject ? { suspend: subject.kind.suspend !== undefined } : null
    if (!outcomesFor(can).includes(outcome)) return refused('not_possible')
    const reason = outcome === 'no_breach' ? null : (verdict.reason ?? null)
    const { id: decision_id } = await tx
      .insertInto('site.moderation_decision')
      .values({
        case_id: id,
        outcome,
        reason,
        rules_version: rulesVersion,
        statement: JSON.stringify(statement),
        change_by: outcome === 'change' ? (verdict.change_by ?? null) : null,
        decided_by: moderator.person_id,
        decided_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const fact = { case_id: id, decision_id, outcome, reason }
    await record(tx, 'site.case_decided', fact, moderator)
    if (outcome === 'hide' && subject) await subject.kind.hide(tx, subject.thing.id, moderator, now)
    // A change is waited for, a suspension waits for the second person: the case stays open.
    if (outcome === 'hide' || outcome === 'no_breach')
      await closeCase(tx, id, outcome, moderator, now)
    if (outcome !== 'suspend') await tell(tx, decision_id, 'decided', subject, now)
    return done(decision_id)
  })
}

/** The second person: an operator who did not decide first. Now it has effect. */
export function confirmSuspension(db: Whole, kinds: Kinds, me: Me | null, id: string, now: Date) {
  const operator = operatorOf(me)
  return atomically(db, async (tx) => {
    const { subject, proposal, refusal } = await proposalFor(tx, kinds, operator.person_id, id)
    if (refusal) return refused(refusal)
    const { decision, decided_by } = proposal
    const { reason, statement } = decision
    if (decided_by === operator.person_id) return refused('same_judge')
    const why = { reason: reason ?? 'rules', text: shortened(statement) }
    const whyNot = await subject.kind.suspend?.(tx, subject.thing.id, me, why, now)
    if (whyNot) return refused(whyNot)
    await tx
      .updateTable('site.moderation_decision')
      .set({ confirmed_by: operator.person_id, confirmed_at: now })
      .where('id', '=', decision.id)
      .execute()
    const fact = { case_id: id, decision_id: decision.id }
    await record(tx, 'site.suspension_confirmed', fact, operator)
    await closeCase(tx, id, 'suspend', operator, now)
    await tell(tx, decision.id, 'decided', subject, now)
    return done(decision.id)
  })
}

/** The second person does not agree: the case goes on without the suspension. */
export function refuseSuspension(db: Whole, kinds: Kinds, me: Me | null, id: string, now: Date) {
  const operator = operatorOf(me)
  return atomically(db, async (tx) => {
    const { proposal, refusal } = await proposalFor(tx, kinds, operator.person_id, id)
    if (refusal) return refused(refusal)
    await undo(tx, proposal.decision.id, now)
    const fact = { case_id: id, decision_id: proposal.decision.id }
    await record(tx, 'site.decision_undone', fact, operator)
    return done(id)
  })
}

async function proposalFor(tx: Tx, kinds: Kinds, judge: string, id: string) {
  const held = await lockCase(tx, id)
  const subject = found(await findSubject(tx, kinds, held))
  const proposal = found(await findProposal(tx, id))
  const refusal = subject.thing.authors.includes(judge) ? ('own_thing' as const) : null
  return { subject, proposal, refusal }
}

/** What a measure asked for was done, or it was wrong: it ends, and the public page comes back. */
export function liftDecision(
  db: Whole,
  kinds: Kinds,
  me: Me | null,
  moderator: Moderator,
  id: string,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const held = await lockCase(tx, id)
    const subject = await findSubject(tx, kinds, held)
    if (subject?.thing.authors.includes(moderator.person_id)) return refused('own_thing')
    const decision = await tx
      .selectFrom('site.moderation_decision')
      .select(['id', 'outcome', 'statement'])
      .where('case_id', '=', id)
      .where('outcome', '=', 'hide')
      .where('undone_at', 'is', null)
      .orderBy('id', 'desc')
      .executeTakeFirst()
    if (!decision || !subject) return refused('nothing_to_lift')
    await undo(tx, decision.id, now)
    await restore(tx, subject, decision, me, moderator, now)
    await record(tx, 'site.decision_undone', { case_id: id, decision_id: decision.id }, moderator)
    await tell(tx, decision.id, 'lifted', subject, now)
    return done(decision.id)
  })
}

interface Restored {
  readonly outcome: string
  readonly statement: Verdict['statement']
}

/** Makes a thing what it was before it was judged. */
export async function restore(
  tx: Tx,
  { kind, thing }: Subject,
  { outcome, statement }: Restored,
  me: Me | null,
  by: Moderator,
  now: Date,
) {
  if (outcome === 'hide') await kind.show(tx, thing.id, by, now)
  if (outcome === 'suspend') return kind.resume?.(tx, thing.id, me, shortened(statement), now)
  return null
}

export const undo = (tx: Tx, id: string, now: Date) =>
  tx.updateTable('site.moderation_decision').set({ undone_at: now }).where('id', '=', id).execute()

export async function lockCase(tx: Tx, id: string) {
  return found(
    await tx
      .selectFrom('site.moderation_case')
      .select(['id', 'kind', 'thing_id', 'claimed_by', 'closed_at'])
      .where('id', '=', id)
      .forUpdate()
      .executeTakeFirst(),
  )
}

async function findProposal(tx: Tx, caseId: string) {
  const decision = await tx
    .selectFrom('site.moderation_decision')
    .select(['id', 'decided_by', 'reason', 'statement'])
    .where('case_id', '=', caseId)
    .where('outcome', '=', 'suspend')
    .where('confirmed_at', 'is', null)
    .where('undone_at', 'is', null)
    .executeTakeFirst()
  return decision && { decision, decided_by: decision.decided_by }
}

/** The case ends, and with it each report of it. */
export async function closeCase(
  tx: Tx,
  id: string,
  outcome: Verdict['outcome'],
  by: { readonly person_id: string },
  now: Date,
) {
  await tx
    .updateTable('site.moderation_case')
    .set({ closed_at: now })
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .execute()
  const decision = outcome === 'no_breach' ? ('no_breach' as const) : ('acted' as const)
  await tx
    .updateTable('site.abuse_report')
    .set({ decided_at: now, decided_by: by.person_id, decision })
    .where('case_id', '=', id)
    .where('decided_at', 'is', null)
    .execute()
}

export type Telling = 'decided' | 'lifted' | 'appeal_decided'

/** Whoever answers for the thing is told on their page at once, and by the worker's letter. */
export async function tell(
  tx: Tx,
  decision_id: string,
  what: Telling,
  subject: Subject | undefined,
  now: Date,
) {
  const { title } = subject?.thing ?? {}
  for (const author of subject?.thing.authors ?? []) {
    const payload = { decision_id, title }
    await notify(tx, author, { kind: `moderation.${what}`, payload }, now)
  }
  await enqueue(tx, 'site.moderation_letters', { decision_id, what })
}

// The public page of an organisation shows some sentences beside its state; all of it stands in the
// statement.
const shortCharsMax = 500
const shortened = (text: Verdict['statement']) =>
  Object.fromEntries(
    Object.entries(text).map(([language, said]) => [
      language,
      said.length > shortCharsMax ? `${said.slice(0, shortCharsMax - 1)}…` : said,
    ]),
  )

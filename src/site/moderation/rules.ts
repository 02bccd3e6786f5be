// By what reasons things are judged here, who may judge, and what follows; shown at /moderation.
import type { Outcome, Reason, ReportReason } from '../tables.ts'

/** The edition of the published reasons. A change of the list is a new edition and a migration. */
export const rulesVersion = 1

export const reasons = [
  'hate',
  'violence',
  'personal_data',
  'spam',
  'impersonation',
  'false_claim',
  'copyright',
  'illegal',
  'rules',
] as const satisfies readonly Reason[]

/** Those that stand on the law; the others stand on the rules of this platform. */
const lawful: readonly Reason[] = ['hate', 'violence', 'personal_data', 'copyright', 'illegal']
export const isByLaw = (reason: Reason) => lawful.includes(reason)

/** What a hidden page answers: 451 where the law asks for it, 410 where our rules do. */
export const statusOfHidden = (reason: Reason | null) =>
  reason && isByLaw(reason) ? (451 as const) : (410 as const)

/** What a reporter can choose. */
export const reportReasons = [...reasons, 'other'] as const satisfies readonly ReportReason[]

export const outcomes = ['no_breach', 'change', 'hide', 'suspend'] as const satisfies Outcome[]

/** Older than this, an open case is marked in the queue. */
export const lateDays = 7

/** As long as the Digital Services Act asks for at least. */
export const appealMonths = 6

const dayMs = 24 * 60 * 60 * 1000

export const isLate = (openedAt: Date, now: Date) =>
  now.getTime() - openedAt.getTime() > lateDays * dayMs

/** What this thing can be judged to. A page without a thing behind it can only be answered. */
export function outcomesFor(can: { suspend: boolean } | null): readonly Outcome[] {
  if (!can) return ['no_breach']
  return can.suspend ? outcomes : outcomes.filter((outcome) => outcome !== 'suspend')
}

interface OpenCase {
  readonly closed_at: Date | null
  readonly claimed_by: string | null
}

/** A suspension that waits for the second person. */
interface Proposal {
  readonly decided_by: string
}

/** Why this moderator may not decide this case, or null. */
export function whyNotDecide(
  { closed_at, claimed_by }: OpenCase,
  authors: readonly string[],
  proposal: Proposal | undefined,
  judge: string,
) {
  if (closed_at) return 'decided_already'
  if (authors.includes(judge)) return 'own_thing'
  if (proposal) return 'waits_for_second'
  if (claimed_by && claimed_by !== judge) return 'claimed_by_another'
  return null
}

export type WhyNotDecide = NonNullable<ReturnType<typeof whyNotDecide>>

interface Decision {
  readonly outcome: Outcome
  readonly decided_by: string
  readonly decided_at: Date
  readonly confirmed_by: string | null
  readonly confirmed_at: Date | null
  readonly undone_at: Date | null
}

/** True while somebody is bound by it. */
export const isInForce = ({ outcome, confirmed_by, undone_at }: Decision) =>
  !undone_at && outcome !== 'no_breach' && (outcome !== 'suspend' || confirmed_by !== null)

/** Why whoever answers for the thing may not appeal, or null. */
export function whyNotAppeal(decision: Decision, appealed: boolean, now: Date) {
  if (appealed) return 'appealed_already'
  if (!isInForce(decision)) return 'not_in_force'
  const until = new Date(decision.confirmed_at ?? decision.decided_at)
  until.setUTCMonth(until.getUTCMonth() + appealMonths)
  return until < now ? 'too_late' : null
}

export type WhyNotAppeal = NonNullable<ReturnType<typeof whyNotAppeal>>

/** Why this moderator may not judge the appeal, or null: it goes to somebody else. */
export function whyNotJudge(
  { decided_by, confirmed_by }: Pick<Decision, 'decided_by' | 'confirmed_by'>,
  appeal: { readonly decided_at: Date | null } | undefined,
  authors: readonly string[],
  judge: string,
) {
  if (!appeal) return 'not_appealed'
  if (appeal.decided_at) return 'decided_already'
  if (judge === decided_by || judge === confirmed_by) return 'same_judge'
  return authors.includes(judge) ? 'own_thing' : null
}

export type WhyNotJudge = NonNullable<ReturnType<typeof whyNotJudge>>

/** The path and the part of it that names a thing, where an address is about one. */
export function namesIn(
  pattern: string,
  address: string,
): { slug: string; within?: string | undefined } | null {
  const [path = ''] = address.split(/[?#]/)
  const parts = pattern.replace(/:(within|slug)/g, '(?<$1>[a-z0-9-]{1,120})')
  const { slug, within } = new RegExp(`^${parts}(?:/|$)`).exec(path)?.groups ?? {}
  return slug === undefined ? null : { slug, within }
}

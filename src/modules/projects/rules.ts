// What a project is, and what can be said of its progress without asking anybody.

export const states = ['draft', 'published', 'closed', 'withdrawn'] as const
export type State = (typeof states)[number]
/** States that are announced, each with its day. */
export type PublicState = Exclude<State, 'draft'>
/** Those that lists show. A withdrawn project keeps its address and says that it was withdrawn. */
export const listedStates = ['published', 'closed'] as const

export const partyRoles = ['implementer', 'partner', 'funder', 'sub_recipient'] as const
export type PartyRole = (typeof partyRoles)[number]

export const activityStates = ['planned', 'under_way', 'done', 'dropped'] as const
export type ActivityState = (typeof activityStates)[number]

export const levels = ['low', 'medium', 'high'] as const
export type Level = (typeof levels)[number]

/** `up`: more is better. `down`: less is better. */
export const directions = ['up', 'down'] as const
export type Direction = (typeof directions)[number]

export const documentKinds = [
  'contract',
  'proposal',
  'narrative_report',
  'financial_report',
  'evaluation',
  'publication',
  'other',
] as const
export type DocumentKind = (typeof documentKinds)[number]

/** The parts of a project that are fields of its own. */
export const sections = ['identity', 'goals', 'reach'] as const
export type Section = (typeof sections)[number]

/** The parts that are lists of things, called as their tables are. */
export const itemParts = [
  'target_group',
  'activity',
  'party',
  'budget_line',
  'objective',
  'indicator',
  'risk',
  'team_member',
] as const
export type ItemPart = (typeof itemParts)[number]
export type Part = Section | ItemPart

export const isItemPart = (part: string): part is ItemPart =>
  (itemParts as readonly string[]).includes(part)

/** Why it may not be shown to everybody, or null when it may. */
export function whyNotPublish({ state, summary }: { state: State; summary: object }) {
  if (state === 'published' || state === 'closed') return 'already_published'
  if (Object.keys(summary).length === 0) return 'no_summary'
  return null
}

/** Why it may not be closed, or null when it may. */
export function whyNotClose({ state }: { state: State }) {
  if (state === 'closed') return 'already_closed'
  return state === 'published' ? null : 'not_published'
}

/** Why it may not be withdrawn, or null when it may. */
export function whyNotWithdraw({ state }: { state: State }) {
  if (state === 'withdrawn') return 'already_withdrawn'
  return state === 'draft' ? 'not_published' : null
}

export type WhyNotMove =
  | NonNullable<ReturnType<typeof whyNotPublish>>
  | NonNullable<ReturnType<typeof whyNotClose>>
  | NonNullable<ReturnType<typeof whyNotWithdraw>>

/** The first day that a date known by its year, its month or its day may mean. */
export function firstDay(rough: string): string {
  const [year = '', month = '01', day = '01'] = rough.split('-')
  return `${year}-${month}-${day}`
}

/** The last one. */
export function lastDay(rough: string): string {
  const [year = '', month = '12', day] = rough.split('-')
  if (day) return rough
  // The day before the first of the next month: JavaScript counts months from nought.
  const last = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return `${year}-${month}-${String(last).padStart(2, '0')}`
}

/** `2021`, `2021-08`, `2021-08-15`, also as people write them: `8.2021`, `15.8.2021`. */
export function readRoughDate(typed: string): string | null {
  const text = typed.trim().replace(/\.$/, '')
  const local = /^(?:(\d{1,2})[./])?(\d{1,2})[./](\d{4})$/.exec(text.replace(/\s+/g, ''))
  const parts = local ? [local[3], local[2], local[1]] : text.split('-')
  const padded = parts.filter((part) => part !== undefined).map((part) => part.padStart(2, '0'))
  const rough = padded.join('-')
  if (!/^(19|20|21)\d{2}(-\d{2}){0,2}$/.test(rough)) return null
  const first = firstDay(rough)
  const moment = new Date(`${first}T00:00Z`)
  const exists = !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 10) === first
  return exists ? rough : null
}

/** Whether one date may come before the other; what is not known is in nobody's way. */
export const inOrder = (from: string | null, to: string | null): boolean =>
  from === null || to === null || firstDay(from) <= lastDay(to)

export interface Passed {
  readonly state: 'not_begun' | 'running' | 'over'
  /** Between 0 and 1. */
  readonly share: number
  readonly days_left: number
}

const dayMs = 86_400_000

/** How much of its time has passed, or null when it is not known when it begins and ends. */
export function timePassed(starts: string | null, ends: string | null, now: Date): Passed | null {
  if (starts === null || ends === null) return null
  const from = Date.parse(firstDay(starts))
  const until = Date.parse(lastDay(ends)) + dayMs
  const at = now.getTime()
  const share = Math.min(1, Math.max(0, (at - from) / (until - from)))
  const state = at < from ? 'not_begun' : at >= until ? 'over' : 'running'
  return { state, share, days_left: Math.max(0, Math.ceil((until - at) / dayMs)) }
}

interface Line {
  readonly amount_minor: bigint
}

export interface BudgetSum {
  readonly sum_minor: bigint
  /** What the parts lack to the whole (positive), or have too much; null when no whole is known. */
  readonly difference_minor: bigint | null
}

/** What the parts add up to. */
export function budgetSum(whole_minor: bigint | null, lines: readonly Line[]): BudgetSum {
  const sum_minor = lines.reduce((sum, { amount_minor }) => sum + amount_minor, 0n)
  const difference_minor =
    whole_minor === null || lines.length === 0 ? null : whole_minor - sum_minor
  return { sum_minor, difference_minor }
}

export interface Measured {
  readonly baseline: number | null
  readonly target: number | null
  readonly direction: Direction
  /** Values that stand, in any order. */
  readonly values: readonly { readonly on_date: string; readonly value: number }[]
}

/** The value of the latest day, or null when nothing was measured. */
export const latestOf = ({ values }: Pick<Measured, 'values'>) =>
  values.reduce<Measured['values'][number] | null>(
    (latest, one) => (latest === null || one.on_date > latest.on_date ? one : latest),
    null,
  )

/**
 * How far it came from its baseline to its target: 0 there, 1 here, less or more beyond. Null when
 * one of the three is not known, but for a count that begins at nothing.
 */
export function progressOf(indicator: Measured): number | null {
  const latest = latestOf(indicator)
  const { target } = indicator
  const from = indicator.baseline ?? (indicator.direction === 'up' ? 0 : null)
  if (latest === null || target === null || from === null || from === target) return null
  return (latest.value - from) / (target - from)
}

export type Reached = 'reached' | 'on_the_way' | 'not_measured'

/** Whether the target is reached. Which way is better is what `direction` says. */
export function reachedOf(indicator: Measured): Reached {
  const latest = latestOf(indicator)
  if (latest === null || indicator.target === null) return 'not_measured'
  const { direction, target } = indicator
  const reached = direction === 'up' ? latest.value >= target : latest.value <= target
  return reached ? 'reached' : 'on_the_way'
}

export interface Results {
  readonly targets: number
  readonly reached: number
  /** Targets for which a value is known. */
  readonly measured: number
}

/** How many of the targets are reached, and of how many anybody knows. */
export function resultsOf(indicators: readonly Measured[]): Results {
  const aimed = indicators.filter(({ target }) => target !== null)
  const found = aimed.map(reachedOf)
  return {
    targets: aimed.length,
    reached: found.filter((one) => one === 'reached').length,
    measured: found.filter((one) => one !== 'not_measured').length,
  }
}

/** Why a target may not be set, or null when it may. */
export function whyNotAim({ baseline, target, direction }: Omit<Measured, 'values'>) {
  if (baseline === null || target === null) return null
  const goes = direction === 'up' ? target > baseline : target < baseline
  return goes ? null : 'wrong_way'
}

interface Told {
  readonly organisation_id: string | null
  readonly starts: string | null
  readonly ends: string | null
  readonly months: number | null
  readonly budget_minor: bigint | null
  readonly whole_country: boolean
  readonly places: readonly unknown[]
  readonly parties: readonly { readonly role: PartyRole }[]
  readonly indicators: readonly Measured[]
}

const missing = {
  implementer: (told) =>
    told.organisation_id === null && !told.parties.some(({ role }) => role === 'implementer'),
  funder: (told) => !told.parties.some(({ role }) => role === 'funder'),
  time: (told) => (told.starts === null || told.ends === null) && told.months === null,
  budget: (told) => told.budget_minor === null,
  places: (told) => !told.whole_country && told.places.length === 0,
  results: (told) => resultsOf(told.indicators).measured === 0,
} as const satisfies Record<string, (told: Told) => boolean>

export type Unknown = keyof typeof missing

/** What a reader would want to know and nobody has said. */
export const unknownOf = (told: Told): Unknown[] =>
  (Object.keys(missing) as Unknown[]).filter((one) => missing[one](told))

export {
  type Difference,
  judge,
  type RowValue,
} from './importing/rules.ts'

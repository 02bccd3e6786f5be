// What became of the money of a campaign, line by line of its budget.
import { sql } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import { fillBudget } from '../rules.ts'
import type { Db } from '../tables.ts'

interface Whose {
  readonly id: string
  readonly purpose_id: string | null
  readonly currency: string
}

const underWay = ['requested', 'approved_once', 'approved', 'ordered'] as const

/** Received for it and still there or paid out: less what went back since. */
export async function receivedNow(db: Db, { purpose_id, currency }: Whose): Promise<bigint> {
  const row = await db
    .selectFrom('payments.card')
    .select('received_minor')
    .where('id', '=', purpose_id)
    .where('currency', '=', currency)
    .executeTakeFirst()
  return row?.received_minor ?? 0n
}

/** What rounds of matching paid to it, in its own money. */
export async function matchedNow(db: Db, { id, currency }: Whose): Promise<bigint> {
  const { sum } = await db
    .selectFrom('campaigns.match as a')
    .innerJoin('campaigns.matching_round as r', 'r.id', 'a.round_id')
    .select(sql<bigint>`coalesce(sum(a.amount_minor), 0)::bigint`.as('sum'))
    .where('a.campaign_id', '=', id)
    .where('a.state', '=', 'paid')
    .where('r.currency', '=', currency)
    .executeTakeFirstOrThrow()
  return sum
}

/** What was asked for of its money, the latest first; drafts are the organisation's affair. */
export const listPayouts = (db: Db, purpose_id: string | null) =>
  db
    .selectFrom('payments.bound_payout')
    .selectAll()
    .where('purpose_id', '=', purpose_id)
    .where('state', 'not in', ['draft', 'cancelled', 'refused'])
    .orderBy('number', 'desc')
    .execute()

export type BoundPayout = Awaited<ReturnType<typeof listPayouts>>[number]

/** What was bought, the latest first; what was taken out again stands with its reason. */
export const listExpenses = (db: Db, campaign_id: string) =>
  db
    .selectFrom('campaigns.expense as e')
    .innerJoin('kit.file as f', 'f.id', 'e.file_id')
    .innerJoin('campaigns.budget_item as i', 'i.id', 'e.item_id')
    .select(['e.id', 'e.item_id', 'e.title', 'e.paid_to', 'e.amount_minor', 'e.file_id'])
    .select(['e.removed_at', 'e.removal_reason', 'f.name as file_name', 'i.title as item'])
    .select(sql<string>`e.spent_on::text`.as('spent_on'))
    .where('e.campaign_id', '=', campaign_id)
    .orderBy('e.spent_on', 'desc')
    .orderBy('e.id', 'desc')
    .execute()

export type Expense = Awaited<ReturnType<typeof listExpenses>>[number]

export const findReport = (db: Db, campaign_id: string) =>
  db
    .selectFrom('campaigns.report')
    .select(['id', 'results', 'remainder', 'at'])
    .where('campaign_id', '=', campaign_id)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst()

export type Report = NonNullable<Awaited<ReturnType<typeof findReport>>>

/** When it was decided that the money is the organisation's for this. */
export async function settledAt(db: Db, campaign_id: string): Promise<Date | null> {
  const row = await db
    .selectFrom('campaigns.settlement')
    .select('at')
    .where('campaign_id', '=', campaign_id)
    .where('outcome', '=', 'succeeded')
    .executeTakeFirst()
  return row?.at ?? null
}

const sumOf = (of: readonly { readonly amount_minor: bigint }[]) =>
  of.reduce((sum, { amount_minor }) => sum + amount_minor, 0n)

interface Item {
  readonly id: string
  readonly title: Localized
  readonly amount_minor: bigint
  readonly essential: boolean
}

/** The whole account of a campaign: each line of its budget, and the sums of all. */
export async function readSpending(db: Db, campaign: Whose, items: readonly Item[]) {
  const [received_minor, matched_minor, payouts, expenses, report, settled_at] = await Promise.all([
    receivedNow(db, campaign),
    matchedNow(db, campaign),
    listPayouts(db, campaign.purpose_id),
    listExpenses(db, campaign.id),
    findReport(db, campaign.id),
    settledAt(db, campaign.id),
  ])
  const own = payouts.filter(({ currency }) => currency === campaign.currency)
  const paid = own.filter(({ state }) => state === 'paid')
  const going = own.filter(({ state }) => underWay.some((one) => one === state))
  const standing = expenses.filter(({ removed_at }) => removed_at === null)
  const filled = fillBudget(items, received_minor + matched_minor).items
  const lines = items.map((item, place) => ({
    ...item,
    filled_minor: filled[place]?.filled_minor ?? 0n,
    paid_minor: sumOf(paid.filter(({ part_id }) => part_id === item.id)),
    under_way_minor: sumOf(going.filter(({ part_id }) => part_id === item.id)),
    spent_minor: sumOf(standing.filter(({ item_id }) => item_id === item.id)),
  }))
  const sums = {
    received_minor,
    matched_minor,
    paid_minor: sumOf(paid),
    under_way_minor: sumOf(going),
    spent_minor: sumOf(standing),
  }
  return { lines, sums, payouts, expenses, report: report ?? null, settled_at }
}

export type Spending = Awaited<ReturnType<typeof readSpending>>
export type Line = Spending['lines'][number]

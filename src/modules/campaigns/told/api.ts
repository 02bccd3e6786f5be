// A campaign as machines are told of it.
import { found, withheld } from '#kit/outcome.ts'
import { pageOf } from '#kit/paging.ts'
import { paths } from '../paths.ts'
import {
  type Card,
  findCampaign,
  findSpending,
  listBudget,
  listBulletins,
  listSettlements,
} from '../queries.ts'
import { fillBudget, type ListedState, listedStates, reportDueAt, toFill } from '../rules.ts'
import type { Db } from '../tables.ts'
import { listPledges } from './queries.ts'

type Told = Omit<Card, 'picture_id' | 'picture_alt' | 'state_since' | 'organisation' | 'place'>

export const publishedCard = (card: Told, base_url: string) => ({
  ...standing(card, base_url),
  state: listed(card.state),
  opened_at: (card.opened_at ?? card.updated_at).toISOString(),
  closes_at: (card.closes_at ?? card.updated_at).toISOString(),
})

/** What is told of it whether it is public or not. */
function standing(card: Told, base_url: string) {
  const { id, slug, title, summary, area, kind, rounds, round, enough_percent, currency } = card
  const { updated_at, is_sample, gifts } = card
  return {
    id,
    slug,
    title,
    summary,
    area,
    kind,
    rounds,
    round,
    enough_percent,
    currency,
    gifts,
    is_sample,
    url: `${base_url}${paths.campaign({ slug })}`,
    organisation: card.organisation_slug,
    host: card.host_slug,
    place: card.place_slug,
    minimum_minor: String(card.minimum_minor),
    optimum_minor: String(card.optimum_minor),
    promised_minor: String(card.promised_minor),
    received_minor: String(card.received_minor),
    updated_at: updated_at.toISOString(),
  }
}

const listed = (state: Card['state']): ListedState => {
  const known = listedStates.find((one) => one === state)
  if (!known) throw new Error('a draft is told to nobody')
  return known
}

interface Asking {
  readonly base_url: string
  /** Of the key that asks, where it may write campaigns. */
  readonly organisation_id: string | null
}

/** Everything that its page says; a draft is told to whoever may change it. */
export async function findTold(db: Db, slug: string, { base_url, organisation_id }: Asking) {
  const campaign = await findCampaign(db, slug)
  if (!campaign) return undefined
  if (!campaign.opened_at && campaign.organisation_id !== organisation_id) return undefined
  if (campaign.hidden_at) throw withheld('campaign', campaign.id)
  const [items, settlements] = await Promise.all([
    listBudget(db, campaign.id),
    listSettlements(db, campaign.id),
  ])
  const filled = fillBudget(items, toFill(campaign)).items
  const { story, timetable, risks, team, state, opened_at, closes_at } = campaign
  return {
    ...standing(campaign, base_url),
    state,
    opened_at: opened_at?.toISOString() ?? null,
    closes_at: closes_at?.toISOString() ?? null,
    version: campaign.version,
    matched_minor: String(campaign.matched_minor),
    story,
    timetable,
    risks,
    team,
    budget: items.map(({ id, title, amount_minor, essential }, place) => ({
      id,
      title,
      essential,
      amount_minor: String(amount_minor),
      filled_minor: String(filled[place]?.filled_minor ?? 0n),
    })),
    settlements: settlements.map((one) => ({
      round: one.round,
      outcome: one.outcome,
      at: one.at.toISOString(),
      received_minor: String(one.received_minor),
      matched_minor: String(one.matched_minor),
      to_organisation_minor: String(one.to_organisation_minor),
      back_minor: String(one.back_minor),
    })),
  }
}

/** The campaign, where everybody may see it. */
async function openOne(db: Db, slug: string) {
  const campaign = found(await findCampaign(db, slug))
  if (campaign.hidden_at) throw withheld('campaign', campaign.id)
  return found(campaign.opened_at ? campaign : null)
}

interface Which {
  readonly slug: string
  readonly after: string | null
  readonly limit: number
}

export async function tellPledges(db: Db, { slug, after, limit }: Which) {
  const { purpose_id } = await openOne(db, slug)
  const { shown, next } = pageOf(await listPledges(db, purpose_id, after, limit + 1), limit)
  const pledges = shown.map((row) => {
    const { amount_minor, received_minor, returned_minor, passed_on_minor, ...one } = row
    return {
      ...one,
      promised_minor: String(amount_minor),
      received_minor: String(received_minor),
      returned_minor: String(returned_minor - passed_on_minor),
      passed_on_minor: String(passed_on_minor),
    }
  })
  return { pledges, next }
}

export async function tellUpdates(db: Db, slug: string) {
  const { id } = await openOne(db, slug)
  const updates = await listBulletins(db, id)
  return { updates: updates.map((one) => ({ ...one, at: one.at.toISOString() })) }
}

export async function tellSpending(db: Db, slug: string, base_url: string) {
  const campaign = await openOne(db, slug)
  const { sums, lines, payouts, expenses, report, settled_at } = await findSpending(db, campaign)
  return {
    currency: campaign.currency,
    received_minor: String(sums.received_minor),
    matched_minor: String(sums.matched_minor),
    paid_minor: String(sums.paid_minor),
    under_way_minor: String(sums.under_way_minor),
    spent_minor: String(sums.spent_minor),
    lines: lines.map(({ id, title, amount_minor, filled_minor, paid_minor, spent_minor }) => ({
      id,
      title,
      planned_minor: String(amount_minor),
      received_minor: String(filled_minor),
      paid_minor: String(paid_minor),
      spent_minor: String(spent_minor),
    })),
    payouts: payouts.map(({ id, part_id, state, state_at, amount_minor, currency }) => ({
      id,
      line: part_id,
      state,
      state_at: state_at.toISOString(),
      currency,
      amount_minor: String(amount_minor),
    })),
    expenses: expenses.map(({ id, item_id, title, paid_to, spent_on, ...one }) => ({
      id,
      line: item_id,
      title,
      paid_to,
      spent_on,
      amount_minor: String(one.amount_minor),
      receipt: `${base_url}/files/${one.file_id}/original`,
      removed_at: one.removed_at?.toISOString() ?? null,
    })),
    report: report && {
      results: report.results,
      remainder: report.remainder,
      at: report.at.toISOString(),
    },
    report_due_at: settled_at ? reportDueAt(settled_at).toISOString() : null,
  }
}

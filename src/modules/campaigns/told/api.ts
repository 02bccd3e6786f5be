// A campaign as machines are told of it.
import { withheld } from '#kit/outcome.ts'
import { paths } from '../paths.ts'
import { type Card, findCampaign, listBudget, listSettlements } from '../queries.ts'
import { fillBudget, type ListedState, listedStates } from '../rules.ts'
import type { Db } from '../tables.ts'

type Told = Omit<Card, 'picture_id' | 'picture_alt' | 'state_since' | 'organisation' | 'place'>

export function publishedCard(card: Told, base_url: string) {
  const { id, slug, title, summary, area, kind, rounds, round, enough_percent, currency } = card
  const { opened_at, closes_at, updated_at, is_sample, gifts } = card
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
    state: listed(card.state),
    url: `${base_url}${paths.campaign({ slug })}`,
    organisation: card.organisation_slug,
    host: card.host_slug,
    place: card.place_slug,
    minimum_minor: String(card.minimum_minor),
    optimum_minor: String(card.optimum_minor),
    promised_minor: String(card.promised_minor),
    received_minor: String(card.received_minor),
    opened_at: (opened_at ?? updated_at).toISOString(),
    closes_at: (closes_at ?? updated_at).toISOString(),
    updated_at: updated_at.toISOString(),
  }
}

const listed = (state: Card['state']): ListedState => {
  const known = listedStates.find((one) => one === state)
  if (!known) throw new Error('a draft is told to nobody')
  return known
}

/** Everything that its page says; a draft is told to nobody. */
export async function findTold(db: Db, slug: string, base_url: string) {
  const campaign = await findCampaign(db, slug)
  if (!campaign?.opened_at) return undefined
  if (campaign.hidden_at) throw withheld('campaign', campaign.id)
  const [items, settlements] = await Promise.all([
    listBudget(db, campaign.id),
    listSettlements(db, campaign.id),
  ])
  const filled = fillBudget(items, campaign.received_minor).items
  const { story, timetable, risks, team } = campaign
  return {
    ...publishedCard(campaign, base_url),
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
      to_organisation_minor: String(one.to_organisation_minor),
      back_minor: String(one.back_minor),
    })),
  }
}

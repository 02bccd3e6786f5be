// Builders for tests and seeds. They go the way of everybody: two operators open a campaign.
import type { Localized } from '#kit/localized.ts'
import type { Operator } from '#modules/people/index.ts'
import { countAll, move } from './commands.ts'
import { joinRound } from './joining/commands.ts'
import {
  type CampaignSteward,
  findRound,
  handedInOf,
  listBudget,
  listRunning,
  lockCampaign,
} from './queries.ts'
import { approveCampaign } from './reviewing/commands.ts'
import { addRound, openRound, submitRound } from './rounds/commands.ts'
import { checklist } from './rules.ts'
import { settleCampaign } from './settlement/commands.ts'
import type { CampaignTable, Db } from './tables.ts'

type Column =
  | 'kind'
  | 'enough_percent'
  | 'area'
  | 'place_id'
  | 'picture_id'
  | 'host_id'
  | 'host_agreed_by'
  | 'host_agreed_at'
type Text = 'title' | 'summary' | 'story' | 'timetable' | 'risks' | 'team'

export interface ACampaign {
  slug: string
  organisation_id: string
  /** Who hands it in, and the two operators who look at it. */
  asked_by: string
  judges: readonly [string, string]
  texts?: Partial<Record<Text, Localized>>
  /** In cents; one essential part and a desirable one unless said. */
  budget?: readonly { title?: Localized; amount_minor: bigint; essential: boolean }[]
  terms?: Partial<Pick<CampaignTable, Column>> & {
    rounds?: 1 | 2
    days?: number
    grace_days?: number
    is_sample?: boolean
  }
  /** When it was opened. */
  at?: Date
}

const morning = new Date('2026-11-01T09:00:00Z')
const usual = [
  { title: { en: 'Boats' }, amount_minor: 100_000n, essential: true },
  { title: { en: 'Paint' }, amount_minor: 50_000n, essential: false },
]

/** A draft that could be handed in. */
export async function aDraft(db: Db, wish: Omit<ACampaign, 'asked_by' | 'judges'>) {
  const { slug, organisation_id, texts = {}, budget = usual, terms = {}, at = morning } = wish
  const said = { title: { en: slug }, summary: { en: 'For the river.' }, ...texts }
  const story = texts.story ?? { en: 'We want to clean the river.' }
  const columns = Object.entries({ ...said, story }).map(([name, text]) => [
    name,
    JSON.stringify(text),
  ])
  const { id } = await db
    .insertInto('campaigns.campaign')
    .values({
      slug,
      organisation_id,
      ...terms,
      title: JSON.stringify(said.title),
      state_since: at,
      created_at: at,
      updated_at: at,
      ...Object.fromEntries(columns),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const [place, { title = { en: 'Something' }, amount_minor, essential }] of budget.entries())
    await db
      .insertInto('campaigns.budget_item')
      .values({
        campaign_id: id,
        place: place + 1,
        title: JSON.stringify(title),
        amount_minor,
        essential,
      })
      .execute()
  return { id, slug }
}

/** One that two operators opened; its purpose is where gifts go. */
export async function aCampaign(db: Db, { asked_by, judges, ...wish }: ACampaign) {
  const { at = morning } = wish
  const { id, slug } = await aDraft(db, wish)
  const review_id = await aReview(db, id, asked_by, at)
  for (const person_id of judges) {
    const outcome = await approveCampaign(db, { person_id } as Operator, review_id, checklist, at)
    if (!outcome.ok) throw new Error(`a made-up campaign was not opened: ${outcome.refusal}`)
  }
  const { purpose_id } = await lockCampaign(db, id)
  if (!purpose_id) throw new Error('an open campaign has its purpose')
  return { id, slug, purpose_id }
}

/** Handed in, and not looked at by anybody. */
export async function aReview(db: Db, campaign_id: string, requested_by: string, at = morning) {
  const campaign = await lockCampaign(db, campaign_id)
  const said = JSON.stringify(await handedInOf(db, campaign_id, await listBudget(db, campaign_id)))
  const { version } = campaign
  const { id } = await db
    .insertInto('campaigns.review')
    .values({ campaign_id, version, requested_by, requested_at: at, said })
    .returning('id')
    .executeTakeFirstOrThrow()
  await move(db, campaign, { to: 'in_review', by: { person_id: requested_by } }, at)
  return id
}

export interface AMatchingRound {
  organisation_id: string
  asked_by: string
  opened_by: string
  title?: Localized
  about?: Localized
  kind?: 'first_come' | 'quadratic'
  pot?: string
  percent?: number
  donor_cap?: string | null
  campaign_cap?: string | null
  hold_days?: number
  days?: number
  area?: CampaignTable['area']
  /** Slugs; none: whoever fits. */
  named?: string[]
  at?: Date
}

/** Seen by nobody but who keeps it. */
export async function aRoundDraft(db: Db, wish: AMatchingRound) {
  const { organisation_id, asked_by, at = morning } = wish
  const keeper = { organisation_id, person_id: asked_by }
  const terms = {
    title: { en: 'Doubled' },
    about: {},
    kind: 'first_come' as const,
    pot: '1000',
    percent: 100,
    donor_cap: null,
    campaign_cap: null,
    damping: null,
    hold_days: 0,
    days: 30,
    area: null,
    place_id: null,
    named: [],
    once: undefined,
    donor: null,
  }
  const added = await addRound(db, keeper, { ...terms, ...wish }, at)
  if (!added.ok) throw new Error(`a made-up round was not added: ${added.refusal}`)
  return findOrThrow(db, added.value)
}

/** Handed in, so that money can come into its pot. */
export async function aWaitingRound(db: Db, wish: AMatchingRound) {
  const { organisation_id, asked_by, at = morning } = wish
  const { id } = await aRoundDraft(db, wish)
  await submitRound(db, { organisation_id, person_id: asked_by }, id, at)
  const { slug, purpose_id } = await findOrThrow(db, id)
  if (!purpose_id) throw new Error('a round that waits has its purpose')
  return { id, slug, purpose_id }
}

/** `fund` brings the money of the pot; then the second person opens it. */
export async function aMatchingRound(
  db: Db,
  { fund, ...wish }: AMatchingRound & { fund: (purpose_id: string) => Promise<unknown> },
) {
  const { opened_by, at = morning } = wish
  const round = await aWaitingRound(db, wish)
  await fund(round.purpose_id)
  const opened = await openRound(db, { person_id: opened_by } as Operator, round.id, at)
  if (!opened.ok) throw new Error(`a made-up round was not opened: ${opened.refusal}`)
  return round
}

async function findOrThrow(db: Db, slug: string) {
  const round = await findRound(db, slug)
  if (!round) throw new Error('the round was made a moment ago')
  return round
}

/** A campaign of its house joins a round. */
export const joined = (
  db: Db,
  by: { person_id: string; organisation_id: string },
  campaign_id: string,
  round_id: string,
  at: Date,
) => joinRound(db, { ...by, campaign_id } as CampaignSteward, round_id, at)

/** Every round that runs looks at what came. */
export async function counted(db: Db, now: Date) {
  for (const { id } of await listRunning(db)) await countAll(db, id, now)
}

/** What the clock does at the end of one. */
export async function settled(db: Db, campaign_id: string, at: Date) {
  const outcome = await settleCampaign(db, campaign_id, at)
  if (!outcome.ok) throw new Error(`a made-up campaign was not settled: ${outcome.refusal}`)
  return outcome.value
}

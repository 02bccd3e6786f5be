import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { mustMatch } from '#kit/etag.ts'
import { mergePatch, readAs, typedText } from '#kit/json-body.ts'
import { found, type Outcome } from '#kit/outcome.ts'
import { pageOf } from '#kit/paging.ts'
import { Problem } from '#kit/problem.ts'
import { type Key, proveKey } from '#modules/machines/index.ts'
import {
  PledgesQuery,
  StoryBody,
  ToldPledges,
  ToldSpending,
  ToldUpdate,
  ToldUpdates,
  UpdateBody,
} from './bodies/schema.ts'
import { listAfter } from './directory/queries.ts'
import { ListQuery } from './directory/schema.ts'
import { changeStory } from './editing/commands.ts'
import { Story } from './editing/schema.ts'
import { campaignOf, campaignStewardBy, listBulletins } from './queries.ts'
import { PublishedCampaign, PublishedList, slugCharsMax } from './schema.ts'
import type { Db } from './tables.ts'
import { tell } from './talking/commands.ts'
import { NewBulletin } from './talking/schema.ts'
import { findTold, publishedCard, tellPledges, tellSpending, tellUpdates } from './told/api.ts'

const endpoint = endpoints<Db, Key>(proveKey)

const One = z.object({
  slug: z.string().max(slugCharsMax).describe('The slug of the campaign, or its id.'),
})

function settled<T>(outcome: Outcome<T, string>): T {
  if (outcome.ok) return outcome.value
  throw new Problem(outcome.refusal === 'too_often' ? 429 : 409, outcome.refusal)
}

const scope = 'campaigns:write'

const writes = [
  endpoint({
    patch: '/v1/campaigns/{slug}',
    says: 'Change what a campaign says of itself: what is not named stays (RFC 7396).',
    scope,
    path: One,
    body: StoryBody,
    gives: z.object({ slug: z.string(), version: z.int() }),
    async answer({ db, key, path, body, version, now }) {
      const steward = await campaignStewardBy(db, key.steward, path.slug)
      const campaign = await campaignOf(db, steward.campaign_id)
      mustMatch(version, campaign.version)
      const { title, summary, story, timetable, risks, team, picture_alt } = campaign
      const said = { title, summary, story, timetable, risks, team, picture_alt, reason: {} }
      const wish = readAs(Story, {
        ...(mergePatch(said, body) as object),
        version: String(campaign.version),
      })
      settled(await changeStory(db, steward, wish, now))
      return { slug: campaign.slug, version: campaign.version + 1 }
    },
  }),
  endpoint({
    post: '/v1/campaigns/{slug}/updates',
    says: 'Tell those who gave and those who may how it goes. What is told stays.',
    scope,
    path: One,
    body: UpdateBody,
    gives: ToldUpdate,
    async answer({ db, key, path, body, now }) {
      const steward = await campaignStewardBy(db, key.steward, path.slug)
      const wish = readAs(NewBulletin, { title: typedText(body.title), body: typedText(body.body) })
      settled(await tell(db, steward, wish, now))
      const [last] = await listBulletins(db, steward.campaign_id)
      return { ...found(last), at: found(last).at.toISOString() }
    },
  }),
]

export const api = [
  endpoint({
    get: '/v1/campaigns',
    says: 'Campaigns in the order they were added, narrowed by what is asked.',
    query: ListQuery,
    fresh_seconds: 60,
    gives: PublishedList,
    async answer({ db, query, base_url }) {
      const { q = '', organisation, municipality, area, state } = query
      const filter = {
        q,
        organisation: organisation ? [organisation] : [],
        municipality: municipality ? [municipality] : [],
        area: area ? [area] : [],
        state: state ? [state] : [],
      }
      const rows = await listAfter(db, filter, query.cursor ?? null, query.limit + 1)
      const { shown, next } = pageOf(rows, query.limit)
      return { campaigns: shown.map((row) => publishedCard(row, base_url)), next }
    },
  }),
  endpoint({
    get: '/v1/campaigns/{slug}',
    says: 'One campaign: what is asked, what was promised, what was received, how it ended. A draft needs a key.',
    path: One,
    fresh_seconds: 30,
    gives: PublishedCampaign,
    async answer({ db, path, base_url, key }) {
      const writer = key?.scopes.includes(scope) ? key.steward : null
      const asking = { base_url, organisation_id: writer?.organisation_id ?? null }
      return found(await findTold(db, path.slug, asking))
    },
  }),
  endpoint({
    get: '/v1/campaigns/{slug}/pledges',
    says: 'What was promised for a campaign, and what of it came; names as people chose.',
    path: One,
    query: PledgesQuery,
    fresh_seconds: 30,
    gives: ToldPledges,
    answer: ({ db, path, query }) =>
      tellPledges(db, { ...path, after: query.cursor ?? null, limit: query.limit }),
  }),
  endpoint({
    get: '/v1/campaigns/{slug}/updates',
    says: 'What the organisation told, the latest first.',
    path: One,
    fresh_seconds: 60,
    gives: ToldUpdates,
    answer: ({ db, path }) => tellUpdates(db, path.slug),
  }),
  endpoint({
    get: '/v1/campaigns/{slug}/spending',
    says: 'Line by line: planned, received, paid out, spent on what, with receipts; the report.',
    path: One,
    fresh_seconds: 60,
    gives: ToldSpending,
    answer: ({ db, path, base_url }) => tellSpending(db, path.slug, base_url),
  }),
  ...writes,
]

import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { found } from '#kit/outcome.ts'
import { pageOf } from '#kit/paging.ts'
import { type Key, proveKey } from '#modules/machines/index.ts'
import { listAfter } from './directory/queries.ts'
import { ListQuery } from './directory/schema.ts'
import { PublishedCampaign, PublishedList, slugCharsMax } from './schema.ts'
import type { Db } from './tables.ts'
import { findTold, publishedCard } from './told/api.ts'

const endpoint = endpoints<Db, Key>(proveKey)

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
    says: 'One campaign: what is asked, what was promised, what was received, how it ended.',
    path: z.object({
      slug: z.string().max(slugCharsMax).describe('The slug of the campaign, or its id.'),
    }),
    fresh_seconds: 30,
    gives: PublishedCampaign,
    answer: async ({ db, path, base_url }) => found(await findTold(db, path.slug, base_url)),
  }),
]

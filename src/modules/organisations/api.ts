import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { pageOf } from '#kit/paging.ts'
import { type Exported, listAfter } from './directory/queries.ts'
import type { Filter } from './directory/rules.ts'
import { ListQuery } from './directory/schema.ts'
import { paths } from './paths.ts'
import { findMunicipality, findPresentSlug, findProfile, type Profile } from './queries.ts'
import { type Area, slugCharsMax } from './rules.ts'
import { PublishedList, PublishedOrganisation } from './schema.ts'
import type { Db } from './tables.ts'

const endpoint = endpoints<Db>()

export const api = [
  endpoint({
    get: '/v1/organisations',
    says: 'Organisations in the order they were added, narrowed by what is asked.',
    query: ListQuery,
    fresh_seconds: 60,
    gives: PublishedList,
    async answer({ db, query, base_url }) {
      const filter = await filterOf(db, query)
      if (!filter) return { organisations: [], next: null }
      const rows = await listAfter(db, filter, query.cursor ?? null, query.limit + 1)
      const { shown, next } = pageOf(rows, query.limit)
      return { organisations: shown.map((row) => published(row, base_url)), next }
    },
  }),
  endpoint({
    get: '/v1/organisations/{slug}',
    says: 'One organisation, by its present address or one it had before.',
    path: z.object({ slug: z.string().max(slugCharsMax) }),
    gives: PublishedOrganisation,
    async answer({ db, path, base_url, now }) {
      const slug = await findPresentSlug(db, path.slug)
      const profile = slug ? await findProfile(db, slug, now) : undefined
      return profile ? publishedWhole(profile, base_url) : null
    },
  }),
]

type Asked = z.output<typeof ListQuery>

/** Null when the municipality that is asked for is not known: then nothing is let through. */
async function filterOf(db: Db, asked: Asked): Promise<Filter | null> {
  const place = asked.municipality ? await findMunicipality(db, asked.municipality) : null
  if (place === undefined) return null
  return {
    q: asked.q ?? '',
    kinds: asked.kind ? [asked.kind] : [],
    areas: asked.area ? [asked.area] : [],
    municipalities: place ? [place.id] : [],
    verified: asked.verified === 'true',
  }
}

interface Shown extends Omit<Exported, 'municipality' | 'areas'> {
  areas: readonly Area[] | null
}

const published = (shown: Shown, base_url: string) => ({
  ...shown,
  url: `${base_url}${paths.profile(shown)}`,
  municipality: shown.municipality_slug,
  areas: [...(shown.areas ?? [])],
  state_since: shown.state_since.toISOString(),
  updated_at: shown.updated_at.toISOString(),
})

const publishedWhole = (profile: Profile, base_url: string) => ({
  ...profile,
  ...published(profile, base_url),
  groups_served: [...profile.groups],
  works_in: profile.places.map(({ slug }) => slug),
  bank_accounts: profile.accounts,
  members: profile.members.map(({ slug }) => slug),
  networks: profile.networks.map(({ slug }) => slug),
  former_names: [...profile.former_names],
  public_benefit: [...profile.public_benefit],
})

// Builders for tests and seeds.
import type { Insertable } from 'kysely'
import { type Localized, languagesOf } from '#kit/localized.ts'
import { listTakenSlugs } from './queries.ts'
import { type Area, freeSlug, type Role, type ServedGroup, slugFrom } from './rules.ts'
import type { Db, OrganisationTable } from './tables.ts'

type Columns = Omit<
  Insertable<OrganisationTable>,
  'name' | 'summary' | 'description' | 'cover_alt' | 'social_links' | 'slug' | 'kind'
>

/** What a test says of an organisation; the rest is made up. */
export interface AnOrganisation extends Partial<Columns> {
  slug?: string
  kind?: OrganisationTable['kind']
  name?: Localized | string
  summary?: Localized
  description?: Localized
  cover_alt?: Localized
  areas?: readonly Area[]
  groups?: readonly ServedGroup[]
  /** People who act for it, by the role they have. */
  members?: Partial<Record<Role, string>>
  since?: Date
}

/** An organisation, unverified unless somebody verifies it: the database asks for two operators. */
export async function anOrganisation(db: Db, wish: AnOrganisation = {}) {
  const { areas = [], groups = [], members = {}, since = new Date(0), ...columns } = wish
  const name = typeof wish.name === 'string' ? { en: wish.name } : (wish.name ?? { en: 'River' })
  const [language = 'en'] = languagesOf(name)
  const wished = name[language] ?? ''
  const taken = await listTakenSlugs(db, slugFrom(wished))
  const organisation = await db
    .insertInto('organisations.organisation')
    .values({
      kind: 'association',
      ...columns,
      slug: wish.slug ?? freeSlug(wished, taken),
      name: JSON.stringify(name),
      summary: JSON.stringify(wish.summary ?? {}),
      description: JSON.stringify(wish.description ?? {}),
      cover_alt: JSON.stringify(wish.cover_alt ?? {}),
    })
    .returning(['id', 'slug'])
    .executeTakeFirstOrThrow()
  const organisation_id = organisation.id
  for (const area of areas)
    await db
      .insertInto('organisations.organisation_area')
      .values({ organisation_id, area })
      .execute()
  for (const served_group of groups)
    await db
      .insertInto('organisations.organisation_group')
      .values({ organisation_id, served_group })
      .execute()
  for (const [role, person_id] of Object.entries(members) as [Role, string][])
    await db
      .insertInto('organisations.membership')
      .values({ organisation_id, person_id, role, since })
      .execute()
  return organisation
}

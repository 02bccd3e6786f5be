// How an organisation begins, and how every change of it is written down.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { limited } from '#kit/limits.ts'
import { languagesOf } from '#kit/localized.ts'
import { once } from '#kit/once.ts'
import { done, refused } from '#kit/outcome.ts'
import type { Person } from '#modules/people/index.ts'
import { type NewOrganisation, newOrganisationsLimit } from './adding/schema.ts'
import { everyPage, listTakenSlugs, type Steward } from './queries.ts'
import { freeSlug, slugFrom } from './rules.ts'
import type { Db } from './tables.ts'

/** A new page, unverified; who made it is its first owner. Gives its address. */
export function addOrganisation(db: Db, person: Person, wish: NewOrganisation, now: Date) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const limit = newOrganisationsLimit
      const wait = await limited(tx, 'organisations.add', person.person_id, limit, now)
      if (wait > 0) return refused('too_often')
      const name = nameForSlug(wish)
      // Two who add the same name at once are given two addresses, one after the other.
      await sql`select pg_advisory_xact_lock(hashtext('organisations.slug'))`.execute(tx)
      const slug = freeSlug(name, await listTakenSlugs(tx, slugFrom(name)))
      const { id } = await tx
        .insertInto('organisations.organisation')
        .values({
          slug,
          kind: wish.kind,
          name: JSON.stringify(wish.name),
          summary: JSON.stringify(wish.summary),
          municipality_id: wish.municipality_id,
          state_since: now,
          created_at: now,
          updated_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(tx, 'organisation.created', { organisation_id: id }, person)
      await becomeFirstOwner(tx, id, person, now)
      return done({ id, slug })
    }),
  )
}

function nameForSlug({ name }: NewOrganisation): string {
  const [language] = languagesOf(name)
  return (language && name[language]) ?? ''
}

async function becomeFirstOwner(tx: Db, organisationId: string, { person_id }: Person, now: Date) {
  const membership = { organisation_id: organisationId, person_id, role: 'owner' as const }
  await tx
    .insertInto('organisations.membership')
    .values({ ...membership, since: now })
    .execute()
  await record(tx, 'membership.joined', membership, { person_id })
}

// So many take about half a second: long enough to be worth a line of progress.
const reindexedAtOnce = 1000

/** Make anew what search knows of every organisation, telling how far it is. */
export async function* reindexSearch(db: Db) {
  const ids: string[] = []
  for await (const { id } of everyPage(db)) ids.push(id)
  for (let done = 0; done < ids.length; done += reindexedAtOnce) {
    const some = ids.slice(done, done + reindexedAtOnce)
    await sql`select organisations.index_search(${some}::uuid[])`.execute(db)
    yield { done: done + some.length, total: ids.length }
  }
}

/** One field of a page from one value to another; in one language, where it has several. */
export interface Change {
  readonly field: string
  readonly language?: string | null
  readonly before: unknown
  readonly after: unknown
}

/** Write changes into the history, as one version of the organisation. Gives its number. */
export async function remember(
  tx: Db,
  { organisation_id, person_id }: Steward,
  changes: readonly Change[],
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ version: number }>`select organisations.remember(
    ${organisation_id}, ${person_id}, ${now}, ${JSON.stringify(changes)}::jsonb) as version
  `.execute(tx)
  const fields = [...new Set(changes.map(({ field }) => field))]
  const told = { organisation_id, fields }
  await record(tx, 'organisation.profile_changed', told, { person_id })
  return rows[0]?.version ?? 0
}

export { applyPatches, runImport, undoImport } from './imported/commands.ts'
export { moveBack, moveOver } from './moving/commands.ts'

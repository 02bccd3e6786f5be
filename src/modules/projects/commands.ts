// How a project begins, and how every change of one is written down.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { limited } from '#kit/limits.ts'
import { languagesOf } from '#kit/localized.ts'
import { once } from '#kit/once.ts'
import { done, refused } from '#kit/outcome.ts'
import { freeSlug, type Steward, slugFrom } from '#modules/organisations/index.ts'
import { type NewProject, newProjectsLimit } from './adding/schema.ts'
import { listTakenSlugs, type ProjectSteward } from './queries.ts'
import type { Db } from './tables.ts'

/** A draft that nobody but its organisation sees. Gives its address, which it keeps. */
export function addProject(db: Db, steward: Steward, wish: NewProject, now: Date) {
  const { organisation_id, person_id } = steward
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const wait = await limited(tx, 'projects.add', person_id, newProjectsLimit, now)
      if (wait > 0) return refused('too_often')
      const [language = 'en'] = languagesOf(wish.name)
      const name = wish.name[language] ?? ''
      // Two who add the same name at once are given two addresses, one after the other.
      await sql`select pg_advisory_xact_lock(hashtext('projects.slug'))`.execute(tx)
      const slug = freeSlug(name, await listTakenSlugs(tx, slugFrom(name)))
      const { id } = await tx
        .insertInto('projects.project')
        .values({
          slug,
          organisation_id,
          name: JSON.stringify(wish.name),
          summary: JSON.stringify(wish.summary),
          state_since: now,
          created_at: now,
          updated_at: now,
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await record(tx, 'project.created', { project_id: id, organisation_id }, { person_id })
      return done({ id, slug })
    }),
  )
}

interface Change {
  readonly part: string
  readonly item_id: string | null
  readonly field: string
  readonly language?: string | null
  readonly before: unknown
  readonly after: unknown
}

/** One new version with these changes, and the fact that it is there. */
export async function rememberChanges(
  tx: Db,
  { project_id, organisation_id, person_id }: ProjectSteward,
  part: string,
  changes: readonly Change[],
  now: Date,
) {
  await sql`select projects.remember(
    ${project_id}, ${person_id}, ${now}, ${JSON.stringify(changes)}::jsonb)`.execute(tx)
  await record(tx, 'project.changed', { project_id, organisation_id, part }, { person_id })
}

interface Merge {
  readonly merge_id: string
  readonly kept_id: string
  readonly gone_id: string
}

/** What the organisation that went carried out or had a part in belongs to the one that stays. */
export async function followMerge(tx: Db, { merge_id, kept_id, gone_id }: Merge) {
  await sql`with moved as (
      update projects.project set organisation_id = ${kept_id}
      where organisation_id = ${gone_id} returning id
    ) insert into projects.moved (merge_id, what, item_id)
      select ${merge_id}, 'project', id from moved on conflict do nothing`.execute(tx)
  // Where both have the same part in a project, one is enough; the other waits for an undoing.
  await sql`with moved as (
      update projects.party p set organisation_id = ${kept_id}
      where p.organisation_id = ${gone_id} and not exists (
        select from projects.party x where x.project_id = p.project_id and x.role = p.role
          and x.organisation_id = ${kept_id} and x.until is null and p.until is null)
      returning id
    ) insert into projects.moved (merge_id, what, item_id)
      select ${merge_id}, 'party', id from moved on conflict do nothing`.execute(tx)
}

/** Exactly what followed goes back, as far as it is still where it went. */
export async function followUndoing(tx: Db, { merge_id, kept_id, gone_id }: Merge) {
  await sql`update projects.project p set organisation_id = ${gone_id} from projects.moved m
    where m.merge_id = ${merge_id} and m.what = 'project' and m.item_id = p.id
      and p.organisation_id = ${kept_id}`.execute(tx)
  await sql`update projects.party p set organisation_id = ${gone_id} from projects.moved m
    where m.merge_id = ${merge_id} and m.what = 'party' and m.item_id = p.id
      and p.organisation_id = ${kept_id}`.execute(tx)
  await sql`delete from projects.moved where merge_id = ${merge_id}`.execute(tx)
}

export { runImport, undoImport } from './imported/commands.ts'

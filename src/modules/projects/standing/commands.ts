// A project comes into public, is closed with an account of it, or is withdrawn and says so.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import { done, refused } from '#kit/outcome.ts'
import type { ProjectSteward } from '../queries.ts'
import { type PublicState, whyNotClose, whyNotPublish, whyNotWithdraw } from '../rules.ts'
import type { Db } from '../tables.ts'

export function publishProject(db: Db, steward: ProjectSteward, now: Date) {
  return atomically(db, async (tx) => {
    const project = await lock(tx, steward)
    const refusal = whyNotPublish(project)
    if (refusal) return refused(refusal)
    await move(tx, steward, project.state, 'published', {}, now)
    const { project_id, organisation_id } = steward
    await record(tx, 'project.published', { project_id, organisation_id }, steward)
    return done(project.slug)
  })
}

interface Account {
  readonly reached: Localized
  readonly not_reached: Localized
}

export function closeProject(db: Db, steward: ProjectSteward, account: Account, now: Date) {
  return atomically(db, async (tx) => {
    const project = await lock(tx, steward)
    const refusal = whyNotClose(project)
    if (refusal) return refused(refusal)
    const { reached, not_reached } = account
    if (languagesOf(reached).length + languagesOf(not_reached).length === 0)
      return refused('no_account')
    await tx
      .updateTable('projects.project')
      .set({ reached: JSON.stringify(reached), not_reached: JSON.stringify(not_reached) })
      .where('id', '=', project.id)
      .execute()
    await move(tx, steward, project.state, 'closed', {}, now)
    const { project_id, organisation_id } = steward
    await record(tx, 'project.closed', { project_id, organisation_id }, steward)
    return done(project.slug)
  })
}

export function withdrawProject(db: Db, steward: ProjectSteward, reason: Localized, now: Date) {
  return atomically(db, async (tx) => {
    const project = await lock(tx, steward)
    const refusal = whyNotWithdraw(project)
    if (refusal) return refused(refusal)
    await move(tx, steward, project.state, 'withdrawn', reason, now)
    const { project_id, organisation_id } = steward
    await record(tx, 'project.withdrawn', { project_id, organisation_id }, steward)
    return done(project.slug)
  })
}

const lock = (tx: Db, { project_id }: ProjectSteward) =>
  tx
    .selectFrom('projects.project')
    .select(['id', 'slug', 'state', 'summary'])
    .where('id', '=', project_id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()

async function move(
  tx: Db,
  { project_id, person_id }: ProjectSteward,
  from_state: 'draft' | PublicState,
  to_state: PublicState,
  reason: Localized,
  now: Date,
) {
  await tx
    .updateTable('projects.project')
    .set((eb) => ({
      state: to_state,
      state_since: now,
      published_at: eb.fn.coalesce('published_at', eb.val(now)),
    }))
    .where('id', '=', project_id)
    .execute()
  const change = { project_id, from_state, to_state, decided_by: person_id, at: now }
  await tx
    .insertInto('projects.state_change')
    .values({ ...change, reason: JSON.stringify(reason) })
    .execute()
  const changes = [{ part: 'project', field: 'state', before: from_state, after: to_state }]
  await sql`select projects.remember(
    ${project_id}, ${person_id}, ${now}, ${JSON.stringify(changes)}::jsonb)`.execute(tx)
}

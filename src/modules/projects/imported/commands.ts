// What an import of projects writes, and how it is taken back. Some rows at a time, in a
// transaction of their own: an interrupted import goes on where it stood, and its progress can be
// seen.
import { sql } from 'kysely'
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Tell } from '#kit/importing.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import { found, refused } from '#kit/outcome.ts'
import { freeSlug, slugFrom } from '#modules/organisations/index.ts'
import { listNamed, listOpenRows, listStanding, listTakenSlugs, lockImport } from '../queries.ts'
import { type Difference, judge, type RowValue } from '../rules.ts'
import type { Db } from '../tables.ts'
import { listUndoable } from './queries.ts'
import { rowsAtOnce } from './schema.ts'

/** Write what was agreed to. */
export async function runImport(db: Db, id: string, tell: Tell, now: Date) {
  const { state, total_rows, person_id, source } = found(await lockImport(db, id))
  if (state !== 'running') return refused('not_now')
  while (true) {
    const done = await atomically(db, (tx) => writeSome(tx, id, source ?? '', now))
    if (done === null) break
    tell(done, total_rows)
  }
  return atomically(db, async (tx) => {
    const counts = await countWritten(tx, id)
    await tx
      .updateTable('projects.import')
      .set({ state: 'done', finished_at: now, done_rows: total_rows })
      .where('id', '=', id)
      .execute()
    await tx.deleteFrom('projects.import_cells').where('import_id', '=', id).execute()
    const by: By = person_id ? { person_id } : 'system'
    await record(tx, 'project.imported', { import_id: id, ...counts }, by)
    tell(total_rows, total_rows)
    return { ok: true as const, value: counts }
  })
}

/** Gives how many rows are done, or null when none was left. Each is judged once more. */
async function writeSome(tx: Db, id: string, source: string, now: Date): Promise<number | null> {
  const { done_rows } = found(await lockImport(tx, id))
  const rows = await listOpenRows(tx, id, rowsAtOnce)
  if (rows.length === 0) return null
  // Who adds a project meanwhile waits: two of one name get two addresses.
  await sql`select pg_advisory_xact_lock(hashtext('projects.slug'))`.execute(tx)
  const standing = await listStanding(
    tx,
    rows.map(({ key }) => key),
  )
  const whose = await listNamed(
    tx,
    rows.flatMap(({ value }) => [value.organisation, value.funder]),
  )
  for (const { number, key, value } of rows) {
    const stands = standing.get(key) ?? null
    const { verdict, difference } = judge(value, stands)
    const made =
      verdict === 'new'
        ? { project_id: await add(tx, value, whose, source, now), version: 1 }
        : verdict === 'changed' && stands && difference
          ? { project_id: stands.id, version: await apply(tx, stands.id, difference, {}, now) }
          : { project_id: stands?.id ?? null, version: null }
    await tx
      .updateTable('projects.import_row')
      .set({ ...made, ...asJson(difference), verdict, done_at: now })
      .where('import_id', '=', id)
      .where('number', '=', number)
      .execute()
  }
  const done = done_rows + rows.length
  await tx.updateTable('projects.import').set({ done_rows: done }).where('id', '=', id).execute()
  return done
}

const asJson = (difference: Difference | null) => ({
  before: difference && JSON.stringify(difference.before),
  after: difference && JSON.stringify(difference.after),
})

type Whose = ReadonlyMap<string, string>

async function add(tx: Db, row: RowValue, whose: Whose, source: string, now: Date) {
  const [language = 'en'] = languagesOf(row.name)
  const name = row.name[language] ?? ''
  const slug = freeSlug(name, await listTakenSlugs(tx, slugFrom(name)))
  const organisation_id = whose.get(row.organisation ?? '') ?? null
  const { id: project_id } = await tx
    .insertInto('projects.project')
    .values({
      slug,
      organisation_id,
      name: JSON.stringify(row.name),
      summary: JSON.stringify(row.summary),
      contract_number: row.contract_number,
      starts: row.starts,
      ends: row.ends,
      currency: row.currency,
      budget_minor: row.budget_minor === null ? null : BigInt(row.budget_minor),
      imported_from: JSON.stringify({ sq: source, sr: source, en: source }),
      state: 'published',
      published_at: now,
      state_since: now,
      created_at: now,
      updated_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('projects.state_change')
    .values({ project_id, from_state: 'draft', to_state: 'published', at: now })
    .execute()
  if (row.place_id)
    await tx
      .insertInto('projects.project_place')
      .values({ project_id, place_id: row.place_id })
      .execute()
  const parties = partiesOf(row, organisation_id, whose)
  if (parties.length > 0)
    await tx
      .insertInto('projects.party')
      .values(parties.map((party) => ({ ...party, project_id })))
      .execute()
  return project_id
}

/** Whoever carries it out and has no page here stands as a name; so does who pays for it. */
function partiesOf({ organisation, funder }: RowValue, owner: string | null, whose: Whose) {
  const implementer =
    organisation && !owner
      ? [{ role: 'implementer' as const, organisation_id: null, name: organisation }]
      : []
  if (!funder) return implementer
  const id = whose.get(funder) ?? null
  return [
    ...implementer,
    { role: 'funder' as const, organisation_id: id, name: id ? null : funder },
  ]
}

/** Set these fields, and write the change into the history. Gives the version that it makes. */
async function apply(
  tx: Db,
  id: string,
  { before, after }: Difference,
  reason: Localized,
  now: Date,
): Promise<number> {
  const json = (field: string) => sql`${JSON.stringify(after[field] ?? null)}::jsonb`
  const fields = Object.keys(after)
  await tx
    .updateTable('projects.project')
    .set({
      ...Object.fromEntries(
        fields.map((field) => [
          field,
          field === 'name' || field === 'summary' ? json(field) : after[field],
        ]),
      ),
      ...('state' in after ? { state_since: now } : {}),
    })
    .where('id', '=', id)
    .execute()
  if ('state' in after)
    await sql`insert into projects.state_change (project_id, from_state, to_state, reason, at)
      values (${id}, ${before.state}, ${after.state}, ${JSON.stringify(reason)}, ${now})`.execute(
      tx,
    )
  const told = fields.map((field) => ({
    part: 'project',
    item_id: null,
    field,
    language: null,
    before: before[field],
    after: after[field],
  }))
  const { rows } = await sql<{ version: number }>`select projects.remember(
    ${id}, null, ${now}, ${JSON.stringify(told)}::jsonb) as version`.execute(tx)
  return rows[0]?.version ?? 0
}

async function countWritten(tx: Db, id: string) {
  const { rows } = await sql<{ added: number; changed: number }>`
    select count(*) filter (where verdict = 'new')::int as added,
      count(*) filter (where verdict = 'changed')::int as changed
    from projects.import_row where import_id = ${id} and done_at is not null`.execute(tx)
  return rows[0] ?? { added: 0, changed: 0 }
}

interface Undoing {
  readonly by: By
  /** What the addresses of those say that are withdrawn. */
  readonly reason: Localized
}

/**
 * Take back what an import did, as far as nobody touched it since. What it changed is changed back.
 * What it added was public and is never deleted: it is withdrawn, and its address says why.
 */
export async function undoImport(
  db: Db,
  id: string,
  { by, reason }: Undoing,
  tell: Tell,
  now: Date,
) {
  const { state, total_rows } = found(await lockImport(db, id))
  if (state !== 'undoing') return refused('not_now')
  for (let done = 0; ; ) {
    const some = await atomically(db, (tx) => undoSome(tx, id, reason, now))
    if (some === 0) break
    done += some
    tell(Math.min(done, total_rows), total_rows)
  }
  return atomically(db, async (tx) => {
    await tx
      .updateTable('projects.import')
      .set({ state: 'undone', undone_at: now, undone_by: by === 'system' ? null : by.person_id })
      .where('id', '=', id)
      .execute()
    const { rows } = await sql<{ removed: number; restored: number }>`
      select count(*) filter (where undone = 'removed')::int as removed,
        count(*) filter (where undone = 'restored')::int as restored
      from projects.import_row where import_id = ${id}`.execute(tx)
    const counts = rows[0] ?? { removed: 0, restored: 0 }
    await record(tx, 'project.import_undone', { import_id: id, ...counts }, by)
    return { ok: true as const, value: counts }
  })
}

async function undoSome(tx: Db, id: string, reason: Localized, now: Date): Promise<number> {
  const { done_rows } = found(await lockImport(tx, id))
  const rows = await listUndoable(tx, id, rowsAtOnce)
  for (const { number, verdict, project_id, before, after, version, now: stands } of rows) {
    const untouched = version === stands.version && stands.state !== 'closed'
    const back: Difference =
      verdict === 'new'
        ? { before: { state: 'published' }, after: { state: 'withdrawn' } }
        : { before: after ?? {}, after: before ?? {} }
    if (untouched && project_id) await apply(tx, project_id, back, reason, now)
    const undone = untouched ? (verdict === 'new' ? 'removed' : 'restored') : 'touched'
    await tx
      .updateTable('projects.import_row')
      .set({ undone })
      .where('import_id', '=', id)
      .where('number', '=', number)
      .execute()
  }
  await tx
    .updateTable('projects.import')
    .set({ done_rows: done_rows + rows.length })
    .where('id', '=', id)
    .execute()
  return rows.length
}

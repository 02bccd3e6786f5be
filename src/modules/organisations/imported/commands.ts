// What an import writes, and how it is taken back. Some rows at a time, in a transaction of their
// own: an interrupted import goes on where it stood, and its progress can be seen.
import { sql } from 'kysely'
import { type By, record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Tell } from '#kit/importing.ts'
import { enqueue } from '#kit/jobs.ts'
import { languagesOf } from '#kit/localized.ts'
import { found, refused } from '#kit/outcome.ts'
import { listFitting, listGiven, listOpenRows, lockImport } from '../queries.ts'
import { judge, type RowValue, slugFrom } from '../rules.ts'
import type { Db } from '../tables.ts'
import { listUndoable, type OpenRow } from './queries.ts'
import { changesOf, freeSlugs, type Patch } from './rules.ts'
import { rowsAtOnce } from './schema.ts'

/** Write what was agreed to. The next thing to do is to look for likely duplicates. */
export async function runImport(db: Db, id: string, tell: Tell, now: Date) {
  const { state, total_rows, person_id } = found(await lockImport(db, id))
  if (state !== 'running') return refused('not_now')
  const by: By = person_id ? { person_id } : 'system'
  while (true) {
    const done = await atomically(db, (tx) => writeSome(tx, id, by, now))
    if (done === null) break
    tell(done, total_rows)
  }
  return atomically(db, async (tx) => {
    const counts = await countWritten(tx, id)
    await tx
      .updateTable('organisations.import')
      .set({ state: 'done', finished_at: now, done_rows: total_rows })
      .where('id', '=', id)
      .execute()
    await tx.deleteFrom('organisations.import_cells').where('import_id', '=', id).execute()
    await record(tx, 'organisation.imported', { import_id: id, ...counts }, by)
    const task = 'organisations.compare'
    await enqueue(tx, task, { import_id: id }, { key: `${task} ${id}` })
    tell(total_rows, total_rows)
    return { ok: true as const, value: counts }
  })
}

/** Gives how many rows are done, or null when none was left. */
async function writeSome(tx: Db, id: string, by: By, now: Date): Promise<number | null> {
  const { done_rows } = found(await lockImport(tx, id))
  const rows = await listOpenRows(tx, id, rowsAtOnce)
  if (rows.length === 0) return null
  // Who adds an organisation meanwhile waits: two of one name get two addresses.
  await sql`select pg_advisory_xact_lock(hashtext('organisations.slug'))`.execute(tx)
  const fitting = await listFitting(tx, rows)
  const judged = rows.map((row) => {
    const fits = fitting.get(row.number)
    const standing = fits?.standing ?? null
    return { ...row, standing, ...judge(row.value, { standing, how_many: fits?.how_many ?? 0 }) }
  })
  const added = await addNew(
    tx,
    judged.filter(({ verdict }) => verdict === 'new'),
    now,
  )
  const patches = judged.flatMap(({ number, verdict, standing, difference }) =>
    verdict === 'changed' && standing && difference
      ? [{ number, organisation_id: standing.id, ...difference }]
      : [],
  )
  const versions = await applyPatches(tx, patches, by, now)
  const written = judged.map(({ number, verdict, standing, difference }) => ({
    number,
    verdict,
    organisation_id: added.get(number) ?? standing?.id ?? null,
    version: versions.get(number) ?? (verdict === 'new' ? 1 : null),
    before: difference?.before ?? null,
    after: difference?.after ?? null,
  }))
  await sql`update organisations.import_row r
    set verdict = w.verdict, organisation_id = w.organisation_id, version = w.version,
      before = nullif(w.before, 'null'), after = nullif(w.after, 'null'), done_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(written)}::jsonb) as w
      (number int, verdict text, organisation_id uuid, version int, before jsonb, after jsonb)
    where r.import_id = ${id} and r.number = w.number`.execute(tx)
  const done = done_rows + rows.length
  await tx
    .updateTable('organisations.import')
    .set({ done_rows: done })
    .where('id', '=', id)
    .execute()
  return done
}

/** Gives the ids by the numbers of the rows. */
async function addNew(tx: Db, rows: readonly OpenRow[], now: Date): Promise<Map<number, string>> {
  if (rows.length === 0) return new Map()
  const wished = rows.map(({ number, value }) => ({ number, base: slugFrom(nameOf(value)) }))
  const slugs = await freeSlugs(wished, (asked) => listGiven(tx, asked))
  const made = rows.map(({ number, value }) => ({ slug: slugs.get(number) ?? '', value }))
  const { rows: added } = await sql<{ id: string; slug: string }>`
    insert into organisations.organisation (slug, kind, name, registration_number, fiscal_number,
      municipality_id, address, website, email, phone, founded_year,
      state_since, created_at, updated_at)
    select r.slug, coalesce(r.value ->> 'kind', 'association'), r.value -> 'name',
      r.value ->> 'registration_number', r.value ->> 'fiscal_number',
      (r.value ->> 'municipality_id')::uuid, r.value ->> 'address', r.value ->> 'website',
      r.value ->> 'email', r.value ->> 'phone', (r.value ->> 'founded_year')::int,
      ${now}, ${now}, ${now}
    from jsonb_to_recordset(${JSON.stringify(made)}::jsonb) as r (slug text, value jsonb)
    returning id, slug`.execute(tx)
  const idOf = new Map(added.map(({ id, slug }) => [slug, id]))
  const areas = made.flatMap(({ slug, value }) =>
    (value.areas ?? []).map((area) => ({ organisation_id: idOf.get(slug), area })),
  )
  if (areas.length > 0)
    await sql`insert into organisations.organisation_area (organisation_id, area)
      select organisation_id, area from jsonb_to_recordset(${JSON.stringify(areas)}::jsonb)
        as a (organisation_id uuid, area text)`.execute(tx)
  return new Map(
    rows.flatMap(({ number }) => {
      const id = idOf.get(slugs.get(number) ?? '')
      return id ? [[number, id] as const] : []
    }),
  )
}

function nameOf({ name }: RowValue): string {
  const [language] = languagesOf(name)
  return (language && name[language]) ?? ''
}

/** One new version of each organisation, with its history. Gives the versions by row. */
export async function applyPatches(tx: Db, patches: readonly Patch[], by: By, now: Date) {
  if (patches.length === 0) return new Map<number, number>()
  const told = patches.map((patch) => ({ ...patch, changes: changesOf(patch) }))
  const json = JSON.stringify(told)
  await sql`update organisations.organisation o set
      name = coalesce(p.after -> 'name', o.name),
      summary = coalesce(nullif(p.after -> 'summary', 'null'), o.summary),
      description = coalesce(nullif(p.after -> 'description', 'null'), o.description),
      kind = coalesce(p.after ->> 'kind', o.kind),
      ${sql.join(
        textColumns.map(
          (column) => sql`${sql.ref(column)} =
            case when p.after ? ${column} then p.after ->> ${column} else o.${sql.ref(column)} end`,
        ),
      )},
      municipality_id = case when p.after ? 'municipality_id'
        then (p.after ->> 'municipality_id')::uuid else o.municipality_id end,
      founded_year = case when p.after ? 'founded_year'
        then (p.after ->> 'founded_year')::int else o.founded_year end
    from jsonb_to_recordset(${json}::jsonb) as p (organisation_id uuid, after jsonb)
    where o.id = p.organisation_id`.execute(tx)
  await sql`delete from organisations.organisation_area a
    using jsonb_to_recordset(${json}::jsonb) as p (organisation_id uuid, after jsonb)
    where a.organisation_id = p.organisation_id and p.after ? 'areas'`.execute(tx)
  await sql`insert into organisations.organisation_area (organisation_id, area)
    select p.organisation_id, jsonb_array_elements_text(nullif(p.after -> 'areas', 'null'))
    from jsonb_to_recordset(${json}::jsonb) as p (organisation_id uuid, after jsonb)
    where p.after ? 'areas'`.execute(tx)
  const person = by === 'system' ? null : by.person_id
  const { rows } = await sql<{ number: number; version: number }>`
    select p.number,
      organisations.remember(p.organisation_id, ${person}, ${now}, p.changes) as version
    from jsonb_to_recordset(${json}::jsonb) as p (number int, organisation_id uuid, changes jsonb)
    order by p.organisation_id`.execute(tx)
  return new Map(rows.map(({ number, version }) => [number, version]))
}

const textColumns = [
  ...['registration_number', 'fiscal_number', 'unique_number', 'short_name'],
  ...['address', 'website', 'email', 'phone'],
]

async function countWritten(tx: Db, id: string) {
  const { rows } = await sql<{ added: number; changed: number }>`
    select count(*) filter (where verdict = 'new')::int as added,
      count(*) filter (where verdict = 'changed')::int as changed
    from organisations.import_row where import_id = ${id} and done_at is not null`.execute(tx)
  return rows[0] ?? { added: 0, changed: 0 }
}

/**
 * Take back what an import did, as far as nothing else touched it since: what it added goes, what
 * it changed is changed back. The import and its rows stay, and say what became of each.
 */
export async function undoImport(db: Db, id: string, by: By, tell: Tell, now: Date) {
  const { state, total_rows } = found(await lockImport(db, id))
  if (state !== 'undoing') return refused('not_now')
  let done = 0
  while (true) {
    const some = await atomically(db, (tx) => undoSome(tx, id, by, now))
    if (some === 0) break
    done += some
    tell(Math.min(done, total_rows), total_rows)
  }
  return atomically(db, async (tx) => {
    await tx
      .updateTable('organisations.import')
      .set({ state: 'undone', undone_at: now, undone_by: by === 'system' ? null : by.person_id })
      .where('id', '=', id)
      .execute()
    const { rows } = await sql<{ removed: number; restored: number }>`
      select count(*) filter (where undone = 'removed')::int as removed,
        count(*) filter (where undone = 'restored')::int as restored
      from organisations.import_row where import_id = ${id}`.execute(tx)
    const counts = rows[0] ?? { removed: 0, restored: 0 }
    await record(tx, 'organisation.import_undone', { import_id: id, ...counts }, by)
    return { ok: true as const, value: counts }
  })
}

async function undoSome(tx: Db, id: string, by: By, now: Date): Promise<number> {
  await lockImport(tx, id)
  const rows = await listUndoable(tx, id, rowsAtOnce)
  if (rows.length === 0) return 0
  const news = rows.filter(({ verdict }) => verdict === 'new')
  const { rows: gone } = await sql<{ id: string }>`
    select organisations.remove_untouched(
      ${news.map(({ organisation_id }) => organisation_id)}::uuid[],
      ${news.map(({ version }) => version)}::int[]) as id`.execute(tx)
  const removed = new Set(gone.map((one) => one.id))
  const untouched = rows.filter((row) => row.verdict === 'changed' && row.version === row.now)
  const patches = untouched.map(({ number, organisation_id, before, after }) => ({
    number,
    organisation_id: organisation_id ?? '',
    before: after ?? {},
    after: before ?? {},
  }))
  await applyPatches(tx, patches, by, now)
  const restored = new Set(untouched.map(({ number }) => number))
  const undone = rows.map(({ number, organisation_id }) => ({
    number,
    undone: removed.has(organisation_id ?? '')
      ? 'removed'
      : restored.has(number)
        ? 'restored'
        : 'touched',
  }))
  await sql`update organisations.import_row r set undone = u.undone
    from jsonb_to_recordset(${JSON.stringify(undone)}::jsonb) as u (number int, undone text)
    where r.import_id = ${id} and r.number = u.number`.execute(tx)
  return rows.length
}

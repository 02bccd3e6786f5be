// Projects that a public table tells of. Each names its source; what an organisation wrote itself
// is never changed by an import.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import { freeSlug, slugFrom } from '#modules/organisations/index.ts'
import { listTakenSlugs } from '../queries.ts'
import type { Db } from '../tables.ts'

interface Row {
  readonly number: number
  readonly key: string
  readonly name: Localized
  readonly summary: Localized
  readonly organisation: string | null
  readonly funder: string | null
  readonly contract_number: string | null
  readonly starts: string | null
  readonly ends: string | null
  readonly budget_minor: string | null
  readonly currency: string
  readonly place_id: string | null
}

interface Wish {
  readonly source: Localized
  readonly dry_run: boolean
  readonly tell: (done: number, total: number) => void
}

const every = 200

/** Gives how many are new, changed, the same, twice in the table, or written by others. */
export function importProjects(db: Db, rows: readonly Row[], wish: Wish, now: Date) {
  return atomically(db, async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtext('projects.slug'))`.execute(tx)
    const known = await listKnown(tx)
    const whose = await listOrganisations(tx, rows)
    const counts = { new: 0, changed: 0, same: 0, twice: 0, theirs: 0 }
    const seen = new Set<string>()
    for (const [index, row] of rows.entries()) {
      const before = known.get(row.key)
      if (seen.has(row.key)) counts.twice++
      else if (before && !before.imported) counts.theirs++
      else if (!before) {
        counts.new++
        if (!wish.dry_run) await add(tx, row, whose, wish, now)
      } else if (await change(tx, before.id, row, wish.dry_run, now)) counts.changed++
      else counts.same++
      seen.add(row.key)
      if ((index + 1) % every === 0 || index + 1 === rows.length) wish.tell(index + 1, rows.length)
    }
    const { new: added, changed } = counts
    if (!wish.dry_run && added + changed > 0)
      await record(tx, 'project.imported', { added, changed }, 'system')
    return counts
  })
}

/** Every project by its contract number, and by its names. */
async function listKnown(tx: Db) {
  const { rows } = await sql<{ key: string; id: string; imported: boolean }>`
    select 'contract ' || btrim(regexp_replace(kit.fold(contract_number), '[^[:alnum:]]+', ' ', 'g'))
      as key, id, imported_from is not null as imported
    from projects.project where contract_number is not null
    union all
    select 'name ' || btrim(regexp_replace(kit.fold(part.value), '[^[:alnum:]]+', ' ', 'g')), id,
      imported_from is not null
    from projects.project, jsonb_each_text(name) as part`.execute(tx)
  return new Map(rows.map((row) => [row.key, row]))
}

/** Organisations by their address or any of their names, where only one has it. */
async function listOrganisations(tx: Db, rows: readonly Row[]) {
  const asked = [...new Set(rows.flatMap(({ organisation, funder }) => [organisation, funder]))]
  const { rows: found } = await sql<{ said: string; id: string }>`
    select a.said, (array_agg(distinct c.id))[1] as id
    from unnest(${asked.filter((one) => one !== null)}::text[]) as a (said)
    join (
      select card.id, kit.fold(part.value) as name from organisations.card card,
        jsonb_each_text(card.name) as part
      union all select card.id, card.slug from organisations.card card
    ) c on c.name = kit.fold(a.said)
    group by a.said having count(distinct c.id) = 1`.execute(tx)
  return new Map(found.map(({ said, id }) => [said, id]))
}

const columnsIn = ({ name, summary, ...row }: Row) => ({
  name: JSON.stringify(name),
  summary: JSON.stringify(summary),
  contract_number: row.contract_number,
  starts: row.starts,
  ends: row.ends,
  budget_minor: row.budget_minor === null ? null : BigInt(row.budget_minor),
  currency: row.currency,
})

async function add(
  tx: Db,
  row: Row,
  whose: ReadonlyMap<string, string>,
  { source }: Wish,
  now: Date,
) {
  const [language = 'en'] = languagesOf(row.name)
  const name = row.name[language] ?? ''
  const slug = freeSlug(name, await listTakenSlugs(tx, slugFrom(name)))
  const organisation_id = whose.get(row.organisation ?? '') ?? null
  const { id: project_id } = await tx
    .insertInto('projects.project')
    .values({
      ...columnsIn(row),
      slug,
      organisation_id,
      imported_from: JSON.stringify(source),
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
  const parties = [
    ...(organisation_id || !row.organisation
      ? []
      : [{ role: 'implementer' as const, organisation_id: null, name: row.organisation }]),
    ...(row.funder ? [funderOf(row.funder, whose)] : []),
  ]
  if (parties.length > 0)
    await tx
      .insertInto('projects.party')
      .values(parties.map((party) => ({ ...party, project_id })))
      .execute()
}

function funderOf(name: string, whose: ReadonlyMap<string, string>) {
  const id = whose.get(name)
  return id
    ? { role: 'funder' as const, organisation_id: id, name: null }
    : { role: 'funder' as const, organisation_id: null, name }
}

/** Whether the row says anything else than the page; what it leaves empty is not asked. */
async function change(tx: Db, id: string, row: Row, dry_run: boolean, now: Date) {
  const said = Object.entries(columnsIn(row)).filter(
    ([column, value]) => value !== null && value !== '{}' && column !== 'currency',
  )
  const before = await tx
    .selectFrom('projects.project')
    .select(['name', 'summary', 'contract_number', 'starts', 'ends', 'budget_minor'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const plain = (value: unknown) =>
    typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
  const merged: Record<string, unknown> = {
    ...Object.fromEntries(said),
    name: JSON.stringify({ ...before.name, ...row.name }),
    summary: JSON.stringify({ ...before.summary, ...row.summary }),
  }
  const changes = Object.entries(merged).flatMap(([field, after]) => {
    const stands = before[field as keyof typeof before]
    const same = plain(after) === plain(stands)
    return same ? [] : [{ field, after, stands }]
  })
  if (changes.length === 0) return false
  if (dry_run) return true
  await tx
    .updateTable('projects.project')
    .set(Object.fromEntries(changes.map(({ field, after }) => [field, after])))
    .where('id', '=', id)
    .execute()
  const told = changes.map(({ field, after, stands }) => ({
    part: 'project',
    item_id: null,
    field,
    language: null,
    before: typeof stands === 'bigint' ? String(stands) : stands,
    after: field === 'name' || field === 'summary' ? JSON.parse(String(after)) : plain(after),
  }))
  await sql`select projects.remember(${id}, null, ${now}, ${JSON.stringify(told)}::jsonb)`.execute(
    tx,
  )
  return true
}

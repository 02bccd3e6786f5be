// Changing what an organisation says of itself.
import type { Updateable } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { mergePatch } from '#kit/json-body.ts'
import type { Localized } from '#kit/localized.ts'
import { asOf, type Choices, merge } from '#kit/merge.ts'
import { done, refused } from '#kit/outcome.ts'
import { type Change, remember } from '../commands.ts'
import type { Steward } from '../queries.ts'
import type { Area, ServedGroup } from '../rules.ts'
import type { Db, OrganisationTable } from '../tables.ts'
import {
  type Editable,
  findEditable,
  type LaterChange,
  listChangesSince,
  type MetChange,
} from './queries.ts'
import type { Meeting } from './rules.ts'
import {
  type EditedSection,
  fieldsOf,
  flat,
  forms,
  partsOf,
  typedOf,
  type Value,
  type Values,
} from './schema.ts'

interface Edit {
  readonly section: EditedSection
  /** The version of the organisation that the form was opened on. */
  readonly version: number
  readonly values: Values
  readonly choices?: Choices
}

/**
 * Store a form. Where somebody else changed the same fields since it was opened, nothing is stored
 * and both values come back; what the two changed apart from each other is put together in silence.
 */
export function changeProfile(db: Db, steward: Steward, edit: Edit, now: Date) {
  const { organisation_id } = steward
  return atomically(db, async (tx) => {
    await lock(tx, organisation_id)
    const stored = await findEditable(tx, organisation_id)
    const later = await listChangesSince(tx, organisation_id, edit.section, edit.version)
    const theirs = flat(edit.section, stored)
    const base = asOf(edit.version, theirs, later)
    const { changed, meetings, theirs: kept } = merge(base, edit.values, theirs, edit.choices)
    if (meetings.length > 0) {
      const met = meetings.map((meeting) => withAuthor(meeting, later))
      return { ...refused('changed_meanwhile'), version: stored.version, meetings: met, kept }
    }
    if (Object.keys(changed).length === 0) return done({ changed: [], version: stored.version })
    await store(tx, stored, changed)
    const version = await remember(tx, steward, changesOf(changed, theirs), now)
    const fields = [...new Set(Object.keys(changed).map((key) => partsOf(key).field))]
    if (fields.includes('name')) {
      await record(tx, 'organisation.renamed', { organisation_id }, steward)
      await keepFormerName(tx, organisation_id, stored.name, now)
    }
    return done({ changed: fields, version })
  })
}

/** Whom two operators vouched for under one name goes by another: the former one is shown too. */
async function keepFormerName(tx: Db, organisation_id: string, before: Localized, now: Date) {
  const { state } = await tx
    .selectFrom('organisations.organisation')
    .select('state')
    .where('id', '=', organisation_id)
    .executeTakeFirstOrThrow()
  if (state !== 'verified') return
  const former = JSON.stringify(before)
  await tx
    .insertInto('organisations.former_name')
    .values({ organisation_id, name: former, until_year: now.getUTCFullYear() })
    .execute()
}

/** Sections that are fields alone; the look has pictures. */
const patched = ['identity', 'texts', 'contacts', 'work'] as const

/**
 * Change some fields, named as the forms name them. What is stored is read by the form's own shape
 * together with the change, so that a program may write what a person may, and nothing else.
 */
export function patchProfile(db: Db, steward: Steward, patch: Fields, at: Version, now: Date) {
  return atomically(db, async (tx) => {
    await lock(tx, steward.organisation_id)
    const first = await findEditable(tx, steward.organisation_id)
    if (at !== null && at !== first.version) return { ...refused('changed_meanwhile'), issues: [] }
    let version = first.version
    for (const section of patched) {
      const named = fieldsOf[section].some((field) => field in patch)
      if (!named) continue
      const present = typedOf(section, await findEditable(tx, steward.organisation_id))
      const form = Object.entries(mergePatch(present, patch) as Fields)
      const sent = form.map(([field, value]) => [field, asSent(value)] as const)
      const parsed = forms[section].safeParse(Object.fromEntries([...sent, ['version', version]]))
      if (!parsed.success) return { ...refused('invalid'), issues: parsed.error.issues }
      const { version: _, choice: __, ...typed } = parsed.data
      const edit = { section, version, values: flat(section, typed) }
      const outcome = await changeProfile(tx, steward, edit, now)
      if (!outcome.ok) return { ...refused(outcome.refusal), issues: [] }
      version = outcome.value.version
    }
    return done(version)
  })
}

type Fields = Readonly<Record<string, unknown>>
/** The version that the change was made on; null for whichever stands. */
type Version = number | null

// A form sends texts, and nothing for what is empty.
const asSent = (value: unknown) =>
  value === null || value === '' ? undefined : typeof value === 'number' ? String(value) : value

const lock = (tx: Db, id: string) =>
  tx
    .selectFrom('organisations.organisation')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow()

function withAuthor(meeting: Meeting, later: readonly LaterChange[]): MetChange {
  const last = later.findLast(({ key }) => key === meeting.key)
  return { ...meeting, by: last?.person_name ?? null, at: last?.at ?? null }
}

async function store(tx: Db, stored: Editable, changed: Values) {
  const columns: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(changed)) {
    const { field, language } = partsOf(key)
    if (field === 'areas' || field === 'groups' || field === 'places') {
      await replace[field](tx, stored.id, value as readonly never[])
    } else if (language) {
      const text = { ...(columns[field] ?? stored[field as 'name']) } as Localized
      columns[field] = { ...text, [language]: value ?? undefined }
    } else columns[field] = value
  }
  if (Object.keys(columns).length === 0) return
  await tx
    .updateTable('organisations.organisation')
    .set(asColumns(columns))
    .where('id', '=', stored.id)
    .execute()
}

const json = ['name', 'summary', 'description', 'cover_alt', 'social_links']

const asColumns = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      json.includes(name) ? JSON.stringify(value) : value,
    ]),
  ) as Updateable<OrganisationTable>

/** The lists that are rows of their own. */
const replace = {
  async areas(tx: Db, organisation_id: string, areas: readonly Area[]) {
    const table = 'organisations.organisation_area'
    await tx.deleteFrom(table).where('organisation_id', '=', organisation_id).execute()
    const rows = areas.map((area) => ({ organisation_id, area }))
    if (rows.length > 0) await tx.insertInto(table).values(rows).execute()
  },
  async groups(tx: Db, organisation_id: string, groups: readonly ServedGroup[]) {
    const table = 'organisations.organisation_group'
    await tx.deleteFrom(table).where('organisation_id', '=', organisation_id).execute()
    const rows = groups.map((served_group) => ({ organisation_id, served_group }))
    if (rows.length > 0) await tx.insertInto(table).values(rows).execute()
  },
  async places(tx: Db, organisation_id: string, places: readonly string[]) {
    const table = 'organisations.organisation_place'
    await tx.deleteFrom(table).where('organisation_id', '=', organisation_id).execute()
    const rows = places.map((place_id) => ({ organisation_id, place_id }))
    if (rows.length > 0) await tx.insertInto(table).values(rows).execute()
  },
}

const changesOf = (changed: Values, before: Values): Change[] =>
  Object.entries(changed).map(([key, after]) => ({
    ...partsOf(key),
    before: (before as Record<string, Value>)[key] ?? null,
    after,
  }))

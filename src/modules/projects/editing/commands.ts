// Changing what a project says of itself: its own fields, and the things in its lists.
import { atomically } from '#kit/db.ts'
import { asOf, type Choices, fieldOf, type Meeting, merge } from '#kit/merge.ts'
import { decimalText, minorOf } from '#kit/money.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import { rememberChanges } from '../commands.ts'
import { findSubject, lockProject, type ProjectSteward } from '../queries.ts'
import { type ItemPart, isItemPart, type Part } from '../rules.ts'
import type { Db } from '../tables.ts'
import {
  findFields,
  isInUse,
  type LaterChange,
  listChangesSince,
  listItems,
  type MetChange,
} from './queries.ts'
import { whyNotAdd, whyNotStore } from './rules.ts'
import { flat, partKept, whole } from './schema.ts'

type Values = Readonly<Record<string, unknown>>

interface Edit {
  readonly part: Part
  /** The thing in the list; null for the project's own fields. */
  readonly id: string | null
  /** The version of the project that the form was opened on. */
  readonly version: number
  readonly values: Values
  readonly choices?: Choices
}

const no = <C extends string>(field: string | null, code: C) => ({ ...refused(code), field })

/**
 * Store a form. Where somebody else changed the same fields since it was opened, nothing is stored
 * and both values come back; what the two changed apart from each other is put together in silence.
 */
export function changePart(db: Db, steward: ProjectSteward, edit: Edit, now: Date) {
  const { project_id } = steward
  return atomically(db, async (tx) => {
    const project = await lockProject(tx, project_id)
    const stored = found(await findFields(tx, project_id, edit.part, edit.id))
    const later = await listChangesSince(tx, project_id, edit)
    const theirs = flat(edit.part, stored)
    const base = asOf(edit.version, theirs, later)
    const mine = withPlainAmounts(edit.values, project.currency)
    const { changed, meetings, theirs: kept } = merge(base, mine, theirs, edit.choices)
    if (meetings.length > 0) {
      const met = meetings.map((meeting) => withAuthor(meeting, later))
      const { version } = project
      return { ...no(null, 'changed_meanwhile'), version, meetings: met, kept }
    }
    if (Object.keys(changed).length === 0) return done({ changed: [] })
    const fields = whole(edit.part, { ...theirs, ...changed })
    const currency = String(fields.currency ?? project.currency)
    const refusal = whyNotStore(edit.part, fields, currency)
    if (refusal) return no(refusal.field, refusal.code)
    const made = await columnsOf(tx, project_id, edit, fields, currency)
    if (!made.ok) return made
    await store(tx, project_id, edit, made.value, fields)
    await remember(tx, steward, edit, theirs, changed, now)
    return done({ changed: Object.keys(changed) })
  })
}

/** Amounts as they are stored, so that 1300 and 1300.00 are no change. */
function withPlainAmounts(values: Values, present: string): Values {
  const currency = typeof values.currency === 'string' ? values.currency : present
  const plain: Record<string, unknown> = { ...values }
  for (const field of ['budget', 'amount']) {
    const amount = minor(values[field], currency)
    if (amount !== null) plain[field] = decimalText(amount, currency)
  }
  return plain
}

function withAuthor(meeting: Meeting, later: readonly LaterChange[]): MetChange {
  const last = later.findLast(({ key }) => key === meeting.key)
  return { ...meeting, by: last?.person_name ?? null, at: last?.at ?? null }
}

interface Wish {
  readonly part: ItemPart
  readonly once?: string
  readonly values: Values
}

/** One more in a list. Gives its id. */
export function addItem(db: Db, steward: ProjectSteward, wish: Wish, now: Date) {
  const { project_id } = steward
  const { part, values } = wish
  return atomically(db, async (tx) => {
    // What a rule says of a field would be lost in the outcome of `once`, which keeps only codes.
    let field: string | null = null
    const outcome = await once(tx, wish.once, async () => {
      const project = await lockProject(tx, project_id)
      const present = await listItems(tx, await findSubject(tx, project_id), part)
      const { currency } = project
      const mine = withPlainAmounts(values, currency)
      const fields = whole(part, mine)
      const refusal = whyNotAdd(part, present.length) ?? whyNotStore(part, fields, currency)
      field = refusal?.field ?? null
      if (refusal) return refused(refusal.code)
      const made = await columnsOf(tx, project_id, { part, id: null }, fields, currency)
      if (!made.ok) {
        field = made.field
        return refused(made.refusal)
      }
      const consent = part === 'team_member' ? { consent_noted_at: now } : {}
      const { id } = await tx
        .insertInto(tableOf[part])
        .values({ ...made.value, ...consent, project_id } as never)
        .returning('id')
        .executeTakeFirstOrThrow()
      await remember(tx, steward, { part, id }, {}, mine, now)
      return done(id)
    })
    return outcome.ok ? outcome : { ...outcome, field }
  })
}

/** Out of the list. What it said stays in the history. */
export function removeItem(db: Db, steward: ProjectSteward, part: ItemPart, id: string, now: Date) {
  const { project_id } = steward
  return atomically(db, async (tx) => {
    await lockProject(tx, project_id)
    const before = flat(part, found(await findFields(tx, project_id, part, id)))
    if (await isInUse(tx, part, id)) return no(null, 'in_use')
    await tx.deleteFrom(tableOf[part]).where('id', '=', id).execute()
    const gone = Object.fromEntries(Object.keys(before).map((key) => [key, null]))
    await remember(tx, steward, { part, id }, before, gone, now)
    return done(id)
  })
}

const tableOf = {
  target_group: 'projects.target_group',
  activity: 'projects.activity',
  party: 'projects.party',
  budget_line: 'projects.budget_line',
  objective: 'projects.objective',
  indicator: 'projects.indicator',
  risk: 'projects.risk',
  team_member: 'projects.team_member',
} as const satisfies Record<ItemPart, string>

type Place = Pick<Edit, 'part' | 'id'>

/** The columns that fields are stored in: amounts in minor units, organisations by their ids. */
async function columnsOf(
  tx: Db,
  projectId: string,
  { part, id }: Place,
  fields: Values,
  currency: string,
) {
  const { budget, amount, organisation, areas, places, ...columns } = fields
  const made: Record<string, unknown> = Object.fromEntries(
    Object.entries(columns).map(([name, value]) => [name, isText(value) ? asJson(value) : value]),
  )
  if ('budget' in fields) made.budget_minor = minor(budget, currency)
  if ('amount' in fields) made.amount_minor = minor(amount, currency)
  if (part === 'party') {
    const other = await findOther(tx, organisation)
    if (organisation && !other) return no('organisation', 'unknown_organisation')
    const twin = other && (await isParty(tx, projectId, String(columns.role), other, id))
    if (twin && columns.until === null) return no('organisation', 'party_twice')
    made.organisation_id = other
  }
  if (part === 'indicator' && !(await isObjective(tx, projectId, String(columns.objective_id))))
    return no('objective_id', 'unknown_objective')
  return done(made)
}

const isText = (value: unknown): value is object => typeof value === 'object' && value !== null
const asJson = (text: object) => JSON.stringify(text)
const minor = (amount: unknown, currency: string) =>
  typeof amount === 'string' ? minorOf(amount, currency) : null

async function findOther(tx: Db, slug: unknown): Promise<string | null> {
  if (typeof slug !== 'string') return null
  const row = await tx
    .selectFrom('organisations.card')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirst()
  return row?.id ?? null
}

/** Whether the organisation already has this part in the project, with no end. */
async function isParty(
  tx: Db,
  projectId: string,
  role: string,
  organisationId: string,
  itself: string | null,
) {
  const rows = await tx
    .selectFrom('projects.party')
    .select(['id', 'role'])
    .where('project_id', '=', projectId)
    .where('organisation_id', '=', organisationId)
    .where('until', 'is', null)
    .execute()
  return rows.some((one) => one.role === role && one.id !== itself)
}

async function isObjective(tx: Db, projectId: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('projects.objective')
    .select('id')
    .where('id', '=', id)
    .where('project_id', '=', projectId)
    .executeTakeFirst()
  return row !== undefined
}

async function store(
  tx: Db,
  projectId: string,
  { part, id }: Place,
  columns: Values,
  fields: Values,
) {
  // The shape of a part and the columns of its table are one by a test, not by the compiler.
  if (isItemPart(part)) {
    const query = tx.updateTable(tableOf[part]).set(columns as never)
    await query.where('id', '=', id ?? '').execute()
    return
  }
  await tx
    .updateTable('projects.project')
    .set(columns as never)
    .where('id', '=', projectId)
    .execute()
  if (part !== 'reach') return
  await tx.deleteFrom('projects.project_area').where('project_id', '=', projectId).execute()
  await tx.deleteFrom('projects.project_place').where('project_id', '=', projectId).execute()
  const areas = (fields.areas as readonly never[]).map((area) => ({ project_id: projectId, area }))
  const places = (fields.places as readonly string[]).map((place_id) => ({
    project_id: projectId,
    place_id,
  }))
  if (areas.length > 0) await tx.insertInto('projects.project_area').values(areas).execute()
  if (places.length > 0) await tx.insertInto('projects.project_place').values(places).execute()
}

async function remember(
  tx: Db,
  steward: ProjectSteward,
  { part, id }: Place,
  before: Values,
  after: Values,
  now: Date,
) {
  const changes = Object.entries(after).map(([key, value]) => ({
    ...fieldOf(key),
    part: partKept(part),
    item_id: isItemPart(part) ? id : null,
    before: before[key] ?? null,
    after: value ?? null,
  }))
  await rememberChanges(tx, steward, part, changes, now)
}

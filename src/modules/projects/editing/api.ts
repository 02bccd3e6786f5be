// What a program writes goes the way of the forms: the stored fields with the change in them are
// read by the form's own shape and stored by the form's own command.
import { mustMatch } from '#kit/etag.ts'
import { isUuid } from '#kit/ids.ts'
import { mergePatch, readAs } from '#kit/json-body.ts'
import { decimalText } from '#kit/money.ts'
import { absent, found, type Outcome } from '#kit/outcome.ts'
import { Problem, wrong } from '#kit/problem.ts'
import { lockProject, type ProjectSteward } from '../queries.ts'
import { type ItemPart, type Part, sections } from '../rules.ts'
import type { Db } from '../tables.ts'
import { addItem, changePart, removeItem } from './commands.ts'
import { findFields, findPlaceIds } from './queries.ts'
import { fieldsOf, formOf, readPart } from './schema.ts'

type Body = Readonly<Record<string, unknown>>

interface Writing {
  readonly db: Db
  readonly steward: ProjectSteward
  readonly now: Date
}

/** The names of the API where a form calls a field something else. */
const written: Readonly<Record<string, string>> = { budget: 'budget_minor', amount: 'amount_minor' }
const asWritten = (field: string) => written[field] ?? field

/** Change some of the project's own fields. */
export async function writeFields(
  { db, steward, now }: Writing,
  body: Body,
  expected: number | null,
) {
  const project = await lockProject(db, steward.project_id)
  if (project.state === 'withdrawn') throw new Problem(409, 'withdrawn')
  mustMatch(expected, project.version)
  for (const section of sections) {
    const named = fieldsOf(section).filter((field) => asWritten(field) in body)
    const meant = { ...body, ...(await placesIn(db, body)) }
    if (named.length > 0) await change({ db, steward, now }, { part: section, id: null }, meant)
  }
}

/** Municipalities are named by their slugs. */
async function placesIn(db: Db, { places }: Body) {
  if (!Array.isArray(places)) return {}
  const known = await findPlaceIds(db, places.map(String))
  const unknown = places.findIndex((slug) => !known.has(String(slug)))
  if (unknown >= 0)
    throw new Problem(422, 'invalid', [wrong('body', ['places', unknown], 'unknown_place')])
  return { places: places.map((slug) => known.get(String(slug))) }
}

/** One more in a list. */
export async function writeNew({ db, steward, now }: Writing, part: ItemPart, body: Body) {
  const { currency, state } = await lockProject(db, steward.project_id)
  if (state === 'withdrawn') throw new Problem(409, 'withdrawn')
  const { values } = readPart(part, shaped(part, formed(part, {}, body, currency)))
  settled(await addItem(db, steward, { part, values }, now))
}

interface Which {
  readonly part: Part
  readonly id: string | null
}

export async function writeItem(
  writing: Writing,
  which: Which,
  body: Body,
  expected: number | null,
) {
  if (which.id !== null && !isUuid(which.id)) throw absent()
  mustMatch(expected, (await lockProject(writing.db, writing.steward.project_id)).version)
  await change(writing, which, body)
}

export async function dropItem(
  { db, steward, now }: Writing,
  part: ItemPart,
  id: string,
  expected: number | null,
) {
  if (!isUuid(id)) throw absent()
  mustMatch(expected, (await lockProject(db, steward.project_id)).version)
  settled(await removeItem(db, steward, part, id, now))
}

async function change({ db, steward, now }: Writing, { part, id }: Which, body: Body) {
  const project = await lockProject(db, steward.project_id)
  if (project.state === 'withdrawn') throw new Problem(409, 'withdrawn')
  const stored = found(await findFields(db, project.id, part, id))
  const currency = typeof body.currency === 'string' ? body.currency : project.currency
  const form = formed(part, stored, body, currency)
  const { values } = readPart(part, shaped(part, form))
  const { version } = project
  settled(await changePart(db, steward, { part, id, version, values }, now))
}

/** The fields as a form would send them. */
function formed(part: Part, stored: Body, body: Body, currency: string) {
  const entries = fieldsOf(part).map((field) => {
    const name = asWritten(field)
    if (!(name in body)) return [field, sent(stored[field])] as const
    const value = body[name]
    if (name !== field)
      return [field, typeof value === 'string' ? decimalText(BigInt(value), currency) : undefined]
    return [field, sent(isText(value) ? mergePatch(stored[field] ?? {}, value) : value)] as const
  })
  // Said with each change of a person: `readPart` keeps no promise for later.
  return Object.fromEntries([...entries, ['consent', sent(body.consent)]])
}

const isText = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** A form sends texts, and nothing for what is empty or not ticked. */
function sent(value: unknown) {
  if (value === null || value === undefined || value === '' || value === false) return undefined
  if (value === true) return 'yes'
  return typeof value === 'number' ? String(value) : value
}

const shaped = (part: Part, form: Body) => readAs(formOf(part), form, asWritten)

type Refusable = Outcome<unknown, string> & { readonly field?: string | null }

/** A rule's no, at the field that it is about. */
function settled(outcome: Refusable) {
  if (outcome.ok) return
  const { refusal, field } = outcome
  const errors = field ? [wrong('body', [asWritten(field)], refusal)] : []
  throw new Problem(refusal === 'in_use' ? 409 : 422, refusal, errors)
}

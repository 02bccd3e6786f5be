import { emptyForm, type FormState, type ReadForm, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { inLocale } from '#kit/localized.ts'
import { mergedForm } from '#kit/merge.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { editors } from '#modules/organisations/index.ts'
import { municipalityChoices } from '#modules/places/index.ts'
import { itemPaths, paths, removalPaths } from '../paths.ts'
import { findSubject, listObjectives, type ProjectSteward, projectStewardOf } from '../queries.ts'
import { type ItemPart, isItemPart, itemParts, type Part, sections } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { addItem, changePart, removeItem } from './commands.ts'
import { findFields, listItems, type MetChange } from './queries.ts'
import { fieldsOf, formOf, readPart } from './schema.ts'
import { ItemPage, ListPage, Meetings, SectionPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.edit.pattern, editors, async (c) => {
  const { db, me } = c.var
  const { slug } = c.req.param()
  await projectStewardOf(db, me, slug)
  return see(c, paths.identity({ slug }))
})

for (const section of sections) {
  pages.get(paths[section].pattern, editors, async (c) => {
    const steward = await projectStewardOf(c.var.db, c.var.me, c.req.param('slug'))
    return show(c, steward, { part: section, id: null })
  })

  pages.post(paths[section].pattern, editors, async (c) => {
    const slug = c.req.param('slug')
    const steward = await projectStewardOf(c.var.db, c.var.me, slug)
    return change(c, steward, { part: section, id: null }, paths[section]({ slug }))
  })
}

for (const part of itemParts) {
  pages.get(paths[part].pattern, editors, async (c) => {
    const steward = await projectStewardOf(c.var.db, c.var.me, c.req.param('slug'))
    return showList(c, steward, part, emptyForm())
  })

  pages.post(paths[part].pattern, editors, async (c) => {
    const { db, me, now, locale } = c.var
    const slug = c.req.param('slug')
    const steward = await projectStewardOf(db, me, slug)
    const form = await readForm(c, formOf(part))
    if (!form.ok) return showList(c, steward, part, form, 422)
    const outcome = await addItem(db, steward, { part, ...readPart(part, form.value) }, now)
    if (outcome.ok) return see(c, paths[part]({ slug }), words(locale)('saved'))
    return showList(c, steward, part, refusedForm(form, outcome.field, outcome.refusal), 422)
  })

  pages.get(itemPaths[part].pattern, editors, async (c) => {
    const { slug, id } = c.req.param()
    const steward = await projectStewardOf(c.var.db, c.var.me, slug)
    return show(c, steward, { part, id })
  })

  pages.post(itemPaths[part].pattern, editors, async (c) => {
    const { slug, id } = c.req.param()
    const steward = await projectStewardOf(c.var.db, c.var.me, slug)
    return change(c, steward, { part, id }, paths[part]({ slug }))
  })

  pages.post(removalPaths[part].pattern, editors, async (c) => {
    const { db, me, now, locale } = c.var
    const { slug, id } = c.req.param()
    const steward = await projectStewardOf(db, me, slug)
    if (!isUuid(id)) throw absent()
    const outcome = await removeItem(db, steward, part, id, now)
    if (outcome.ok) return see(c, paths[part]({ slug }), words(locale)('saved'))
    return showList(c, steward, part, refusedForm(emptyForm(), null, outcome.refusal), 422)
  })
}

interface Place {
  readonly part: Part
  readonly id: string | null
}

/** What a form with these fields would have sent. */
const typedOf = (part: Part, fields: Readonly<Record<string, unknown>>) =>
  emptyForm(Object.fromEntries(fieldsOf(part).map((field) => [field, sent(fields[field])])))

// A box that is not ticked sends nothing.
const sent = (value: unknown) => (value === false ? null : value)

async function change(c: Ask<Db>, steward: ProjectSteward, place: Place, next: string) {
  const { db, now, locale } = c.var
  if (place.id !== null && !isUuid(place.id)) throw absent()
  const form = await readForm(c, formOf(place.part))
  if (!form.ok) return show(c, steward, place, form, 422)
  const unknown = await unknownPlace(c, form)
  if (unknown) return show(c, steward, place, refusedForm(form, unknown, 'unknown_place'), 422)
  const edit = { ...place, ...readPart(place.part, form.value) }
  const outcome = await changePart(db, steward, edit, now)
  if (outcome.ok) return see(c, next, words(locale)('saved'))
  if (!('meetings' in outcome))
    return show(c, steward, place, refusedForm(form, outcome.field, outcome.refusal), 422)
  const stored = found(await findFields(db, steward.project_id, place.part, place.id))
  const met = mergedForm(form, typedOf(place.part, stored), outcome)
  return show(c, steward, place, met, 409, outcome.meetings)
}

/** The field that names a municipality which does not exist, or null. */
async function unknownPlace(c: Ask<Db>, { value }: Extract<ReadForm<object>, { ok: true }>) {
  const places = 'places' in value ? (value.places as readonly string[]) : []
  if (places.length === 0) return null
  const known = new Set((await municipalityChoices(c.var.db, c.var.locale)).map((one) => one.value))
  return places.every((id) => known.has(id)) ? null : 'places'
}

async function show(
  c: Ask<Db>,
  { project_id }: ProjectSteward,
  { part, id }: Place,
  form?: FormState,
  status: 200 | 409 | 422 = 200,
  met: readonly MetChange[] = [],
) {
  const { db, locale } = c.var
  const t = words(locale)
  if (id !== null && !isUuid(id)) throw absent()
  const [project, choices] = await Promise.all([
    findSubject(db, project_id),
    choicesFor(c, project_id),
  ])
  const stored = found(await findFields(db, project_id, part, id))
  const known = [...choices.municipalities, ...choices.objectives]
  const names = new Map(known.map(({ value, label }) => [value, label]))
  const shared = {
    t,
    project,
    choices,
    form: form ?? typedOf(part, stored),
    meetings: met.length > 0 ? <Meetings t={t} part={part} names={names} meetings={met} /> : null,
  }
  const page =
    isItemPart(part) && id !== null ? (
      <ItemPage {...shared} part={part} id={id} />
    ) : isItemPart(part) ? null : (
      <SectionPage {...shared} part={part} />
    )
  return reply(c, found(page), status)
}

async function showList(
  c: Ask<Db>,
  { project_id }: ProjectSteward,
  part: ItemPart,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale } = c.var
  const project = await findSubject(db, project_id)
  const [items, choices] = await Promise.all([
    listItems(db, project, part),
    choicesFor(c, project_id),
  ])
  const page = (
    <ListPage
      t={words(locale)}
      project={project}
      part={part}
      items={items}
      choices={choices}
      form={form}
    />
  )
  return reply(c, page, status)
}

async function choicesFor(c: Ask<Db>, projectId: string) {
  const { db, locale } = c.var
  const [municipalities, objectives] = await Promise.all([
    municipalityChoices(db, locale),
    listObjectives(db, projectId),
  ])
  return {
    municipalities,
    objectives: objectives.map(({ id, title }) => ({
      value: id,
      label: inLocale(title, locale)?.text ?? '',
    })),
  }
}

import { keepUpload } from '#kit/files.ts'
import { emptyForm, type FormState, type ReadForm, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { paths } from '../paths.ts'
import { findCard, type Steward, stewardOf } from '../queries.ts'
import { editors } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { changePerson, hidePerson, showPerson } from './commands.ts'
import { findPerson, listPeople } from './queries.ts'
import { PersonForm } from './schema.ts'
import { PeoplePage, PersonPage } from './views.tsx'

export const pages = site<Db>()

const options = { body_bytes_max: 13 * 1024 * 1024 }

pages.get(paths.people.pattern, editors, async (c) => {
  const slug = c.req.param('slug')
  return showAll(c, slug, await stewardOf(c.var.db, c.var.me, slug, 'editor'), emptyForm())
})

pages.post(
  paths.people.pattern,
  editors,
  async (c) => {
    const { db, me, now, locale } = c.var
    const slug = c.req.param('slug')
    const steward = await stewardOf(db, me, slug, 'editor')
    const form = await readForm(c, PersonForm)
    if (!form.ok) return showAll(c, slug, steward, form, 422)
    const kept = await keepPicture(c, form, steward)
    if (!kept.ok) return showAll(c, slug, steward, refusedForm(form, 'picture', kept.refusal), 422)
    const wish = { ...form.value, picture_id: kept.id ?? null }
    const outcome = await showPerson(db, steward, wish, now)
    if (outcome.ok) return see(c, paths.people({ slug }), words(locale)('saved'))
    return showAll(c, slug, steward, complain(form, outcome.refusal), 422)
  },
  options,
)

pages.get(paths.person.pattern, editors, async (c) => {
  const { slug, id } = c.req.param()
  const steward = await stewardOf(c.var.db, c.var.me, slug, 'editor')
  return showOne(c, slug, id, steward)
})

pages.post(
  paths.person.pattern,
  editors,
  async (c) => {
    const { db, me, now, locale } = c.var
    const { slug, id } = c.req.param()
    const steward = await stewardOf(db, me, slug, 'editor')
    if (!isUuid(id)) throw absent()
    const form = await readForm(c, PersonForm)
    if (!form.ok) return showOne(c, slug, id, steward, form, 422)
    const kept = await keepPicture(c, form, steward)
    if (!kept.ok)
      return showOne(c, slug, id, steward, refusedForm(form, 'picture', kept.refusal), 422)
    const gone = form.value.remove_picture ? null : undefined
    const wish = { ...form.value, picture_id: kept.id ?? gone }
    const outcome = await changePerson(db, steward, id, wish, now)
    if (outcome.ok) return see(c, paths.people({ slug }), words(locale)('saved'))
    const status = outcome.refusal === 'changed_meanwhile' ? 409 : 422
    return showOne(c, slug, id, steward, complain(form, outcome.refusal), status)
  },
  options,
)

pages.post(paths.personRemoval.pattern, editors, async (c) => {
  const { db, me, now, locale } = c.var
  const { slug, id } = c.req.param()
  const steward = await stewardOf(db, me, slug, 'editor')
  if (!isUuid(id)) throw absent()
  await hidePerson(db, steward, id, now)
  return see(c, paths.people({ slug }), words(locale)('saved'))
})

async function showAll(
  c: Ask<Db>,
  slug: string,
  steward: Steward,
  form: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale } = c.var
  const organisation = found(await findCard(db, slug))
  const people = await listPeople(db, steward.organisation_id)
  const t = words(locale)
  const page = <PeoplePage t={t} organisation={organisation} people={people} form={form} />
  return reply(c, page, status)
}

async function showOne(
  c: Ask<Db>,
  slug: string,
  id: string,
  steward: Steward,
  form?: FormState,
  status: 200 | 409 | 422 = 200,
) {
  const { db, locale } = c.var
  if (!isUuid(id)) throw absent()
  const organisation = found(await findCard(db, slug))
  const person = found(await findPerson(db, steward.organisation_id, id))
  const { name, role, position } = person
  return reply(
    c,
    <PersonPage
      t={words(locale)}
      organisation={organisation}
      person={person}
      form={form ?? emptyForm({ name, role, position, consent: true })}
    />,
    status,
  )
}

const complain = (form: FormState, code: string) =>
  refusedForm(form, code === 'consent_missing' ? 'consent' : null, code)

type Filled = Extract<ReadForm<object>, { ok: true }>

/** The new picture's id, nothing where none was sent, or what is wrong with it. */
async function keepPicture(c: Ask<Db>, form: Filled, { person_id }: Steward) {
  const upload = form.uploads.get('picture')
  if (!upload) return { ok: true, id: undefined } as const
  const kept = await keepUpload(c.var.db, c.var.files, upload, 'picture', person_id)
  return kept.ok ? ({ ok: true, id: kept.value.id } as const) : kept
}

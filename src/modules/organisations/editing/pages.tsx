import { keepUpload } from '#kit/files.ts'
import { emptyForm, type FormState, type ReadForm, readForm, refusedForm } from '#kit/form.ts'
import { mergedForm } from '#kit/merge.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { municipalityChoices } from '#modules/places/index.ts'
import { paths } from '../paths.ts'
import { type Steward, stewardOf } from '../queries.ts'
import { editors } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { changeProfile } from './commands.ts'
import { findEditable, type MetChange } from './queries.ts'
import { type EditedSection, editedSections, flat, forms, typedOf, type Values } from './schema.ts'
import { EditPage, Meetings } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.edit.pattern, editors, async (c) => {
  const { db, me } = c.var
  const { slug } = c.req.param()
  await stewardOf(db, me, slug, 'editor')
  return see(c, paths.identity({ slug }))
})

// A phone's photograph for the logo and one for the cover.
const picturesBytesMax = 26 * 1024 * 1024

for (const section of editedSections) {
  const options = section === 'look' ? { body_bytes_max: picturesBytesMax } : undefined

  pages.get(paths[section].pattern, editors, async (c) => {
    const steward = await stewardOf(c.var.db, c.var.me, c.req.param('slug'), 'editor')
    return show(c, section, steward)
  })

  pages.post(
    paths[section].pattern,
    editors,
    async (c) => {
      const { db, me, now, locale } = c.var
      const slug = c.req.param('slug')
      const steward = await stewardOf(db, me, slug, 'editor')
      const form = await readForm(c, forms[section])
      if (!form.ok) return show(c, section, steward, form, 422)
      const unknown = await unknownPlace(c, form)
      if (unknown)
        return show(c, section, steward, refusedForm(form, unknown, 'unknown_place'), 422)

      const pictures = section === 'look' ? await keepPictures(c, form, steward) : unpictured
      if (pictures.field)
        return show(c, section, steward, refusedForm(form, pictures.field, pictures.code), 422)
      const { version, choice, ...typed } = form.value
      const values = { ...flat(section, typed), ...pictures.values }
      const outcome = await changeProfile(
        db,
        steward,
        { section, version, values, choices: choice },
        now,
      )
      if (outcome.ok) return see(c, paths[section]({ slug }), words(locale)('saved'))
      const stored = await findEditable(db, steward.organisation_id)
      const met = mergedForm(form, emptyForm(typedOf(section, stored)), outcome)
      return show(c, section, steward, met, 409, outcome.meetings)
    },
    options,
  )
}

async function show(
  c: Ask<Db>,
  section: EditedSection,
  steward: Steward,
  form?: FormState,
  status: 200 | 409 | 422 = 200,
  met: readonly MetChange[] = [],
) {
  const { db, locale } = c.var
  const t = words(locale)
  const organisation = await findEditable(db, steward.organisation_id)
  const municipalities = await municipalityChoices(db, locale)
  const places = new Map(municipalities.map(({ value, label }) => [value, label]))
  return reply(
    c,
    <EditPage
      t={t}
      section={section}
      organisation={organisation}
      form={form ?? emptyForm(typedOf(section, organisation))}
      municipalities={municipalities}
      meetings={met.length > 0 ? <Meetings t={t} meetings={met} places={places} /> : null}
    />,
    status,
  )
}

/** The field that names a municipality which does not exist, or null. */
async function unknownPlace(c: Ask<Db>, { value }: { value: object }) {
  const seat = 'municipality_id' in value ? value.municipality_id : null
  const places = 'places' in value ? (value.places as readonly string[]) : []
  if (!seat && places.length === 0) return null
  const known = new Set((await municipalityChoices(c.var.db, c.var.locale)).map((one) => one.value))
  if (seat && !known.has(String(seat))) return 'municipality_id'
  return places.every((id) => known.has(id)) ? null : 'places'
}

interface Pictures {
  readonly values: Values
  readonly field: string | null
  readonly code: string
}

const unpictured: Pictures = { values: {}, field: null, code: '' }

type LookForm = Extract<ReadForm<object>, { ok: true }>

/** New pictures, those taken away, or what is wrong with one. */
async function keepPictures(c: Ask<Db>, form: LookForm, { person_id }: Steward): Promise<Pictures> {
  const values: Partial<Record<'logo_id' | 'cover_id', string | null>> = {}
  for (const field of ['logo', 'cover'] as const) {
    const upload = form.uploads.get(field)
    if (upload) {
      const kept = await keepUpload(c.var.db, c.var.files, upload, 'picture', person_id)
      if (!kept.ok) return { ...unpictured, field, code: kept.refusal }
      values[`${field}_id`] = kept.value.id
    } else if (`remove_${field}` in form.value && form.typed[`remove_${field}`]) {
      values[`${field}_id`] = null
    }
  }
  return { ...unpictured, values }
}

import { emptyForm, type FieldError, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { type Locale, languageOf } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { mergedForm } from '#kit/merge.ts'
import { videoBytesMax } from '#kit/moving-pictures.ts'
import { found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { whyNotCaptions } from '#kit/webvtt.ts'
import { editors, type Steward, stewardOf } from '#modules/organisations/index.ts'
import { municipalityChoices } from '#modules/places/index.ts'
import { addPost } from '../commands.ts'
import { paths } from '../paths.ts'
import {
  findFields,
  findOwner,
  listFiles,
  listProjects,
  type PostFields,
  postStewardOf,
} from '../queries.ts'
import { isDescribed, type Written } from '../rules.ts'
import type { Db } from '../tables.ts'
import { Article } from '../views.tsx'
import { words } from '../words.ts'
import { changePost, keepFiles } from './commands.ts'
import { findPreview, type MetChange } from './queries.ts'
import { PostForm, typedOf, wayOf, withKept, writtenIn } from './schema.ts'
import { EditorPage, Meetings } from './views.tsx'

export const pages = site<Db>()

// One film, or as many of a phone's photographs as people choose at once.
const options = { body_bytes_max: videoBytesMax + 8 * 1024 * 1024 }

pages.get(paths.add.pattern, editors, async (c) => {
  const slug = c.req.param('slug')
  const steward = await stewardOf(c.var.db, c.var.me, slug, 'editor')
  const owner = found(await findOwner(c.var.db, slug))
  // Most posts are about where the organisation is; another place is one tick away.
  const places = owner.municipality_id ? [owner.municipality_id] : []
  return show(c, { slug, steward, post: null }, emptyForm({ places }))
})

pages.post(
  paths.add.pattern,
  editors,
  async (c) => {
    const slug = c.req.param('slug')
    const steward = await stewardOf(c.var.db, c.var.me, slug, 'editor')
    return receive(c, { slug, steward, post: null })
  },
  options,
)

pages.get(paths.edit.pattern, editors, async (c) => {
  const at = c.req.param()
  const steward = await postStewardOf(c.var.db, c.var.me, at)
  const post = await findFields(c.var.db, steward.post_id)
  return show(c, { slug: at.slug, steward, post }, typedOf(post))
})

pages.post(
  paths.edit.pattern,
  editors,
  async (c) => {
    const at = c.req.param()
    const steward = await postStewardOf(c.var.db, c.var.me, at)
    const post = await findFields(c.var.db, steward.post_id)
    return receive(c, { slug: at.slug, steward, post })
  },
  options,
)

interface Desk {
  /** The address of the organisation. */
  readonly slug: string
  readonly steward: Steward
  /** Null for one that is only begun. */
  readonly post: PostFields | null
}

/** A form came: keep its files first, so that they are not lost whatever else is wrong. */
async function receive(c: Ask<Db>, desk: Desk) {
  const { db, files, locale } = c.var
  const form = await readForm(c, PostForm)
  const { person_id } = desk.steward
  const came = {
    uploads: form.uploads,
    present: form.ok ? form.value.pictures.length : 0,
    has_film: Boolean(form.typed['video.file']) && !form.typed['video.remove'],
  }
  const { kept, errors } = await keepFiles(db, files, came, person_id, whyNotCaptions)
  const state = withKept({ typed: form.typed, errors: [...atFirst(form, locale), ...errors] }, kept)
  if (!form.ok || state.errors.length > 0) return show(c, desk, state, 422)
  const written = writtenIn(form.value, kept)
  const way = wayOf(form)
  if (way === 'preview') return show(c, desk, state, 200, { preview: written })
  const stored = desk.post
    ? await change(c, desk, form.value, written)
    : await addPost(c.var.db, desk.steward, { ...written, once: form.value.once }, c.var.now)
  if (!stored.ok) return refuse(c, desk, state, stored)
  const { slug } = desk
  const at = { slug, post: stored.value.slug }
  if (way === 'publish' && !isShown(desk.post)) return see(c, paths.publication(at))
  const t = words(locale)
  if (isShown(desk.post)) return see(c, paths.post(at), t('saved'))
  const waiting = written.pictures.some((one) => !isDescribed(one))
  return see(c, paths.edit(at), t(waiting ? 'saved.describe' : 'saved.draft'))
}

const isShown = (post: PostFields | null) => post?.state === 'published'

/** A title that is missing in every language is asked for in the reader's own. */
const atFirst = ({ errors }: FormState, locale: Locale): FieldError[] =>
  errors.map((error) =>
    error.field === 'title' ? { ...error, field: `title.${languageOf(locale)}` } : error,
  )

const change = (c: Ask<Db>, { steward, post }: Desk, form: PostForm, written: Written) =>
  changePost(
    c.var.db,
    { ...steward, post_id: found(post).id },
    { ...written, version: form.version ?? found(post).version, choices: form.choice },
    c.var.now,
  )

type Refused = Exclude<
  Awaited<ReturnType<typeof change>> | Awaited<ReturnType<typeof addPost>>,
  { ok: true }
>

function refuse(c: Ask<Db>, desk: Desk, form: FormState, outcome: Refused) {
  if ('meetings' in outcome && desk.post) {
    const met = mergedForm(form, typedOf(desk.post), outcome)
    return show(c, desk, met, 409, { met: outcome.meetings })
  }
  const field = fieldsOfRefusals[outcome.refusal] ?? null
  const named = field === 'body' ? `body.${languageOf(c.var.locale)}` : field
  return show(c, desk, refusedForm(form, named, outcome.refusal), 422)
}

const fieldsOfRefusals: Readonly<Record<string, string>> = {
  no_text: 'body',
  picture_not_described: 'pictures',
  video_without_captions: 'video',
  unknown_place: 'places',
  unknown_project: 'project_id',
  unknown_file: 'pictures',
}

interface Extra {
  readonly preview?: Written
  readonly met?: readonly MetChange[]
}

async function show(
  c: Ask<Db>,
  { slug, steward, post }: Desk,
  form: FormState,
  status: 200 | 409 | 422 = 200,
  { preview, met = [] }: Extra = {},
) {
  const { db, locale } = c.var
  const t = words(locale)
  const ids = Object.entries(form.typed)
    .filter(([name]) => /^(pictures\.\d+\.file|video\.(file|captions\.\w+))$/.test(name))
    .flatMap(([, values]) => values)
    .filter((id) => /^[0-9a-f-]{36}$/.test(id))
  const organisation = found(await findOwner(db, slug))
  const [municipalities, projects, files] = await Promise.all([
    municipalityChoices(db, locale),
    listProjects(db, steward.organisation_id),
    listFiles(db, ids),
  ])
  const choices = {
    municipalities,
    projects: projects.map(({ id, name }) => ({
      value: id,
      label: inLocale(name, locale)?.text ?? '',
    })),
  }
  const names = new Map(
    [...municipalities, ...choices.projects].map((one) => [one.value, one.label]),
  )
  const meetings = met.length > 0 ? <Meetings t={t} meetings={met} names={names} /> : null
  const seen = preview ? await findPreview(db, organisation, preview, c.var.now) : null
  const article = seen ? <Article t={t} {...seen} /> : null
  const shown = { t, organisation, post, form, choices, files, meetings, preview: article }
  return reply(c, <EditorPage {...shown} />, status)
}

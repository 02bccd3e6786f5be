import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { type Language, languages } from '#kit/locale.ts'
import { keepCaptions, keepVideo, videoBytesMax } from '#kit/moving-pictures.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { whyNotCaptions } from '#kit/webvtt.ts'
import { editors } from '#modules/organisations/index.ts'
import { paths } from '../paths.ts'
import { type CampaignSteward, campaignOf, campaignStewardOf } from '../queries.ts'
import { whyNotEdit } from '../rules.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { keepFilm, removeFilm } from './commands.ts'
import { findFilm } from './queries.ts'
import { FilmForm } from './schema.ts'
import { FilmPage } from './views.tsx'

export const pages = site<Db>()

// The film and its captions in three languages.
const options = { body_bytes_max: videoBytesMax + 4 * 1024 * 1024 }

pages.get(paths.film.pattern, editors, async (c) => {
  const steward = await campaignStewardOf(c.var.db, c.var.me, c.req.param('slug'))
  return show(c, steward)
})

pages.post(
  paths.film.pattern,
  editors,
  async (c) => {
    const { db, me, now, locale } = c.var
    const slug = c.req.param('slug')
    const steward = await campaignStewardOf(db, me, slug)
    const form = await readForm(c, FilmForm)
    if (!form.ok) return show(c, steward, form, 422)
    // Before anything is kept that could not be shown.
    const { state } = await campaignOf(db, steward.campaign_id)
    const whyNot = whyNotEdit(state, 'story')
    if (whyNot) return show(c, steward, refusedForm(form, null, whyNot), 422)
    const kept = await keepFiles(c, steward, form.uploads)
    if (!kept.ok) return show(c, steward, refusedForm(form, kept.field, kept.code, kept.at), 422)
    const brought = { ...kept.value, without_speech: form.value.without_speech === 'yes' }
    const outcome = await keepFilm(db, steward, brought, now)
    if (outcome.ok) return see(c, paths.film({ slug }), words(locale)('saved'))
    const field = outcome.refusal === 'no_film' ? 'film' : null
    return show(c, steward, refusedForm(form, field, outcome.refusal), 422)
  },
  options,
)

pages.post(paths.filmRemoval.pattern, editors, async (c) => {
  const { db, me, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await campaignStewardOf(db, me, slug)
  const outcome = await removeFilm(db, steward)
  if (!outcome.ok) return show(c, steward, refusedForm(emptyForm(), null, outcome.refusal), 422)
  return see(c, paths.film({ slug }), words(locale)('film.removed'))
})

/** The files that came, kept; or what is wrong with the first of them. */
async function keepFiles(
  c: Ask<Db>,
  { person_id }: CampaignSteward,
  uploads: ReadonlyMap<string, File>,
) {
  const { db, files } = c.var
  const wrong = (field: string, code: string, at: Readonly<Record<string, number>> = {}) =>
    ({ ok: false, field, code, at }) as const
  const captions: Partial<Record<Language, string>> = {}
  for (const language of languages) {
    const field = `captions_${language}`
    const upload = uploads.get(field)
    if (!upload) continue
    const kept = await keepCaptions(db, files, upload, person_id, whyNotCaptions)
    if (!kept.ok) return wrong(field, 'captions_wrong', { line: kept.refusal.line })
    captions[language] = kept.value
  }
  const film = uploads.get('film')
  const video = film ? await keepVideo(db, files, film, person_id) : null
  if (video && !video.ok) return wrong('film', video.refusal)
  return { ok: true, value: { file_id: video?.value.id ?? null, captions } } as const
}

async function show(
  c: Ask<Db>,
  { campaign_id }: CampaignSteward,
  form: FormState = emptyForm(),
  status: 200 | 422 = 200,
) {
  const { db, locale } = c.var
  const [campaign, film] = await Promise.all([
    campaignOf(db, campaign_id),
    findFilm(db, campaign_id),
  ])
  const shown = { t: words(locale), campaign, film, form }
  return reply(c, <FilmPage {...shown} />, status)
}

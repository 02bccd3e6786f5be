// What the editor lets in: one form for everything that a post says.
import { z } from 'zod'
import { OnceKey, textWithin, Version } from '#kit/fields.ts'
import { emptyForm, type FormState, tick } from '#kit/form.ts'
import { type Localized, localizedText } from '#kit/localized.ts'
import { ChosenSides } from '#kit/merge.ts'
import { areas } from '#modules/organisations/index.ts'
import type { Picture, Video, Written } from '../rules.ts'
import {
  altCharsMax,
  areasMax,
  bodyCharsMax,
  captionCharsMax,
  picturesMax,
  placesMax,
  summaryCharsMax,
  titleCharsMax,
} from '../schema.ts'

const list = <T extends z.ZodType>(one: T, max: number) =>
  z
    .array(one)
    .max(max)
    .optional()
    .transform((chosen) => [...new Set(chosen ?? [])])

const PictureForm = z.object({
  file: z.uuid(),
  alt: textWithin(altCharsMax),
  caption: textWithin(captionCharsMax),
  decorative: tick,
  remove: tick,
  order: z.coerce.number<string>().int().min(1).max(99).catch(99).default(99),
})

/** Pictures by the numbers they have in the form, as a list in the order that was asked for. */
const PictureForms = z
  .record(z.string().regex(/^\d{1,2}$/), PictureForm)
  .optional()
  .transform((forms = {}) => {
    const kept = Object.values(forms).filter(({ remove }) => !remove)
    const once = [...new Map(kept.map((one) => [one.file, one])).values()]
    return once.sort((a, b) => a.order - b.order).map(pictureOf)
  })

const pictureOf = ({ file, alt, caption, decorative }: z.output<typeof PictureForm>): Picture => ({
  file_id: file,
  caption,
  decorative,
  // Whoever says that it tells nothing need not say what.
  alt: decorative ? {} : alt,
})

const fileIn = z.uuid().optional()

const VideoForm = z
  .object({
    file: fileIn,
    caption: textWithin(captionCharsMax),
    without_speech: tick,
    remove: tick,
    captions: z.object({ sq: fileIn, sr: fileIn, en: fileIn }).optional(),
  })
  .optional()

/** What is said of a picture that comes with the form. */
const NewPicture = z
  .object({
    alt: textWithin(altCharsMax),
    caption: textWithin(captionCharsMax),
    decorative: tick,
  })
  .optional()

export const PostForm = z.object({
  title: localizedText({ max: titleCharsMax, required: true }),
  summary: textWithin(summaryCharsMax),
  body: textWithin(bodyCharsMax),
  areas: list(z.enum(areas), areasMax),
  places: list(z.uuid(), placesMax),
  project_id: z
    .uuid()
    .optional()
    .transform((id) => id ?? null),
  pictures: PictureForms,
  picture: NewPicture,
  video: VideoForm,
  version: Version.optional(),
  choice: ChosenSides,
  once: OnceKey,
})

export type PostForm = z.output<typeof PostForm>

/** What the button says that was pressed. */
export const ways = ['save', 'preview', 'publish'] as const
export type Way = (typeof ways)[number]

export const wayOf = (form: FormState): Way =>
  ways.find((way) => way === form.typed.way?.[0]) ?? 'save'

/** Files that came with the form and are kept already. */
export interface KeptFiles {
  readonly pictures: readonly string[]
  readonly video: string | null
  readonly captions: Localized
}

/** What the form says, together with what came along with it. */
export function writtenIn(form: PostForm, kept: KeptFiles): Written {
  const { title, summary, body, areas: about, places, project_id } = form
  const { alt = {}, caption = {}, decorative = false } = form.picture ?? {}
  const added = kept.pictures.map(
    (file_id, i): Picture =>
      i === 0
        ? { file_id, alt: decorative ? {} : alt, caption, decorative }
        : { file_id, alt: {}, caption: {}, decorative: false },
  )
  const pictures = [...form.pictures, ...added].slice(0, picturesMax)
  const video = videoIn(form.video, kept)
  return { title, summary, body, areas: about, places, project_id, pictures, video }
}

function videoIn(form: PostForm['video'], { video, captions }: KeptFiles): Video | null {
  const file_id = video ?? (form?.remove ? null : (form?.file ?? null))
  if (!file_id) return null
  // Captions belong to the film they were written for.
  const before = video ? {} : Object.entries(form?.captions ?? {}).filter(([, id]) => id)
  return {
    file_id,
    caption: form?.caption ?? {},
    without_speech: form?.without_speech ?? false,
    captions: { ...(Array.isArray(before) ? Object.fromEntries(before) : before), ...captions },
  }
}

/** What a form with these fields would have sent. */
export function typedOf(written: Written): FormState {
  const { title, summary, body, areas: about, places, project_id, pictures, video } = written
  return emptyForm({
    title,
    summary,
    body,
    areas: about,
    places,
    project_id,
    pictures: Object.fromEntries(
      pictures.map(({ file_id: file, alt, caption, decorative }, i) => [
        i,
        { file, alt, caption, decorative: decorative || null, order: i + 1 },
      ]),
    ),
    video: video && {
      file: video.file_id,
      caption: video.caption,
      captions: video.captions,
      without_speech: video.without_speech || null,
    },
  })
}

/** The same form with what came along named in it, so that it need not be chosen again. */
export function withKept(form: FormState, kept: KeptFiles): FormState {
  const used = Object.keys(form.typed).filter((name) => /^pictures\.\d+\.file$/.test(name)).length
  const typed: Record<string, readonly string[]> = { ...form.typed }
  for (const [i, file] of kept.pictures.entries()) {
    const name = `pictures.${used + i}`
    typed[`${name}.file`] = [file]
    typed[`${name}.order`] = [String(used + i + 1)]
    if (i > 0) continue
    for (const [key, values] of Object.entries(form.typed))
      if (key.startsWith('picture.')) {
        typed[key.replace('picture', name)] = values
        delete typed[key]
      }
  }
  if (kept.video) typed['video.file'] = [kept.video]
  for (const [language, file] of Object.entries(kept.captions))
    typed[`video.captions.${language}`] = [file]
  return { typed, errors: form.errors }
}

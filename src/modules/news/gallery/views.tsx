// The pictures of a post as its writer keeps them, each with what is said of it; and its film.
import type { FormState } from '#kit/form.ts'
import { languages } from '#kit/locale.ts'
import { Checkbox } from '#ui/choices.tsx'
import { Errors, Field, Hint, Optional } from '#ui/field.tsx'
import { Disclosure } from '#ui/finding-ways.tsx'
import { useField } from '#ui/form.tsx'
import { Group } from '#ui/layout.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { original, picture } from '../paths.ts'
import type { ShownFile } from '../queries.ts'
import { altCharsMax, captionCharsMax, picturesMax } from '../schema.ts'
import type { T } from '../words.ts'

interface GalleryProps {
  t: T
  form: FormState
  files: readonly ShownFile[]
}

const numberIn = (name: string) => /^pictures\.(\d{1,2})\.file$/.exec(name)?.[1]

export function Pictures({ t, form, files }: GalleryProps) {
  const kept = Object.entries(form.typed).flatMap(([name, [id]]) => {
    const number = numberIn(name)
    const file = files.find((one) => one.id === id && one.kind === 'picture')
    return number && file ? [{ number, file }] : []
  })
  return (
    <Group title={t('pictures.title')}>
      <Complaint name="pictures" />
      {kept.map(({ number, file }) => (
        <Kept key={number} t={t} number={number} file={file} form={form} />
      ))}
      {kept.length < picturesMax ? <Added t={t} form={form} first={kept.length === 0} /> : null}
    </Group>
  )
}

/** What was written under a picture stays in sight. */
const hasCaption = ({ typed, errors }: FormState, name: string) =>
  languages.some((language) => typed[`${name}.caption.${language}`]?.[0]) ||
  errors.some(({ field }) => field.startsWith(`${name}.caption`))

/** What is wrong with the pictures, or the film, as a whole. */
function Complaint({ name }: { name: string }) {
  const { id, errors } = useField(name)
  return (
    <div id={id} tabIndex={-1} class="field">
      <Errors id={id} errors={errors} />
    </div>
  )
}

interface KeptProps {
  t: T
  form: FormState
  number: string
  file: ShownFile
}

function Kept({ t, form, number, file }: KeptProps) {
  const name = `pictures.${number}`
  return (
    <div class="kept">
      <img src={picture(file.id, 320)} alt={t('pictures.this', { name: file.name })} />
      <input type="hidden" name={`${name}.file`} value={file.id} />
      <div>
        <Said t={t} name={name} has_caption={hasCaption(form, name)} />
        <Field
          name={`${name}.order`}
          type="number"
          label={t('pictures.order')}
          hint={t('pictures.order.hint')}
          min={1}
          max={99}
          inputmode="numeric"
          short
          optional
        />
        <Checkbox name={`${name}.remove`} label={t('pictures.remove')} />
      </div>
    </div>
  )
}

interface SaidProps {
  t: T
  name: string
  has_caption: boolean
}

/** What is said of a picture: for those who do not see it, and under it. */
const Said = ({ t, name, has_caption }: SaidProps) => (
  <>
    <LocalizedField
      name={`${name}.alt`}
      label={t('pictures.alt')}
      hint={t('pictures.alt.hint')}
      max={altCharsMax}
    />
    <Checkbox
      name={`${name}.decorative`}
      label={t('pictures.decorative')}
      hint={t('pictures.decorative.hint')}
    />
    <Disclosure title={t('pictures.caption')} open={has_caption}>
      <LocalizedField
        name={`${name}.caption`}
        label={t('pictures.caption')}
        max={captionCharsMax}
        optional
      />
    </Disclosure>
  </>
)

function Added({ t, form, first }: { t: T; form: FormState; first: boolean }) {
  const { id, errors } = useField('picture_file')
  return (
    <div class="added">
      <div class="field">
        <label for={id}>
          {t(first ? 'pictures.add' : 'pictures.more')}
          <Optional optional />
        </label>
        <Hint id={id} hint={t('pictures.add.hint')} />
        <Errors id={id} errors={errors} />
        <input
          id={id}
          name="picture_file"
          type="file"
          accept="image/*"
          multiple
          aria-describedby={`${id}-hint`}
          aria-invalid={errors.length > 0 ? 'true' : undefined}
        />
      </div>
      <Said t={t} name="picture" has_caption={hasCaption(form, 'picture')} />
    </div>
  )
}

export function Film({ t, form, files }: GalleryProps) {
  const id = form.typed['video.file']?.[0]
  const file = files.find((one) => one.id === id && one.kind === 'video')
  const wrong = form.errors.some(({ field }) => /^(film|video|captions_)/.test(field))
  return (
    <Disclosure title={t('video.title')} open={wrong || file !== undefined}>
      <Complaint name="video" />
      {file ? (
        <>
          <p>
            <a href={original(file.id)}>{file.name}</a>
          </p>
          <input type="hidden" name="video.file" value={file.id} />
          <Checkbox name="video.remove" label={t('video.remove')} />
        </>
      ) : null}
      <Field
        name="film"
        type="file"
        label={t(file ? 'video.other' : 'video.add')}
        hint={t('video.add.hint')}
        accept="video/mp4,video/webm"
        optional
      />
      {languages.map((language) => (
        <Track key={language} t={t} language={language} form={form} />
      ))}
      <Checkbox
        name="video.without_speech"
        label={t('video.without_speech')}
        hint={t('video.without_speech.hint')}
      />
      <LocalizedField
        name="video.caption"
        label={t('pictures.caption')}
        max={captionCharsMax}
        optional
      />
    </Disclosure>
  )
}

type TrackProps = Omit<GalleryProps, 'files'> & { language: (typeof languages)[number] }

function Track({ t, form, language }: TrackProps) {
  const name = `video.captions.${language}`
  const id = form.typed[name]?.[0]
  return (
    <>
      {id ? <input type="hidden" name={name} value={id} /> : null}
      <Field
        name={`captions_${language}`}
        type="file"
        label={t('video.captions', { language: t(`language.${language}`) })}
        hint={id ? t('video.captions.there') : t('video.captions.hint')}
        accept=".vtt,text/vtt"
        optional
      />
    </>
  )
}

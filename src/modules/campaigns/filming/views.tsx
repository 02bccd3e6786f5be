import type { FormState } from '#kit/form.ts'
import { languages } from '#kit/locale.ts'
import { Checkbox } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Actions } from '#ui/layout.tsx'
import { Action } from '#ui/link.tsx'
import { Notice } from '#ui/state.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import { whyNotEdit } from '../rules.ts'
import { errorWords, FilmShown, Sheet } from '../views.tsx'
import type { T } from '../words.ts'
import type { Film } from './queries.ts'

interface FilmPageProps {
  t: T
  campaign: Campaign
  film: Film | null
  form: FormState
}

export function FilmPage({ t, campaign, film, form }: FilmPageProps) {
  const whyNot = whyNotEdit(campaign.state, 'story')
  const there = new Set(film?.captions.map(({ language }) => language))
  return (
    <Sheet t={t} campaign={campaign} way="film" lead={t('film.lead')}>
      {film ? <FilmShown t={t} film={film} poster={campaign.picture_id} /> : null}
      {whyNot ? (
        <Notice tone="wait">{t(`error.${whyNot}`)}</Notice>
      ) : (
        <Form to={paths.film(campaign)} state={form} errors={errorWords(t)} uploads>
          <Field
            name="film"
            type="file"
            accept="video/mp4,video/webm"
            label={t(film ? 'film.other' : 'film.add')}
            hint={t('film.add.hint')}
            optional
          />
          {languages.map((language) => (
            <Field
              key={language}
              name={`captions_${language}`}
              type="file"
              accept=".vtt,text/vtt"
              label={t('film.captions', { language: t(`language.${language}`) })}
              hint={t(there.has(language) ? 'film.captions.there' : 'film.captions.hint')}
              optional
            />
          ))}
          <Checkbox
            name="without_speech"
            label={t('film.without_speech')}
            hint={t('film.without_speech.hint')}
          />
          <Actions>
            <button type="submit" class="action main">
              {t('save')}
            </button>
          </Actions>
        </Form>
      )}
      {film && !whyNot ? (
        <Action to={paths.filmRemoval(campaign)} tone="quiet">
          {t('film.remove')}
        </Action>
      ) : null}
    </Sheet>
  )
}

// The film of a campaign, as everybody sees it.
import { languageOf } from '#kit/locale.ts'
import { usePage } from '#kit/page.tsx'
import { original, picture } from '#modules/news/index.ts'
import type { Film } from '../queries.ts'
import type { T } from '../words.ts'

interface FilmShownProps {
  t: T
  film: Film
  /** Stands there until somebody presses play. */
  poster: string | null
}

const player = { controls: true, playsInline: true, preload: 'metadata' } as const

/** The film, with the captions of the reader's language on from the beginning. */
export function FilmShown({ t, film, poster }: FilmShownProps) {
  const { locale } = usePage()
  const src = original(film.file_id)
  return (
    <figure class="campaign-film">
      <video {...player} src={src} poster={poster ? picture(poster, 800) : undefined}>
        {film.captions.map(({ language, file_id }) => (
          <track
            key={language}
            kind="captions"
            src={original(file_id)}
            srclang={language}
            label={t(`language.${language}`)}
            default={language === languageOf(locale)}
          />
        ))}
        <a href={src}>{t('film.open')}</a>
      </video>
    </figure>
  )
}

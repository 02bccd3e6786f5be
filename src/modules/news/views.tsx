// What the pages of this house share: posts in a list, their state, a picture as it is shown.
import type { FieldError } from '#kit/form.ts'
import { isLanguage } from '#kit/locale.ts'
import { usePage } from '#kit/page.tsx'
import { areaSaid, areas, paths as organisations } from '#modules/organisations/index.ts'
import type { ErrorWords } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { Meta } from '#ui/rows.tsx'
import { Tag } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { picture, postOf } from './paths.ts'
import type { Card } from './queries.ts'
import { fields, type Picture, states, type Video } from './rules.ts'
import { type T, words } from './words.ts'

export { Article, StateBadge } from './article/views.tsx'
export { Film, Pictures } from './gallery/views.tsx'
export { InLanguage } from './writing/views.tsx'

interface ListProps {
  of: readonly Card[]
  heading?: 2 | 3
  /** On the page of the organisation itself, whose name need not be said again. */
  ours?: boolean
  /** Side by side where there is room. */
  tiles?: boolean
}

/** Posts in a list, as every page shows them. */
export function PostList({ of, heading = 3, ours = false, tiles = false }: ListProps) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <ol class={tiles ? 'posts tiles bare' : 'posts bare'}>
      {of.map((card) => (
        <Row key={card.id} t={t} card={card} heading={heading} ours={ours} tiles={tiles} />
      ))}
    </ol>
  )
}

type RowProps = Required<Omit<ListProps, 'of'>> & { t: T; card: Card }

function Row({ t, card, heading, ours, tiles }: RowProps) {
  const Heading = `h${heading}` as 'h2' | 'h3'
  return (
    <li>
      {card.picture_id ? (
        // What it shows is told on the post's own page; here it only leads the eye.
        <img
          src={picture(card.picture_id, 320)}
          srcset={`${picture(card.picture_id, 320)} 320w, ${picture(card.picture_id, 800)} 800w`}
          sizes={tiles ? '(width >= 46rem) 24rem, 22vw' : '11rem'}
          alt=""
          loading="lazy"
          decoding="async"
        />
      ) : null}
      <div>
        <Heading class="h3">
          <Link to={postOf(card)}>
            <Text of={card.title} bare />
          </Link>
        </Heading>
        <p>
          <Text of={card.summary} />
        </p>
        <Meta
          of={[
            ours ? null : (
              <Link
                key="who"
                to={organisations.profile({ slug: card.organisation_slug })}
                class="quiet"
              >
                <Text of={card.organisation_name} bare />
              </Link>
            ),
            <When key="when" at={card.published_at} />,
            ours && card.pinned ? <Tag key="pinned">{t('pinned')}</Tag> : null,
            card.is_sample && !ours ? <Tag key="sample">{t('sample.mark')}</Tag> : null,
          ]}
        />
      </div>
    </li>
  )
}

/** Sentences for the codes that this house's rules, schemas and commands refuse with. */
export const errorWords = (t: T): ErrorWords => ({
  ...(Object.fromEntries(plainErrors.map((code) => [code, t(`error.${code}`)])) as ErrorWords),
  ...(Object.fromEntries(
    captionErrors.map((code) => [
      code,
      ({ line = 1 }: FieldError['params']) =>
        t('error.captions', { line: Number(line), why: t(`error.captions.${code}`) }),
    ]),
  ) as ErrorWords),
})

const plainErrors = [
  ...(['no_text', 'picture_not_described', 'video_without_captions', 'already_published'] as const),
  ...(['in_the_past', 'too_far_ahead', 'not_scheduled', 'already_withdrawn'] as const),
  ...(['not_published', 'unknown_place', 'unknown_project', 'unknown_file', 'too_often'] as const),
  ...(['changed_meanwhile', 'not_a_picture', 'too_large', 'too_many_pixels'] as const),
  ...(['not_a_video', 'video_too_large', 'too_many_pictures', 'no_such_time'] as const),
  ...(['captions_without_video', 'captions_too_large', 'not_a_time'] as const),
]

/** What can be wrong with a file of captions, each said with its line. */
const captionErrors = [
  ...(['not_utf8', 'no_signature', 'no_blank_line', 'no_times', 'bad_time'] as const),
  ...(['ends_before_start', 'bad_setting', 'arrow_in_text', 'bad_tag', 'no_cues'] as const),
]

/** A field as people call it, with its language where it has one. */
export function fieldSaid(t: T, field: string, language: string | null): string {
  const known = [...fields, 'state' as const, 'pinned' as const].find((one) => one === field)
  const called = known ? t(`field.${known}`) : field
  return language && isLanguage(language)
    ? t('field.in_language', { field: called, language: t(`language.${language}`) })
    : called
}

/** A stored value in words: codes by their names, pictures by what they show. */
export function valueSaid(
  t: T,
  field: string,
  value: unknown,
  /** Of places and projects, by their ids. */
  names: ReadonlyMap<string, string>,
): string {
  if (value === null || value === undefined) return ''
  if (field === 'pictures') return (value as Picture[]).map((one) => pictureSaid(t, one)).join('\n')
  if (field === 'video') return pictureSaid(t, { alt: {}, decorative: false, ...(value as Video) })
  if (Array.isArray(value)) return value.map((one) => valueSaid(t, field, one, names)).join(', ')
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  const text = String(value)
  const area = areas.find((one) => field === 'areas' && one === text)
  if (area) return areaSaid(area, t.locale)
  const state = states.find((one) => field === 'state' && one === text)
  return state ? t(`state.${state}`) : (names.get(text) ?? text)
}

const pictureSaid = (t: T, { file_id, alt, caption, decorative }: Picture): string => {
  const said = [decorative ? t('pictures.decorative') : plainText(alt, t.locale)]
  const all = [...said, plainText(caption, t.locale)].filter(Boolean).join(' · ')
  return all || file_id.slice(-6)
}

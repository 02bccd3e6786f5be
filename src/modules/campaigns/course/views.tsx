// What happened to a campaign, with who did it and why: for those who keep it and who judge it.
import { Difference } from '#ui/difference.tsx'
import { Section } from '#ui/layout.tsx'
import { Text } from '#ui/text.tsx'
import { Timeline } from '#ui/timeline.tsx'
import type { HandedIn } from '../tables.ts'
import { Changed } from '../views.tsx'
import type { T } from '../words.ts'
import type { Happening } from './queries.ts'

interface CourseProps {
  t: T
  currency: string
  of: readonly Happening[]
}

/** The latest first, to the minute. */
export const Course = ({ t, currency, of }: CourseProps) => (
  <Section id="states" title={t('states.title')}>
    <Timeline
      as="time"
      of={of.map((one, place) => ({
        key: `${place} ${one.what}`,
        at: one.at,
        now: place === 0,
        what: [whatSaid(t, one), whoSaid(t, one)].filter(Boolean).join(' · '),
        more: <More t={t} currency={currency} of={one} />,
      }))}
    />
  </Section>
)

function whatSaid(t: T, { what, since }: Happening): string {
  if (what === 'handed_in') return t(since ? 'course.handed_in_again' : 'course.handed_in')
  switch (what) {
    case 'begun':
    case 'host_agreed':
    case 'looked_at':
    case 'sent_back':
    case 'withdrawn':
      return t(`course.${what}`)
    default:
      return t(`state.${what}`)
  }
}

/** What the clock does, nobody does; of what was begun nobody is named. */
function whoSaid(t: T, { what, who }: Happening): string | null {
  if (what === 'begun') return null
  if (who === undefined) return t('course.by_clock')
  return who ?? t('course.erased')
}

function More({ t, currency, of }: { t: T; currency: string; of: Happening }) {
  const { remark, reason, since } = of
  return (
    <>
      {remark ? (
        <blockquote>
          <Lines of={remark} />
        </blockquote>
      ) : null}
      {reason ? (
        <p>
          <Text of={reason} />
        </p>
      ) : null}
      {since ? <Since t={t} currency={currency} {...since} /> : null}
    </>
  )
}

/** What somebody wrote, line by line. */
export const Lines = ({ of }: { of: string }) => (
  <>
    {of.split(/\n+/).map((line, place) => (
      <p key={String(place)}>{line}</p>
    ))}
  </>
)

type SinceProps = Omit<CourseProps, 'of'> & NonNullable<Happening['since']>

/** What was changed from one time it was handed in to the next. */
function Since({ t, currency, before, after }: SinceProps) {
  if (!before || !after) return <p class="faint">{t('course.not_kept')}</p>
  const terms = [termsOf(t, before), termsOf(t, after)] as const
  const other = [
    before.picture_id === after.picture_id ? null : t('course.picture'),
    before.film_id === after.film_id ? null : t('course.film'),
  ].filter((said) => said !== null)
  const same = terms[0] === terms[1] && other.length === 0
  return (
    <>
      <p class="faint">{t('course.since')}</p>
      <Changed t={t} currency={currency} before={before} after={after} quiet={!same} />
      {terms[0] === terms[1] ? null : (
        <div>
          <p class="faint">{t('way.terms')}</p>
          <Difference before={terms[0]} after={terms[1]} />
        </div>
      )}
      {other.map((said) => (
        <p key={said}>{said}</p>
      ))}
    </>
  )
}

function termsOf(t: T, { terms }: HandedIn): string {
  const { kind, rounds, days, enough_percent, host } = terms
  return [
    t(`kind.${kind}`),
    `${t('field.rounds')}: ${rounds}`,
    t('terms.days', { days }),
    enough_percent === null ? null : `${t('field.enough_percent')}: ${enough_percent} %`,
    host === null ? null : `${t('field.host')}: ${host}`,
  ]
    .filter((said) => said !== null)
    .join('; ')
}

// What a campaign said when, what was changed from one time to the next, and what happened to it.
import { formatMoney } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Difference } from '#ui/difference.tsx'
import { Section } from '#ui/layout.tsx'
import { Page } from '#ui/page.tsx'
import { Tag } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { Timeline } from '#ui/timeline.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import type { HandedIn, Snapshot } from '../tables.ts'
import type { T } from '../words.ts'
import type { Happening, Version } from './queries.ts'

interface HistoryProps {
  t: T
  campaign: Campaign
  versions: readonly Version[]
}

export function HistoryPage({ t, campaign, versions }: HistoryProps) {
  const { locale } = usePage()
  const name = plainText(campaign.title, locale)
  return (
    <Page
      title={`${t('history.title')} · ${name}`}
      unlisted
      crumbs={[{ to: paths.campaign(campaign), label: name }]}
    >
      <h1>{t('history.title')}</h1>
      <p class="standfirst">{t('history.lead')}</p>
      <ol class="timeline bare">
        {versions.map((version, place) => (
          <li key={version.version}>
            <When at={version.at} as="time" />
            <p>
              {version.material ? <Tag>{t('history.material')}</Tag> : null}{' '}
              <Text of={version.reason} />
            </p>
            <Since
              t={t}
              currency={campaign.currency}
              version={version}
              before={versions[place + 1]}
            />
          </li>
        ))}
      </ol>
    </Page>
  )
}

interface SinceProps {
  t: T
  currency: string
  version: Version
  before: Version | undefined
}

const Since = ({ t, currency, version, before }: SinceProps) =>
  before ? (
    <Changed t={t} currency={currency} before={before.snapshot} after={version.snapshot} />
  ) : (
    <p>{t('history.first')}</p>
  )

const texts = ['title', 'summary', 'story', 'timetable', 'risks', 'team'] as const

interface ChangedProps {
  t: T
  currency: string
  before: Snapshot
  after: Snapshot
  /** Something else was changed besides: that all of this stayed is not said. */
  quiet?: boolean
}

/** From what it said once to what it said later. */
function Changed({ t, currency, before, after, quiet = false }: ChangedProps) {
  const { locale } = usePage()
  const said = (of: Snapshot, name: (typeof texts)[number]) => plainText(of[name], locale)
  const budget = (of: Snapshot) =>
    of.budget
      .map(({ title, amount_minor, essential }) =>
        [
          plainText(title, locale),
          formatMoney(BigInt(amount_minor), currency, locale),
          t(essential ? 'essential' : 'desirable'),
        ].join(', '),
      )
      .join('; ')
  const changed = texts.filter((name) => said(after, name) !== said(before, name))
  const same = changed.length === 0 && budget(after) === budget(before)
  const elsewhere = whole(after) === whole(before) ? 'history.same' : 'history.elsewhere'
  return (
    <>
      {same && !quiet ? <p class="faint">{t(elsewhere)}</p> : null}
      {changed.map((name) => (
        <div key={name}>
          <p class="faint">{t(`field.${name}`)}</p>
          <Difference before={said(before, name)} after={said(after, name)} />
        </div>
      ))}
      {budget(after) === budget(before) ? null : (
        <div>
          <p class="faint">{t('way.budget')}</p>
          <Difference before={budget(before)} after={budget(after)} />
        </div>
      )}
    </>
  )
}

/** All that a snapshot says, in every language. */
const whole = ({ title, summary, story, timetable, risks, team, budget }: Snapshot) =>
  JSON.stringify([title, summary, story, timetable, risks, team, budget])

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
      {since ? <Between t={t} currency={currency} {...since} /> : null}
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

type BetweenProps = Omit<CourseProps, 'of'> & NonNullable<Happening['since']>

/** What was changed from one time it was handed in to the next. */
function Between({ t, currency, before, after }: BetweenProps) {
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

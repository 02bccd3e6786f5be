// What a campaign said when, and what was changed from one time to the next.

import { formatMoney } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Difference } from '#ui/difference.tsx'
import { Page } from '#ui/page.tsx'
import { Tag } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import type { Snapshot } from '../tables.ts'
import type { T } from '../words.ts'
import type { Version } from './queries.ts'

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
export function Changed({ t, currency, before, after, quiet = false }: ChangedProps) {
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

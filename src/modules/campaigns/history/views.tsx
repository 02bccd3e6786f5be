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
            <Changes t={t} campaign={campaign} version={version} before={versions[place + 1]} />
          </li>
        ))}
      </ol>
    </Page>
  )
}

const texts = ['title', 'summary', 'story', 'timetable', 'risks', 'team'] as const

interface ChangesProps {
  t: T
  campaign: Campaign
  version: Version
  before: Version | undefined
}

function Changes({ t, campaign, version, before }: ChangesProps) {
  const { locale } = usePage()
  if (!before) return <p>{t('history.first')}</p>
  const said = (of: Version, name: (typeof texts)[number]) => plainText(of.snapshot[name], locale)
  const budget = (of: Version) =>
    of.snapshot.budget
      .map(({ title, amount_minor, essential }) =>
        [
          plainText(title, locale),
          formatMoney(BigInt(amount_minor), campaign.currency, locale),
          t(essential ? 'essential' : 'desirable'),
        ].join(', '),
      )
      .join('; ')
  const changed = texts.filter((name) => said(version, name) !== said(before, name))
  const same = changed.length === 0 && budget(version) === budget(before)
  const whole = ({ snapshot }: Version) => JSON.stringify(snapshot)
  const elsewhere = whole(version) === whole(before) ? 'history.same' : 'history.elsewhere'
  return (
    <>
      {same ? <p class="faint">{t(elsewhere)}</p> : null}
      {changed.map((name) => (
        <div key={name}>
          <p class="faint">{t(`field.${name}`)}</p>
          <Difference before={said(before, name)} after={said(version, name)} />
        </div>
      ))}
      {budget(version) === budget(before) ? null : (
        <div>
          <p class="faint">{t('way.budget')}</p>
          <Difference before={budget(before)} after={budget(version)} />
        </div>
      )}
    </>
  )
}

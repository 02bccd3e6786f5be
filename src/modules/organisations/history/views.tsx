// Who changed what, when, from what to what.
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Difference } from '#ui/difference.tsx'
import { EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Page } from '#ui/page.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { historyFields } from '../rules.ts'
import { changesPerPage } from '../schema.ts'
import { fieldSaid, valueSaid } from '../views.tsx'
import type { T } from '../words.ts'
import type { Change } from './queries.ts'

interface HistoryPageProps {
  t: T
  organisation: { slug: string; name: Localized }
  changes: readonly Change[]
  page: number
  places: ReadonlyMap<string, string>
}

export function HistoryPage({ t, organisation, changes, page, places }: HistoryPageProps) {
  const { locale } = usePage()
  const name = plainText(organisation.name, locale)
  const total = Number(changes[0]?.total ?? 0n)
  const count = Math.ceil(total / changesPerPage)
  const to = (number: number) => paths.history(organisation, { page: number > 1 ? number : null })
  return (
    <Page
      title={`${t('history.title')} · ${name}`}
      unlisted
      crumbs={[{ to: paths.profile(organisation), label: name }]}
    >
      <h1>{t('history.title')}</h1>
      <p class="standfirst">{t('history.lead')}</p>
      {changes.length === 0 ? (
        <EmptyState title={t('history.none')}>{t('history.none.text')}</EmptyState>
      ) : (
        <ol class="timeline bare">
          {byVersion(changes).map(([version, together]) => (
            <Version key={version} t={t} changes={together} places={places} />
          ))}
        </ol>
      )}
      {count > 1 ? <Pager pages={{ current: page, count, to }} /> : null}
    </Page>
  )
}

const byVersion = (changes: readonly Change[]) => [
  ...Map.groupBy(changes, ({ version }) => version),
]

interface VersionProps {
  t: T
  changes: readonly Change[]
  places: ReadonlyMap<string, string>
}

/** What one person changed at one time. */
function Version({ t, changes, places }: VersionProps) {
  const [first] = changes
  if (!first) return null
  return (
    <li>
      <When at={first.at} as="time" />
      <p>
        <b>{first.person_name ?? t(first.person_id ? 'history.erased' : 'history.system')}</b>
      </p>
      {changes.map((change) => (
        <ChangedField key={String(change.id)} t={t} change={change} places={places} />
      ))}
    </li>
  )
}

type ChangedFieldProps = Omit<VersionProps, 'changes'> & { change: Change }

function ChangedField({ t, change, places }: ChangedFieldProps) {
  const field = historyFields.find((known) => known === change.field)
  if (!field) return null
  const say = (value: unknown) => valueSaid(t, field, value, places)
  return (
    <>
      <p class="faint">{fieldSaid(t, field, change.language)}</p>
      {change.redacted_at ? (
        <p>{t('history.redacted')}</p>
      ) : (
        <Difference before={say(change.before)} after={say(change.after)} />
      )}
    </>
  )
}

// Who changed what, when, from what to what.
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Difference } from '#ui/difference.tsx'
import { EmptyState, Pager } from '#ui/finding-ways.tsx'
import { Page } from '#ui/page.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths, postOf } from '../paths.ts'
import { changesPerPage } from '../schema.ts'
import { fieldSaid, valueSaid } from '../views.tsx'
import type { T } from '../words.ts'
import type { Change } from './queries.ts'

interface HistoryPageProps {
  t: T
  post: { slug: string; title: Localized; organisation_slug: string }
  changes: readonly Change[]
  page: number
  names: ReadonlyMap<string, string>
}

export function HistoryPage({ t, post, changes, page, names }: HistoryPageProps) {
  const { locale } = usePage()
  const name = plainText(post.title, locale)
  const at = { slug: post.organisation_slug, post: post.slug }
  const count = Math.ceil(Number(changes[0]?.total ?? 0n) / changesPerPage)
  const to = (number: number) => paths.history(at, { page: number > 1 ? number : null })
  return (
    <Page
      title={`${t('history.title')} · ${name}`}
      unlisted
      crumbs={[{ to: postOf(post), label: name }]}
    >
      <h1>{t('history.title')}</h1>
      <p class="standfirst">{t('history.lead')}</p>
      {changes.length === 0 ? (
        <EmptyState title={t('history.none')}>{t('history.none.text')}</EmptyState>
      ) : (
        <ol class="timeline bare">
          {[...Map.groupBy(changes, ({ version }) => version)].map(([version, together]) => (
            <Version key={version} t={t} changes={together} names={names} />
          ))}
        </ol>
      )}
      {count > 1 ? <Pager pages={{ current: page, count, to }} /> : null}
    </Page>
  )
}

interface VersionProps {
  t: T
  changes: readonly Change[]
  names: ReadonlyMap<string, string>
}

/** What one person changed at one time. */
function Version({ t, changes, names }: VersionProps) {
  const [first] = changes
  if (!first) return null
  return (
    <li>
      <When at={first.at} as="time" />
      <p>
        <b>{first.person_name ?? t(first.person_id ? 'history.erased' : 'history.system')}</b>
      </p>
      {changes.map((change) => (
        <ChangedField key={String(change.id)} t={t} change={change} names={names} />
      ))}
    </li>
  )
}

type ChangedFieldProps = Omit<VersionProps, 'changes'> & { change: Change }

function ChangedField({ t, change, names }: ChangedFieldProps) {
  const say = (value: unknown) => valueSaid(t, change.field, value, names)
  return (
    <>
      <p class="faint">{fieldSaid(t, change.field, change.language)}</p>
      {change.redacted_at ? (
        <p>{t('history.redacted')}</p>
      ) : (
        <Difference before={say(change.before)} after={say(change.after)} />
      )}
    </>
  )
}

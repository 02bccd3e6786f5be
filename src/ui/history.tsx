// Who changed what, when, from what to what: the history of a page, a project, a post.
import { usePage } from '#kit/page.tsx'
import { Difference } from './difference.tsx'
import { EmptyState, Pager } from './finding-ways.tsx'
import { Page } from './page.tsx'
import { When } from './when.tsx'
import { words } from './words.ts'

/** One field that somebody changed. */
interface Change {
  readonly id: bigint
  /** What was changed together has the same. */
  readonly version: number
  readonly at: Date
  readonly person_id: string | null
  readonly person_name: string | null
  readonly redacted_at: Date | null
  readonly before: unknown
  readonly after: unknown
  /** How many changes there are in all. */
  readonly total: bigint
}

interface HistoryProps<C extends Change> {
  title: string
  /** What has this history. */
  of: { to: string; label: string }
  changes: readonly C[]
  page: number
  perPage: number
  to: (page: number | null) => string
  /** The field's name and a value of it in words; null for a field that is not shown. */
  say: (change: C) => { field: string; value: (value: unknown) => string } | null
}

export function History<C extends Change>(props: HistoryProps<C>) {
  const { title, of, changes, page, perPage, to, say } = props
  const t = words(usePage().locale)
  const count = Math.ceil(Number(changes[0]?.total ?? 0n) / perPage)
  return (
    <Page title={`${title} · ${of.label}`} unlisted crumbs={[of]}>
      <h1>{title}</h1>
      <p class="standfirst">{t('history.lead')}</p>
      {changes.length === 0 ? (
        <EmptyState title={t('history.none')}>{t('history.none.text')}</EmptyState>
      ) : (
        <ol class="timeline bare">
          {[...Map.groupBy(changes, ({ version }) => version)].map(([version, together]) => (
            <Version key={String(version)} changes={together} say={say} />
          ))}
        </ol>
      )}
      {count > 1 ? (
        <Pager pages={{ current: page, count, to: (number) => to(number > 1 ? number : null) }} />
      ) : null}
    </Page>
  )
}

type Together<C extends Change> = Pick<HistoryProps<C>, 'changes' | 'say'>

/** What one person changed at one time. */
function Version<C extends Change>({ changes, say }: Together<C>) {
  const t = words(usePage().locale)
  const [first] = changes
  if (!first) return null
  return (
    <li>
      <When at={first.at} as="time" />
      <p>
        <b>{first.person_name ?? t(first.person_id ? 'history.erased' : 'history.system')}</b>
      </p>
      {changes.map((change) => (
        <Field key={String(change.id)} change={change} said={say(change)} />
      ))}
    </li>
  )
}

interface FieldProps {
  change: Change
  said: { field: string; value: (value: unknown) => string } | null
}

function Field({ change, said }: FieldProps) {
  const t = words(usePage().locale)
  if (!said) return null
  return (
    <>
      <p class="faint">{said.field}</p>
      {change.redacted_at ? (
        <p>{t('history.redacted')}</p>
      ) : (
        <Difference before={said.value(change.before)} after={said.value(change.after)} />
      )}
    </>
  )
}

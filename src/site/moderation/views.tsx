// The queue, and what stands where something was hidden.
import { emptyForm } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Select } from '#ui/choices.tsx'
import { EmptyState, Tabs } from '#ui/finding-ways.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Lede } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { State, Tag, Tags } from '#ui/state.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { words as uiWords } from '#ui/words.ts'
import { paths } from '../paths.ts'
import type { Reason } from '../tables.ts'
import type { T } from '../words.ts'
import type { CaseRow, Decision, Kinds } from './queries.ts'
import { isLate, lateDays, reportReasons } from './rules.ts'
import { type QueueQuery, shelves } from './schema.ts'

const known = [...reportReasons, 'word_list', 'false', 'insult', 'privacy', 'fraud'] as const

/** The words of a reason that the database kept as text. */
export function reasonSaid(t: T, code: string): string {
  const reason = known.find((one) => one === code)
  return reason ? t(`reason.${reason}`) : code
}

interface CasesProps {
  t: T
  cases: readonly CaseRow[]
  holders: ReadonlyMap<string, string>
  query: QueueQuery
  kinds: Kinds
}

export const CasesPage = ({ t, cases, holders, query, kinds }: CasesProps) => (
  <Page title={t('desk.reports')} crumbs={[{ to: paths.desk(), label: t('desk.title') }]} unlisted>
    <h1>{t('desk.reports')}</h1>
    <p class="standfirst">{t('cases.lede', { days: lateDays })}</p>
    <Tabs
      label={t('cases.shelves')}
      ways={shelves.map((shelf) => ({
        to: paths.cases({ ...query, shelf }),
        label: t(`cases.shelf.${shelf}`),
        current: shelf === query.shelf,
      }))}
    />
    <Narrow t={t} query={query} kinds={kinds} />
    {cases.length === 0 ? (
      <EmptyState title={t('cases.none')}>{t('cases.none.more')}</EmptyState>
    ) : (
      <ol class="rows bare">
        {cases.map((one) => (
          <CaseLine key={one.id} t={t} one={one} holders={holders} kinds={kinds} />
        ))}
      </ol>
    )}
    <p>
      <Link to={paths.moderation()}>{t('moderation.title')}</Link>
    </p>
  </Page>
)

function Narrow({ t, query, kinds }: Pick<CasesProps, 't' | 'query' | 'kinds'>) {
  const { locale } = usePage()
  return (
    <Form to={paths.cases()} method="get" state={emptyForm(query)} class="form inline">
      <Hidden name="shelf" value={query.shelf} />
      <Select
        name="kind"
        label={t('cases.kind')}
        optional
        choices={[
          ...kinds.map(({ kind, label }) => ({ value: kind, label: label(locale) })),
          { value: 'page', label: t('cases.kind.page') },
        ]}
      />
      <Select
        name="reason"
        label={t('cases.reason')}
        optional
        choices={reportReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
      />
      <button type="submit" class="action">
        {uiWords(locale)('filters.apply')}
      </button>
    </Form>
  )
}

interface LineProps extends Pick<CasesProps, 't' | 'holders' | 'kinds'> {
  one: CaseRow
}

function CaseLine({ t, one, holders, kinds }: LineProps) {
  const { locale, now } = usePage()
  const kind = kinds.find(({ kind: name }) => name === one.kind)
  const holder = one.claimed_by ? (holders.get(one.claimed_by) ?? '') : null
  return (
    <li>
      <div>
        <h2 class="h3">
          <Link to={paths.case({ id: one.id })}>{plainText(one.title, locale) || one.path}</Link>
        </h2>
        <Meta
          of={[
            kind ? kind.label(locale) : t('cases.kind.page'),
            t('cases.reports', { count: one.reports }),
            <When key="at" at={one.opened_at} />,
            holder === null ? null : t('cases.held', { name: holder }),
          ]}
        />
        <Tags>
          {one.reasons.map((reason) => (
            <Tag key={reason}>{reasonSaid(t, reason)}</Tag>
          ))}
          {one.marked.map((word) => (
            <Tag key={`marked ${word}`}>{t('cases.marked', { word })}</Tag>
          ))}
        </Tags>
      </div>
      <CaseState t={t} one={one} now={now} />
    </li>
  )
}

export function CaseState({ t, one, now }: { t: T; one: CaseRow; now: Date }) {
  if (one.appealed) return <State tone="bad">{t('cases.state.appealed')}</State>
  if (one.closed_at) return <State tone="good">{t('cases.state.closed')}</State>
  if (one.proposed) return <State tone="wait">{t('cases.state.proposed')}</State>
  if (one.change_by)
    return (
      <State tone={one.change_by < now.toISOString().slice(0, 10) ? 'bad' : 'wait'}>
        {t.rich('cases.state.change', { when: () => <When at={one.change_by ?? ''} /> })}
      </State>
    )
  return isLate(one.opened_at, now) ? (
    <State tone="bad">{t('cases.state.late')}</State>
  ) : (
    <State tone="wait">{t('cases.state.open')}</State>
  )
}

/** What stands where something was hidden: that it was, when, why, and what can be done. */
export function HiddenPage({ t, decision }: { t: T; decision: Decision | undefined }) {
  const reason: Reason | null = decision?.reason ?? null
  return (
    <Page title={t('hidden.title')} unlisted>
      <Lede
        title={t('hidden.title')}
        standfirst={
          decision
            ? t.rich('hidden.since', { when: () => <When at={decision.decided_at} as="date" /> })
            : undefined
        }
      />
      {reason ? (
        <>
          <h2>{t(`reason.${reason}`)}</h2>
          <p>{t(`reason.${reason}.says`)}</p>
        </>
      ) : null}
      <p>{t('hidden.appeal')}</p>
      <p>
        {decision ? (
          <ActionLink to={paths.decision({ id: decision.id })}>{t('hidden.decision')}</ActionLink>
        ) : null}{' '}
        <Link to={paths.moderation()}>{t('moderation.title')}</Link>
      </p>
    </Page>
  )
}

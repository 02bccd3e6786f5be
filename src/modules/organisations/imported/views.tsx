// What the rows of an import say, and what came of them.

import { usePage } from '#kit/page.tsx'
import { cellSaid, placeSaid } from '#kit/sheet-words.ts'
import { Figure, Figures } from '#ui/figure.tsx'
import { Pager } from '#ui/finding-ways.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Notice } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Counts, Import, JudgedRow, MistakenRow } from '../queries.ts'
import type { T } from '../words.ts'
import { isFieldName, mistakesPerPage } from './schema.ts'

/** What a field of a row is called. */
export function fieldName(t: T, field: string): string {
  const plain = field.replace('municipality_id', 'municipality').replace('founded_year', 'founded')
  return isFieldName(plain) ? t(`import.field.${plain}`) : field
}

export interface Judging {
  readonly counts: Counts
  readonly mistakes: readonly MistakenRow[]
  readonly added: readonly JudgedRow[]
  readonly changed: readonly JudgedRow[]
  readonly page: number
}

/** The word that is waited for: write it, name the columns anew, or let it be. */
export function Waiting({ t, id, counts }: { t: T; id: string; counts: Counts }) {
  const count = counts.new + counts.changed
  const step = (name: string) => paths.deskImportStep({ id, step: name })
  return (
    <>
      {count === 0 ? <Notice tone="wait">{t('import.nothing')}</Notice> : null}
      <Actions>
        {count === 0 ? null : (
          <Action to={step('writing')} tone="main">
            {t('import.confirm', { count })}
          </Action>
        )}
        <Action to={step('naming')}>{t('import.again')}</Action>
        <Action to={step('dropping')} tone="quiet">
          {t('import.drop')}
        </Action>
      </Actions>
    </>
  )
}

interface JudgedProps {
  t: T
  it: Pick<Import, 'id' | 'state'>
  judged: Judging
}

export function Judged({ t, it, judged }: JudgedProps) {
  const { counts, added, changed } = judged
  const { locale } = usePage()
  return (
    <>
      <Section
        id="result"
        title={t(it.state === 'checked' ? 'import.result.would' : 'import.result')}
        more={<a href={`/${locale}${paths.deskImportReport(it)}`}>{t('import.report.link')}</a>}
      >
        <Numbers t={t} counts={counts} />
        {it.state === 'undone' ? (
          <p>
            {t('import.undone.said', {
              removed: counts.removed,
              restored: counts.restored,
              touched: counts.touched,
            })}
          </p>
        ) : null}
        {it.state === 'done' ? (
          <Action
            to={paths.deskImportStep({ id: it.id, step: 'undoing' })}
            tone="danger"
            confirm={t('import.undo.sure')}
          >
            {t('import.undo')}
          </Action>
        ) : null}
      </Section>
      <Mistakes t={t} it={it} judged={judged} />
      {added.length > 0 ? <Samples t={t} title={t('import.new')} rows={added} /> : null}
      {changed.length > 0 ? <Samples t={t} title={t('import.changed')} rows={changed} /> : null}
    </>
  )
}

function Numbers({ t, counts }: { t: T; counts: Counts }) {
  const left_out = counts.wrong + counts.twice + counts.unclear
  const figures = [
    ['new', counts.new],
    ['changed', counts.changed],
    ['same', counts.same],
    ['left_out', left_out],
  ] as const
  return (
    <>
      <Figures>
        {figures.map(([key, count]) => (
          <Figure key={key} value={count}>
            {t(`import.count.${key}`, { count })}
          </Figure>
        ))}
      </Figures>
      {counts.partly > 0 ? <p>{t('import.partly', { count: counts.partly })}</p> : null}
      {counts.left_alone > 0 ? <p>{t('import.left_alone', { count: counts.left_alone })}</p> : null}
    </>
  )
}

/** Each cell that is not right: where it stands, what stands there, what to do. */
function Mistakes({ t, it, judged: { mistakes, page } }: JudgedProps) {
  const { locale } = usePage()
  const total = Number(mistakes[0]?.total ?? 0n)
  if (total === 0) return null
  const lines = mistakes.flatMap(({ number, verdict, problems }) =>
    problems.map((problem, index) => ({ ...problem, key: `${number} ${index}`, number, verdict })),
  )
  const count = Math.ceil(total / mistakesPerPage)
  return (
    <Section id="mistakes" title={t('import.mistakes')}>
      <p>{t('import.mistakes.lead')}</p>
      <Table
        caption={t('import.mistakes')}
        hideCaption
        rows={lines}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'where',
            label: t('import.where'),
            heads: true,
            cell: ({ number, column }) => placeSaid(locale, number, column),
          },
          { key: 'value', label: t('import.stands'), cell: ({ value }) => value },
          { key: 'what', label: t('import.what'), cell: (problem) => cellSaid(locale, problem) },
          {
            key: 'becomes',
            label: t('import.becomes'),
            cell: ({ verdict }) => t(`import.verdict.${verdict}`),
          },
        ]}
      />
      {count > 1 ? (
        <Pager
          pages={{
            current: page,
            count,
            to: (one) => paths.deskImport(it, { page: one > 1 ? one : null }),
          }}
        />
      ) : null}
    </Section>
  )
}

function Samples({ t, title, rows }: { t: T; title: string; rows: readonly JudgedRow[] }) {
  const { locale } = usePage()
  const fields = (names: readonly string[]) => names.map((one) => fieldName(t, one)).join(', ')
  return (
    <Section title={title}>
      <Table
        caption={title}
        hideCaption
        rows={rows}
        rowKey={({ number }) => String(number)}
        columns={[
          {
            key: 'name',
            label: t('import.field.name'),
            heads: true,
            cell: ({ slug, value }) => {
              const name = plainText(value.name, locale)
              return slug ? <Link to={paths.profile({ slug })}>{name}</Link> : name
            },
          },
          {
            key: 'row',
            label: t('import.report.row'),
            number: true,
            cell: ({ number }) => number,
          },
          {
            key: 'change',
            label: t('import.change'),
            cell: ({ after, value }) => fields(Object.keys(after ?? value)),
          },
          {
            key: 'kept',
            label: t('import.kept'),
            cell: ({ left_alone }) => fields(left_alone),
          },
        ]}
      />
    </Section>
  )
}

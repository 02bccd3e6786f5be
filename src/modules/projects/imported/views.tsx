// What the rows of an import of projects say, and what came of them.
import { usePage } from '#kit/page.tsx'
import { cellSaid, placeSaid } from '#kit/sheet-words.ts'
import { wordsOfImports } from '#modules/organisations/index.ts'
import { Figure, Figures } from '#ui/figure.tsx'
import { Pager } from '#ui/finding-ways.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Notice } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Counts, Import, JudgedRow, MistakenRow } from '../queries.ts'
import type { ImportVerdict } from '../rules.ts'
import type { T } from '../words.ts'
import { isFieldName, mistakesPerPage } from './schema.ts'

export { wordsOfImports }

/** What a field of a row is called. */
export function fieldName(t: T, field: string): string {
  const plain = field
    .replace('place_id', 'municipality')
    .replace('budget_minor', 'budget')
    .replace(/^(name|summary)$/, '$1_any')
  return isFieldName(plain) ? t(`import.field.${plain}`) : field
}

export const verdictName = (t: T, verdict: ImportVerdict): string =>
  verdict === 'theirs'
    ? t('import.verdict.theirs')
    : wordsOfImports(t.locale)(`import.verdict.${verdict}`)

export interface Judging {
  readonly counts: Counts
  readonly mistakes: readonly MistakenRow[]
  readonly added: readonly JudgedRow[]
  readonly changed: readonly JudgedRow[]
  readonly page: number
}

/** The word that is waited for: write it, name the columns anew, or let it be. */
export function Waiting({ t, id, counts }: { t: T; id: string; counts: Counts }) {
  const o = wordsOfImports(t.locale)
  const count = counts.new + counts.changed
  const step = (name: string) => paths.deskImportStep({ id, step: name })
  return (
    <>
      {count === 0 ? <Notice tone="wait">{o('import.nothing')}</Notice> : null}
      <Actions>
        {count === 0 ? null : (
          <Action to={step('writing')} tone="main">
            {o('import.confirm', { count })}
          </Action>
        )}
        <Action to={step('naming')}>{o('import.again')}</Action>
        <Action to={step('dropping')} tone="quiet">
          {o('import.drop')}
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
  const o = wordsOfImports(locale)
  return (
    <>
      <Section
        id="result"
        title={o(it.state === 'checked' ? 'import.result.would' : 'import.result')}
        more={<a href={`/${locale}${paths.deskImportReport(it)}`}>{o('import.report.link')}</a>}
      >
        <Numbers t={t} counts={counts} />
        {it.state === 'undone' ? <p>{t('import.undone.said', { ...counts })}</p> : null}
        {it.state === 'done' ? (
          <Action
            to={paths.deskImportStep({ id: it.id, step: 'undoing' })}
            tone="danger"
            confirm={t('import.undo.sure')}
          >
            {o('import.undo')}
          </Action>
        ) : null}
      </Section>
      <Mistakes t={t} it={it} judged={judged} />
      {added.length > 0 ? <Samples t={t} title={o('import.new')} rows={added} /> : null}
      {changed.length > 0 ? <Samples t={t} title={o('import.changed')} rows={changed} /> : null}
    </>
  )
}

function Numbers({ t, counts }: { t: T; counts: Counts }) {
  const o = wordsOfImports(t.locale)
  const left_out = counts.wrong + counts.twice
  return (
    <>
      <Figures>
        <Figure value={counts.new}>{t('import.count.new', { count: counts.new })}</Figure>
        <Figure value={counts.changed}>
          {t('import.count.changed', { count: counts.changed })}
        </Figure>
        <Figure value={counts.same}>{o('import.count.same', { count: counts.same })}</Figure>
        <Figure value={left_out}>{o('import.count.left_out', { count: left_out })}</Figure>
      </Figures>
      {counts.partly > 0 ? <p>{o('import.partly', { count: counts.partly })}</p> : null}
      {counts.theirs > 0 ? <p>{t('import.theirs', { count: counts.theirs })}</p> : null}
    </>
  )
}

/** Each cell that is not right: where it stands, what stands there, what to do. */
function Mistakes({ t, it, judged: { mistakes, page } }: JudgedProps) {
  const { locale } = usePage()
  const o = wordsOfImports(locale)
  const total = Number(mistakes[0]?.total ?? 0n)
  if (total === 0) return null
  const lines = mistakes.flatMap(({ number, verdict, problems }) =>
    problems.map((problem, index) => ({ ...problem, key: `${number} ${index}`, number, verdict })),
  )
  const count = Math.ceil(total / mistakesPerPage)
  const to = (one: number) => paths.deskImport(it, { page: one > 1 ? one : null })
  return (
    <Section id="mistakes" title={o('import.mistakes')}>
      <p>{o('import.mistakes.lead')}</p>
      <Table
        caption={o('import.mistakes')}
        hideCaption
        rows={lines}
        rowKey={({ key }) => key}
        columns={[
          {
            key: 'where',
            label: o('import.where'),
            heads: true,
            cell: ({ number, column }) => placeSaid(locale, number, column),
          },
          { key: 'value', label: o('import.stands'), cell: ({ value }) => value },
          { key: 'what', label: o('import.what'), cell: (problem) => cellSaid(locale, problem) },
          {
            key: 'becomes',
            label: o('import.becomes'),
            cell: ({ verdict }) => verdictName(t, verdict),
          },
        ]}
      />
      {count > 1 ? <Pager pages={{ current: page, count, to }} /> : null}
    </Section>
  )
}

function Samples({ t, title, rows }: { t: T; title: string; rows: readonly JudgedRow[] }) {
  const o = wordsOfImports(t.locale)
  const said = ({ after, value }: JudgedRow) =>
    Object.keys(after ?? Object.fromEntries(Object.entries(value).filter(([, one]) => isSaid(one))))
      .map((one) => fieldName(t, one))
      .join(', ')
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
            label: o('import.field.name'),
            heads: true,
            cell: ({ slug, value }) => {
              const name = plainText(value.name, t.locale)
              return slug ? <Link to={paths.project({ slug })}>{name}</Link> : name
            },
          },
          { key: 'row', label: o('import.report.row'), number: true, cell: ({ number }) => number },
          { key: 'change', label: o('import.change'), cell: said },
        ]}
      />
    </Section>
  )
}

const isSaid = (value: unknown) =>
  value !== null && (typeof value !== 'object' || Object.keys(value).length > 0)

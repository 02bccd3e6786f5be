// One import of projects: what its columns and its rows mean, beside what every import shows.
import type { FormState } from '#kit/form.ts'
import type { Undone } from '#kit/importing.ts'
import { Field } from '#ui/field.tsx'
import { ColumnsForm, ImportPage } from '#ui/importing/one.tsx'
import { ImportMistakes, ImportNumbers, ImportResult, ImportSamples } from '#ui/importing/rows.tsx'
import { undoneSaid, verdictSaid } from '#ui/importing/words.ts'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Counts, Import, JudgedRow, MistakenRow } from './queries.ts'
import type { Verdict } from './rules.ts'
import { isFieldName, projectFields, sourceCharsMax } from './schema.ts'

/** What a field of a row is called. */
export function fieldName(t: T, field: string): string {
  const plain = field
    .replace('place_id', 'municipality')
    .replace('budget_minor', 'budget')
    .replace(/^(name|summary)$/, '$1_any')
  return isFieldName(plain) ? t(`import.field.${plain}`) : field
}

export const verdictName = (t: T, verdict: Verdict): string =>
  verdict === 'theirs' ? t('import.verdict.theirs') : verdictSaid(t.locale, verdict)

/** What became of a row when its import was undone. */
export const undoneName = (t: T, how: Undone): string =>
  how === 'removed' ? t('import.undone.removed') : undoneSaid(t.locale, how)

interface JudgedProps {
  t: T
  it: Import
  counts: Counts
  mistakes: readonly MistakenRow[]
  added: readonly JudgedRow[]
  changed: readonly JudgedRow[]
  page: number
}

interface ProjectsImportProps extends JudgedProps {
  first: readonly { readonly cells: readonly string[] }[]
  /** This very file was imported before. */
  same: boolean
  form?: FormState | undefined
}

export function ProjectsImportPage({ first, same, form, ...judged }: ProjectsImportProps) {
  const { t, it, counts } = judged
  return (
    <ImportPage
      paths={paths}
      title={t('import.desk')}
      it={it}
      same={same}
      count={counts.new + counts.changed}
      columns={<Columns t={t} it={it} first={first} form={form} />}
      judged={<Judged {...judged} />}
      how={[{ key: 'source', term: t('import.source'), is: it.source }]}
    />
  )
}

function Columns({ t, it, first, form }: Pick<ProjectsImportProps, 't' | 'it' | 'first' | 'form'>) {
  return (
    <ColumnsForm
      paths={paths}
      it={it}
      first={first}
      fields={projectFields.map((field) => ({ field, label: t(`import.field.${field}`) }))}
      form={form}
      values={{ source: it.source ?? '' }}
      errors={{ no_source: t('import.source.hint') }}
    >
      <Field
        name="source"
        label={t('import.source')}
        hint={t('import.source.hint')}
        max={sourceCharsMax}
      />
    </ColumnsForm>
  )
}

function Judged({ t, it, counts, mistakes, added, changed, page }: JudgedProps) {
  const { removed, restored, touched, theirs } = counts
  return (
    <>
      <ImportResult
        paths={paths}
        it={it}
        undone={t('import.undone.said', { removed, restored, touched })}
        sure={t('import.undo.sure')}
      >
        <ImportNumbers
          counts={counts}
          left_out={counts.wrong + counts.twice}
          called={{
            new: t('import.count.new', { count: counts.new }),
            changed: t('import.count.changed', { count: counts.changed }),
          }}
        />
        {theirs > 0 ? <p>{t('import.theirs', { count: theirs })}</p> : null}
      </ImportResult>
      <ImportMistakes
        paths={paths}
        id={it.id}
        mistakes={mistakes}
        page={page}
        verdict={(verdict) => verdictName(t, verdict)}
      />
      <Samples t={t} of="new" rows={added} />
      <Samples t={t} of="changed" rows={changed} />
    </>
  )
}

function Samples({ t, of, rows }: { t: T; of: 'new' | 'changed'; rows: readonly JudgedRow[] }) {
  const change = ({ after, value }: JudgedRow) =>
    Object.keys(after ?? Object.fromEntries(Object.entries(value).filter(([, one]) => isSaid(one))))
      .map((one) => fieldName(t, one))
      .join(', ')
  return (
    <ImportSamples of={of} rows={rows} to={(slug) => paths.project({ slug })} change={change} />
  )
}

const isSaid = (value: unknown) =>
  value !== null && (typeof value !== 'object' || Object.keys(value).length > 0)

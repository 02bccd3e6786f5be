// One import of the register: what its columns and its rows mean, beside what every import shows.
import type { FormState } from '#kit/form.ts'
import type { Undone } from '#kit/importing.ts'
import { ColumnsForm, ImportPage } from '#ui/importing/one.tsx'
import { ImportMistakes, ImportNumbers, ImportResult, ImportSamples } from '#ui/importing/rows.tsx'
import { undoneSaid, verdictSaid } from '#ui/importing/words.ts'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Counts, Import, JudgedRow, MistakenRow } from './queries.ts'
import type { Verdict } from './rules.ts'
import { importFields, isFieldName } from './schema.ts'

/** What a field of a row is called. */
export function fieldName(t: T, field: string): string {
  const plain = field.replace('municipality_id', 'municipality').replace('founded_year', 'founded')
  return isFieldName(plain) ? t(`import.field.${plain}`) : field
}

export const verdictName = (t: T, verdict: Verdict): string =>
  verdict === 'unclear' ? t('import.verdict.unclear') : verdictSaid(t.locale, verdict)

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

interface RegisterImportProps extends JudgedProps {
  first: readonly { readonly cells: readonly string[] }[]
  /** This very file was imported before. */
  same: boolean
  form?: FormState | undefined
}

export function RegisterImportPage({ first, same, form, ...judged }: RegisterImportProps) {
  const { t, it, counts } = judged
  const fields = importFields.map((field) => ({ field, label: t(`import.field.${field}`) }))
  return (
    <ImportPage
      paths={paths}
      title={t('import.desk')}
      it={it}
      same={same}
      count={counts.new + counts.changed}
      columns={<ColumnsForm paths={paths} it={it} first={first} fields={fields} form={form} />}
      judged={<Judged {...judged} />}
    />
  )
}

function Judged({ t, it, counts, mistakes, added, changed, page }: JudgedProps) {
  const { removed, restored, touched, left_alone } = counts
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
          left_out={counts.wrong + counts.twice + counts.unclear}
          called={{
            new: t('import.count.new', { count: counts.new }),
            changed: t('import.count.changed', { count: counts.changed }),
          }}
        />
        {left_alone > 0 ? <p>{t('import.left_alone', { count: left_alone })}</p> : null}
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
  const named = (fields: readonly string[]) => fields.map((one) => fieldName(t, one)).join(', ')
  const kept = {
    key: 'kept',
    label: t('import.kept'),
    cell: ({ left_alone }: JudgedRow) => named(left_alone),
  }
  return (
    <ImportSamples
      of={of}
      rows={rows}
      to={(slug) => paths.profile({ slug })}
      change={({ after, value }) => named(Object.keys(after ?? value))}
      more={[kept]}
    />
  )
}

import { expect, test } from 'vitest'
import { planted } from './planted.ts'
import { rowTypes } from './row-types.ts'

const files = planted({
  'src/modules/reports/tables.ts': `
    import type { Generated, ColumnType } from 'kysely'
    import type { State as Where } from './rules.ts'
    import type { Line } from './schema.ts'
    type Kind = 'annual' | 'final'
    interface Dated { created_at: Generated<Date> }
    interface ReportTable extends Dated {
      id: Generated<string>
      kind: Kind
      state: Where | null
      year: number
      income_minor: bigint | null
      is_sample: Generated<boolean>
      tags: string[]
      name: ColumnType<Localized, string, string>
      lines: Line
      slug: string & { brand: 'slug' }
      'odd name': 1 | 2
    }
    export interface ReportsCard { 'reports.card': { id: string } }
    export type Db = Handle<{ 'reports.report': ReportTable } & PeopleCard>`,
  'src/modules/reports/rules.ts': `export type State = 'draft' | 'published'`,
})

test('a row is read through aliases, imports, wrappers and parents', () => {
  const rows = rowTypes(files)
  expect(rows.map(({ table }) => table)).toEqual(['reports.card', 'reports.report'])
  const report = Object.fromEntries(rows[1]?.columns ?? [])
  const plain = (kind: string) => ({ kind, nullable: false, literals: null })
  expect(report).toEqual({
    created_at: plain('Date'),
    id: plain('string'),
    kind: { kind: 'string', nullable: false, literals: ['annual', 'final'] },
    state: { kind: 'string', nullable: true, literals: ['draft', 'published'] },
    year: plain('number'),
    income_minor: { kind: 'bigint', nullable: true, literals: null },
    is_sample: plain('boolean'),
    tags: plain('array'),
    name: plain('object'),
    lines: plain('unknown'),
    slug: plain('string'),
    'odd name': plain('number'),
  })
})

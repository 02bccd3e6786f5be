// One timeline of plain SQL, forward only: what has landed is never edited, and each file says why
// it exists and touches the tables of one owner.
import { type Statement, schemaChanged, statementsOf } from './sql.ts'
import type { SourceFile } from './tree.ts'

const folder = 'db/migrations/'
const naming = /^(\d{8}-\d{4})_([a-z]+)_[a-z0-9_]+\.sql$/

/** Owners of schemas that are no modules. */
export const floors = ['kit', 'facts', 'site'] as const

/**
 * What is wrong with the migrations. `landed` gives what a file said when it landed, or null when
 * it has not yet.
 */
export function straying(
  order: readonly string[],
  files: readonly SourceFile[],
  landed: (path: string) => string | null,
): string[] {
  const migrations = files.filter(({ path }) => path.startsWith(folder))
  return [
    ...migrations.flatMap((file) => {
      const whys = [...misnamed(order, file), ...headless(file), ...broken(file, landed)]
      return whys.map((why) => `${file.path} ${why}`)
    }),
    ...sameMinute(migrations),
  ]
}

const nameOf = (file: SourceFile) => file.path.slice(folder.length)
const ownerOf = (file: SourceFile) => naming.exec(nameOf(file))?.[2] ?? ''

function misnamed(order: readonly string[], file: SourceFile): string[] {
  const owner = ownerOf(file)
  if (!owner) return ['is misnamed: write YYYYMMDD-HHMM_module_what.sql']
  if (order.includes(owner) || floors.some((floor) => floor === owner)) return []
  return [`belongs to ${owner}, which is no module: name it after the schema it changes`]
}

function headless(file: SourceFile): string[] {
  return /^-- \S.{15,}/.test(file.text)
    ? []
    : ['begins without a sentence that says why: add `-- …`']
}

function broken(file: SourceFile, landed: (path: string) => string | null): string[] {
  const before = landed(file.path)
  const edited = before !== null && before !== file.text
  const statements = statementsOf(file.text)
  return [
    ...(edited ? ['was edited after it landed: put it back and write a new migration'] : []),
    ...outside(ownerOf(file), statements),
    ...statements.flatMap(risky),
  ]
}

function outside(owner: string, statements: readonly Statement[]): string[] {
  const schemas = new Set(statements.map(schemaChanged).filter((schema) => schema !== null))
  return [...schemas]
    .filter((schema) => schema !== owner)
    .map((schema) => `changes ${schema}, which is not ${owner}'s: one file touches one schema`)
}

const risks: readonly (readonly [RegExp, string])[] = [
  [
    /^alter table .*\bdrop (column )?(?!constraint|default|not null|expression|identity)/,
    'drops a column',
  ],
  [/^drop (table|view|schema|type|domain|function)\b/, 'drops what running code may still read'],
  [/^alter .*\brename\b/, 'renames what running code still calls by the old name'],
  [/^alter table .*\balter (column )?\w+ (set data )?type\b/, 'rewrites a column'],
  [/^alter table .*\bset not null\b/, 'refuses rows that running code still writes'],
]

/** Changes that break the code still running while the new one starts. */
function risky(statement: Statement): string[] {
  if (statement.comments.some((comment) => comment.startsWith('contract:'))) return []
  const whys = risks.filter(([risk]) => risk.test(statement.code)).map(([, why]) => why)
  if (addsWithoutDefault(statement.code))
    whys.push('adds a column that may not be null without a default')
  return whys.map((why) => `${why}: write a line before it, \`-- contract:\` and why that is safe`)
}

function addsWithoutDefault(code: string): boolean {
  if (!code.startsWith('alter table')) return false
  return code.split(/,(?![^(]*\))/).some((part) => {
    const adds = /\badd (column )?(?!constraint|primary|foreign|unique|check|exclude)/.test(part)
    return adds && /\bnot null\b/.test(part) && !/\b(default|generated)\b/.test(part)
  })
}

function sameMinute(migrations: readonly SourceFile[]): string[] {
  const seen = new Map<string, string>()
  return migrations.flatMap((file) => {
    const minute = naming.exec(nameOf(file))?.[1] ?? file.path
    const first = seen.get(minute)
    seen.set(minute, file.path)
    return first
      ? [`${file.path} has the minute of ${first}: their order would be an accident`]
      : []
  })
}

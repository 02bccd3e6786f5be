// Every table of projects that somebody brought, and what each of its rows did.
import type { ColumnType, Generated } from 'kysely'
import type { ImportState, Undone } from '#kit/importing.ts'
import type { Problem, RowValue, Verdict } from './rules.ts'
import type { Columns } from './schema.ts'

type Json<T> = ColumnType<T, string, string>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

interface ImportTable {
  id: Generated<string>
  file_name: string
  /** Of the file as it came. */
  sha256: string
  bytes: number
  format: 'csv' | 'xlsx'
  encoding: string | null
  sheet: string | null
  /** Of the names of its columns; by it the mapping is remembered. */
  signature: string
  header: string[]
  columns: JsonWithDefault<Columns>
  /** Whose table it is, as the pages of its projects say it. */
  source: string | null
  state: Generated<ImportState>
  total_rows: number
  /** How far the present step is. */
  done_rows: Generated<number>
  /** Null when it was brought at the terminal. */
  person_id: string | null
  created_at: Date
  finished_at: Date | null
  undone_at: Date | null
  undone_by: string | null
}

interface ImportMappingTable {
  signature: string
  columns: Json<Columns>
  source: string
  used_at: Date
}

/** The file as it was read. */
interface ImportCellsTable {
  import_id: string
  /** As the spreadsheet counts rows. */
  number: number
  cells: Json<readonly string[]>
  wrong: JsonWithDefault<readonly unknown[]>
}

interface ImportRowTable {
  import_id: string
  number: number
  /** By what the project is known again. */
  key: string
  value: Json<RowValue>
  problems: JsonWithDefault<readonly Problem[]>
  verdict: Verdict
  project_id: string | null
  /** Of the fields that it changes. */
  before: Json<Record<string, unknown>> | null
  after: Json<Record<string, unknown>> | null
  /** The version of the project that it made. */
  version: number | null
  done_at: Date | null
  undone: Undone | null
}

export interface ImportingTables {
  'projects.import': ImportTable
  'projects.import_mapping': ImportMappingTable
  'projects.import_cells': ImportCellsTable
  'projects.import_row': ImportRowTable
}

// What an operator does with projects from a terminal.
import type { Command } from 'commander'
import type { World } from '#kit/world.ts'
import { type ImportOptions, importTable, listTables, undoTable } from './importing/cli.ts'
import { projectFields } from './importing/schema.ts'
import type { Tables } from './tables.ts'

const collect = (value: string, before: readonly string[]) => [...before, value]

export function cli(program: Command, open: () => Promise<World<Tables>>) {
  const projects = program.command('projects').description('projects from public tables')
  projects
    .command('import')
    .argument('<file>', 'a table: CSV, or a workbook (XLSX)')
    .description(`projects of a public table. Its columns: ${projectFields.join(', ')}`)
    .requiredOption('--source <text>', 'whose table it is; shown on the pages')
    .option('--map <field=column>', 'which column holds a field; may be given often', collect, [])
    .option('--sheet <name>', 'which sheet of a workbook, when it has several')
    .option('--dry-run', 'only say what would happen', false)
    .option('--json', 'for a machine to read', false)
    .action((file: string, options: ImportOptions) => importTable(open, file, options))
  projects
    .command('imports')
    .description('tables that were brought, the latest first')
    .action(() => listTables(open))
  projects
    .command('undo-import')
    .argument('<id>', 'as `imports` lists it')
    .description('take a whole import back, as far as nobody touched its projects since')
    .action((id: string) => undoTable(open, id))
}

// Rates from a terminal.
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import type { World } from '#kit/world.ts'
import type { Tables } from '../tables.ts'
import { importRates } from './commands.ts'
import { readRates } from './formats/table.ts'
import { listCodes } from './queries.ts'
import { sourceCharsMax, tableBytesMax } from './schema.ts'

type Open = () => Promise<World<Tables>>

export function cli(payments: Command, open: Open) {
  payments
    .command('rates')
    .description('dated exchange rates, for showing sums in euro')
    .command('import')
    .argument('<file>', 'CSV with the columns date, currency, per_euro')
    .option('--source <text>', 'whose table it is; else the name of the file')
    .action((file: string, options: { source?: string }) => bring(open, file, options.source))
}

async function bring(open: Open, file: string, source = basename(file)) {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) return fail(`There is no file ${file}.`)
  if (found.size > tableBytesMax) return fail(`${file} is larger than any table of rates.`)
  const { db, now } = await open()
  const read = readRates(readFileSync(file, 'utf8'), await listCodes(db))
  if (!read.ok) return fail(`Line ${read.bad?.line}: ${read.bad?.why}. Nothing was imported.`)
  const by = { source: source.slice(0, sourceCharsMax), person_id: null }
  const { fresh, changed, same } = await importRates(db, read.value, by, now())
  process.stderr.write(`${fresh} new, ${changed} changed, ${same} the same.\n`)
}

function fail(sentence: string) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

// What an operator does with a bank's file from a terminal.
import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { Command } from 'commander'
import { decimalText } from '#kit/money.ts'
import type { World } from '#kit/world.ts'
import { matchEntries, orders } from '../commands.ts'
import { judgeAll } from '../formats/check.ts'
import type { Mapping } from '../formats/mapping.ts'
import { readStatements, statementBytesMax } from '../formats/reading.ts'
import { verdictOf, worst } from '../formats/verdict.ts'
import type { Judged } from '../rules.ts'
import type { Db, Tables } from '../tables.ts'
import { importStatement } from './commands.ts'
import { listAccounts } from './queries.ts'
import { keptMapping, Mapping as MappingSchema } from './schema.ts'

interface CheckOptions {
  readonly iban?: string
  readonly currency?: string
  readonly previousClosing?: string
  readonly mapping?: string
  readonly json: boolean
}

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

/** A no that the operator can do something about; shown without a stack. */
class Refused extends Error {}

const exitCodes = { accept: 0, hold: 2, reject: 3 } as const

type Open = () => Promise<World<Tables>>

export function addStatements(payments: Command, open: Open) {
  const statement = payments.command('statement').description("banks' statements")
  statement
    .command('check')
    .argument('<file>', 'camt.053, camt.054, MT940, CSV or XLSX')
    .description('say whether a bank’s file may be believed, without touching a database')
    .option('--iban <iban>', 'the account that it should be of')
    .option('--currency <code>', 'the currency of the account, where a table does not say it')
    .option('--previous-closing <amount>', 'where the last statement ended, as 1234.56')
    .option('--mapping <file>', 'JSON that says which column of a table means what')
    .option('--json', 'for a machine to read', false)
    .addHelpText('after', helpAfter)
    .action((file: string, options: CheckOptions) => refusing(() => check(file, options)))
  statement
    .command('import')
    .argument('<file>', 'the same kinds of file')
    .description('judge a bank’s file by the books, and book its entries')
    .option('--account <iban>', 'of which account of ours a table is')
    .option('--json', 'for a machine to read', false)
    .addHelpText('after', helpAfter)
    .action((file: string, options: ImportOptions) => refusing(() => bring(open, file, options)))
}

interface ImportOptions {
  readonly account?: string
  readonly json: boolean
}

const importCodes = { imported: 0, released: 0, held: 2, refused: 2, rejected: 3 } as const

async function bring(open: Open, file: string, { account: iban, json }: ImportOptions) {
  const bytes = bytesOf(file)
  if (bytes.byteLength === 0) throw new Refused(`${file} is empty.`)
  const { db, files, now } = await open()
  const account = await accountOf(db, iban)
  const mapping = account ? keptMapping(account.mapping) : undefined
  const read = readStatements(bytes, { mapping, currency: account?.currency })
  const upload = { name: basename(file), bytes, read, bank_account_id: account?.id }
  const around = { by: 'system', now: now() } as const
  const done = await importStatement(db, upload, { ...around, files })
  const matched = await matchEntries(db, { ...around, orders })
  process.exitCode = importCodes[done.state]
  if (json) return void process.stdout.write(`${JSON.stringify({ ...done, ...matched })}\n`)
  say(done.again ? 'This very file was imported before.' : `${done.format}: ${done.state}.`)
  say(`${done.entries_new} entries new, ${done.entries_known} known already.`)
  say(`${done.entries_not_booked} not booked by the bank yet.`)
  say(`${matched.matched} found their purpose, ${matched.open} wait for people.`)
  for (const { code, path, message } of done.reasons)
    say(`  ${code} at ${path || 'the file'}: ${message}`)
}

async function accountOf(db: Db, iban: string | undefined) {
  if (iban === undefined) return
  const bare = iban.replace(/[\s-]/g, '').toUpperCase()
  const found = (await listAccounts(db)).find((one) => one.iban === bare)
  if (!found) throw new Refused('There is no such account of ours.')
  return found
}

const helpAfter = `
Ends with 0 when all statements are accepted, 2 when one is held for a person to decide,
3 when one is rejected, 1 when the file or an option cannot be used.`

async function refusing(work: () => void | Promise<void>) {
  try {
    await work()
  } catch (fault) {
    if (!(fault instanceof Refused)) throw fault
    say(fault.message)
    process.exitCode = 1
  }
}

function check(file: string, options: CheckOptions) {
  const { iban, currency, previousClosing: previous_closing } = options
  const read = readStatements(bytesOf(file), { mapping: mappingOf(options.mapping), currency })
  const judged = judging(() => judgeAll(read.statements, { iban, currency, previous_closing }))
  const verdict = worst(judged.map((one) => one.verdict))
  if (options.json) process.stdout.write(`${JSON.stringify(verdictOf(read, judged))}\n`)
  else process.stdout.write(`${[`Format ${read.format}`, ...judged.map(told)].join('\n')}\n`)
  process.exitCode = exitCodes[verdict]
}

function judging(work: () => Judged[]): Judged[] {
  try {
    return work()
  } catch (fault) {
    if (!(fault instanceof RangeError)) throw fault
    throw new Refused(fault.message)
  }
}

function told({ statement, iban, currency, sum, verdict, reasons }: Judged): string {
  const account = iban ?? statement.account ?? 'account unknown'
  const said = (minor: bigint | null | undefined) =>
    minor == null ? 'unknown' : decimalText(minor, currency ?? '')
  const counts = (['booked', 'pending', 'information'] as const)
    .map((status) => [statement.entries.filter((one) => one.status === status).length, status])
    .filter(([count]) => count !== 0)
    .map((pair) => pair.join(' '))
  return [
    `${verdict.toUpperCase()} ${account} ${currency ?? 'currency unknown'}`,
    `  opening ${said(statement.opening?.minor)}, booked ${said(sum)}, closing ${said(statement.closing?.minor)}`,
    `  entries: ${counts.join(', ') || 'none'}`,
    ...reasons.map(({ code, path, message }) => `  ${code} at ${path || 'the file'}: ${message}`),
  ].join('\n')
}

function bytesOf(file: string): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile()) throw new Refused(`There is no file ${file}.`)
  if (found.size > statementBytesMax) throw new Refused(`${file} is larger than any statement.`)
  return readFileSync(file)
}

function mappingOf(file: string | undefined): Mapping | undefined {
  if (file === undefined) return
  const read = MappingSchema.safeParse(jsonOf(file))
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new Refused(`${file}: ${issue?.path.join('.')}: ${issue?.message}`)
}

function jsonOf(file: string): unknown {
  try {
    return JSON.parse(Buffer.from(bytesOf(file)).toString('utf8'))
  } catch (fault) {
    if (!(fault instanceof SyntaxError)) throw fault
    throw new Refused(`${file} is no JSON.`)
  }
}

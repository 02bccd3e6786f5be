// What a treasurer or an auditor asks of the books from a terminal.
import { setTimeout as pause } from 'node:timers/promises'
import type { Command } from 'commander'
import { calendarDay } from '#kit/format.ts'
import type { World } from '#kit/world.ts'
import { keep } from './checking/commands.ts'
import { type Report, verify } from './checking/queries.ts'
import type { Fault } from './checking/schema.ts'
import { countOpen } from './closing/queries.ts'
import { isMonthEnd } from './closing/rules.ts'
import { closePeriod, sealPatiently } from './commands.ts'
import { exportRows, exportWays } from './exporting/queries.ts'
import { csvHead, csvOf, jsonlOf } from './exporting/rules.ts'
import { findClosings, trialBalance } from './queries.ts'
import { amountBeside, together } from './rules.ts'
import { isDay } from './schema.ts'
import type { Tables } from './tables.ts'
import { trialCsv } from './trial/formats/csv.ts'

type Open = () => Promise<World<Tables>>

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)
const put = (text: string) =>
  new Promise<void>((done) => {
    if (process.stdout.write(text)) done()
    else process.stdout.once('drain', done)
  })

export function cli(program: Command, open: Open) {
  const ledger = program.command('ledger').description('the books: prove them, read them')
  ledger
    .command('verify')
    .description(
      'recompute everything from zero. Ends with 0 when all is well, 1 when something is not, 2 when it could not be checked',
    )
    .option('--json', 'for a machine to read', false)
    .action((options: { json: boolean }) => saying(() => verifyAll(open, options)))
  ledger
    .command('seal')
    .description('seal what is written and not sealed yet; the worker does it each minute')
    .action(() => saying(() => sealNow(open)))
  ledger
    .command('trial-balance')
    .description('what stands on the accounts of each kind; debits and credits come out the same')
    .option('--on <day>', 'at the end of this day, YYYY-MM-DD')
    .option('--json', 'for a machine to read', false)
    .option('--csv', 'for a spreadsheet', false)
    .action((options: BalanceOptions) => saying(() => balances(open, options)))
  ledger
    .command('export')
    .description('every row of the journal, with everything in it, onto standard output')
    .option('--format <format>', exportWays.join(' or '), 'csv')
    .option('--from <day>', 'from this day on, YYYY-MM-DD')
    .option('--through <day>', 'up to and with this day, YYYY-MM-DD')
    .action((options: ExportOptions) => saying(() => exportAll(open, options)))
  ledger
    .command('close')
    .description('close a month for ever: nothing is written into its days any more')
    .requiredOption('--through <day>', 'the last day of the month, YYYY-MM-DD')
    .option('--yes', 'without it, it only says what would be closed', false)
    .action((options: CloseOptions) => saying(() => close(open, options)))
}

const couldNot = 2

async function saying(work: () => Promise<void>) {
  try {
    await work()
  } catch (fault) {
    say((fault as Error).message)
    process.exitCode = couldNot
  }
}

const replacer = (_: string, value: unknown) =>
  typeof value === 'bigint'
    ? String(value)
    : isBytes(value)
      ? Buffer.from(value.data).toString('hex')
      : value

const isBytes = (value: unknown): value is { data: number[] } =>
  typeof value === 'object' && value !== null && 'type' in value && value.type === 'Buffer'

const toldEvery = 100_000

async function verifyAll(open: Open, { json }: { json: boolean }) {
  const { db, modules, now } = await open()
  const closings = await findClosings(db, modules)
  let told = toldEvery
  const began = performance.now()
  const report = await verify(db, {
    now: now(),
    closings,
    tell(done, of) {
      if (done < told) return
      told += toldEvery
      say(`${Math.min(99, Math.round((100 * done) / of))} %, ${done} transfers`)
    },
  })
  const took_ms = Math.round(performance.now() - began)
  // What is proven of a copy that nobody may write into is proven all the same.
  const times = { now: report.began_at, ended_at: now() }
  await keep(db, report, times).catch((fault: unknown) =>
    say(`What was found could not be kept: ${String(fault)}`),
  )
  if (json) await put(`${JSON.stringify({ ...report, took_ms }, replacer)}\n`)
  else tellReport(report, took_ms)
  if (!report.ok) process.exitCode = 1
}

const said = ({ code, block, seq, account, is, should }: Fault): string =>
  [
    `BAD ${code.replaceAll('_', ' ')}`,
    block && `block ${block}`,
    seq && `row ${seq}`,
    account && `account ${account}`,
    is && `is ${is}`,
    should && `should be ${should}`,
  ]
    .filter(Boolean)
    .join(', ')

function tellReport(report: Report, took_ms: number) {
  const { transfers, accounts, blocks, unsealed, pending, banks, last_hash } = report
  say(`${transfers} transfers on ${accounts} accounts, in ${(took_ms / 1000).toFixed(1)} s.`)
  say(`${blocks} blocks; ${unsealed} transfers wait to be sealed.`)
  if (last_hash) say(`The last block's hash is ${last_hash.toString('hex')}.`)
  say(`${pending} reservations are open. ${banks} bank accounts were compared with statements.`)
  for (const { ledger, currency, debits_minor, credits_minor } of report.conserved)
    say(`ledger ${ledger}, ${currency}: debits ${debits_minor}, credits ${credits_minor}`)
  for (const fault of report.faults) say(said(fault))
  const more = report.fault_count - report.faults.length
  if (more > 0) say(`… and ${more} more.`)
  if (report.first_wrong_block) say(`The first wrong block is ${report.first_wrong_block}.`)
  say(report.ok ? 'All is well.' : `${report.fault_count} things are not as they must be.`)
}

// The longest that writes in one transaction, a part of a bank's statement, takes some seconds.
const [waitsMax, waitMs] = [400, 50]

async function sealNow(open: Open) {
  const { db } = await open()
  const { sealed, waiting } = await sealPatiently(db, waitsMax, () => pause(waitMs))
  say(`${sealed} transfers sealed.`)
  if (waiting > 0n)
    say(`${waiting} wait: somebody on this server has been writing for long. Try again later.`)
}

interface BalanceOptions {
  readonly on?: string
  readonly json: boolean
  readonly csv: boolean
}

async function balances(open: Open, { on, json, csv }: BalanceOptions) {
  const { db, now } = await open()
  const day = dayAsked(on, 'on') ?? calendarDay(now())
  const rows = await trialBalance(db, day)
  if (json) return put(`${JSON.stringify({ on: day, rows }, replacer)}\n`)
  if (csv) return put(trialCsv(rows).join(''))
  for (const { ledger, currency, rows: own, ...sums } of together(rows)) {
    await put(`ledger ${ledger}, ${currency}, ${day}\n`)
    for (const row of own) await put(balanceLine(row.kind, row, currency))
    await put(balanceLine('', sums, currency))
  }
}

interface Both {
  readonly debits_minor: bigint
  readonly credits_minor: bigint
}

const balanceLine = (name: string, { debits_minor, credits_minor }: Both, currency: string) => {
  const amount = amountBeside({ debits_minor, credits_minor }, currency)
  const columns = [amount(debits_minor).padStart(18), amount(credits_minor).padStart(18)]
  return `  ${name.padEnd(18)}${columns.join('')}\n`
}

/** A day as it was typed; another text is a mistake and not another day. */
function dayAsked(text: string | undefined, name: string): string | null {
  if (text === undefined) return null
  if (isDay(text)) return text
  throw new Error(`--${name} wants a day, YYYY-MM-DD, and got ${text}.`)
}

interface CloseOptions {
  readonly through: string
  readonly yes: boolean
}

async function close(open: Open, { through, yes }: CloseOptions) {
  if (!isMonthEnd(through)) throw new Error(`${through} is not the last day of a month.`)
  const { db } = await open()
  const { reserved, waiting } = await countOpen(db, through)
  say(`Still open: ${reserved} reservations, and money without a purpose on ${waiting} accounts.`)
  if (!yes) {
    say(`Say --yes, and the books are closed through ${through} for ever.`)
    return
  }
  const closed = await closePeriod(db, through, 'system')
  if (!closed.ok) throw new Error(whyNotClosed[closed.refusal])
  say(`The books are closed through ${through}.`)
}

const whyNotClosed = {
  not_over: 'That month is not over yet.',
  closed_already: 'That month is closed already.',
}

interface ExportOptions {
  readonly format: string
  readonly from?: string
  readonly through?: string
}

async function exportAll(open: Open, { format, from, through }: ExportOptions) {
  const way = exportWays.find((one) => one === format)
  if (!way) throw new Error(`There is no format ${format}. There is: ${exportWays.join(', ')}.`)
  const { db } = await open()
  const span = { from: dayAsked(from, 'from'), through: dayAsked(through, 'through') }
  if (way === 'csv') await put(csvHead)
  for await (const rows of exportRows(db, span))
    await put(rows.map(way === 'csv' ? csvOf : jsonlOf).join(''))
}

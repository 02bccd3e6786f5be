// What an operator does with campaigns from a terminal.
import { readFileSync, statSync } from 'node:fs'
import type { Command } from 'commander'
import { decimalText } from '#kit/money.ts'
import type { World } from '#kit/world.ts'
import { computeRound } from './matching/formats/round.ts'
import { publishRound } from './pots/queries.ts'
import { type Settled, settleCampaign } from './settlement/commands.ts'
import { listDue } from './settlement/queries.ts'
import type { Tables } from './tables.ts'

type Open = () => Promise<World<Tables>>

interface Options {
  readonly dryRun: boolean
  readonly json: boolean
}

const say = (sentence: string) => process.stderr.write(`${sentence}\n`)

export function cli(program: Command, open: Open) {
  const campaigns = program.command('campaigns').description('crowdfunding that pays back')
  campaigns
    .command('settle')
    .description('what the clock does at the end: hand over, go on, or give back; twice is once')
    .option('--dry-run', 'only say what would happen', false)
    .option('--json', 'for a machine to read', false)
    .action((options: Options) => settleAll(open, options))
  campaigns
    .command('match')
    .argument('<round>', 'a round of this instance by its address, or a file as it is published')
    .description(
      'compute a round of matching from what is published; everybody gets the same cents',
    )
    .option('--json', 'for a machine to read', false)
    .action((round: string, { json }: { json: boolean }) => matchRound(open, round, json))
}

async function settleAll(open: Open, { dryRun, json }: Options) {
  const { db, now } = await open()
  const due = await listDue(db, now())
  const settled: Settled[] = []
  for (const [place, { id, slug }] of due.entries()) {
    const outcome = await settleCampaign(db, id, now(), dryRun)
    if (outcome.ok) settled.push(outcome.value)
    else say(`${slug}: ${outcome.refusal}`)
    if (!json && outcome.ok) say(lineOf(outcome.value, place + 1, due.length))
  }
  if (json) process.stdout.write(`${JSON.stringify(settled.map(plain))}\n`)
  else say(`${dryRun ? 'Would be settled' : 'Settled'}: ${settled.length}.`)
}

function lineOf(one: Settled, place: number, total: number): string {
  const amount = (minor: bigint) => `${decimalText(minor, one.currency)} ${one.currency}`
  const said = [
    `${Math.round((100 * place) / total)} % ${one.slug}: ${one.outcome}`,
    `received ${amount(one.received_minor)}`,
    `matched ${amount(one.matched_minor)}`,
    `to the organisation ${amount(one.to_organisation_minor)}`,
    `back ${amount(one.back_minor)} in ${one.payments_back} payments`,
  ]
  return said.join(', ')
}

const plain = (one: Settled) => ({
  ...one,
  received_minor: String(one.received_minor),
  matched_minor: String(one.matched_minor),
  to_organisation_minor: String(one.to_organisation_minor),
  back_minor: String(one.back_minor),
})

// A million gifts in JSON.
const roundBytesMax = 256 * 1024 * 1024

/** A file needs no database: what decides is in it. Of a round here the same file is made first. */
async function matchRound(open: Open, round: string, json: boolean) {
  const file = readRound(round)
  const published = file ?? (await publishRound((await open()).db, round))
  if (!published) {
    say(`There is no round and no file called ${round}.`)
    process.exitCode = 1
    return
  }
  const outcome = computeRound(published)
  if (!outcome.ok) {
    say(outcome.refusal)
    process.exitCode = 1
    return
  }
  const added = outcome.value
  const ids = Object.keys(added).sort()
  if (json) process.stdout.write(`${JSON.stringify(added, ids)}\n`)
  else for (const id of ids) process.stdout.write(`${id} ${added[id]}\n`)
}

function readRound(file: string): unknown {
  const found = statSync(file, { throwIfNoEntry: false })
  if (!found?.isFile() || found.size > roundBytesMax) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

// What an operator does with campaigns from a terminal.
import type { Command } from 'commander'
import { decimalText } from '#kit/money.ts'
import type { World } from '#kit/world.ts'
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
  else say(`${settled.length} campaigns ${dryRun ? 'would be settled' : 'settled'}.`)
}

function lineOf(one: Settled, place: number, total: number): string {
  const amount = (minor: bigint) => `${decimalText(minor, one.currency)} ${one.currency}`
  const said = [
    `${Math.round((100 * place) / total)} % ${one.slug}: ${one.outcome}`,
    `received ${amount(one.received_minor)}`,
    `to the organisation ${amount(one.to_organisation_minor)}`,
    `back ${amount(one.back_minor)} in ${one.payments_back} payments`,
  ]
  return said.join(', ')
}

const plain = (one: Settled) => ({
  ...one,
  received_minor: String(one.received_minor),
  to_organisation_minor: String(one.to_organisation_minor),
  back_minor: String(one.back_minor),
})

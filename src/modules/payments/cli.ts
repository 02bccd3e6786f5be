// What an operator does with payments from a terminal.
import type { Command } from 'commander'
import type { World } from '#kit/world.ts'
import { payoutsCli } from './orders/cli.ts'
import { cli as ratesCli } from './rates/cli.ts'
import { cardsCli } from './reconciling/cli.ts'
import { addStatements } from './statements/cli.ts'
import type { Tables } from './tables.ts'
import { unclaimedCli } from './unclaimed/cli.ts'

export function cli(program: Command, open: () => Promise<World<Tables>>) {
  const payments = program.command('payments').description('money that comes in and goes out')
  addStatements(payments, open)
  cardsCli(payments, open)
  payoutsCli(payments, open)
  ratesCli(payments, open)
  unclaimedCli(payments, open)
}

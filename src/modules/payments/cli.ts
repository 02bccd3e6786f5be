// What an operator does with payments from a terminal.
import type { Command } from 'commander'
import { addStatements } from './statements/cli.ts'

export function cli(program: Command) {
  const payments = program.command('payments').description('money that comes in and goes out')
  addStatements(payments)
}

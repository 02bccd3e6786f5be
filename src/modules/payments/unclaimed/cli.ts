import type { Command } from 'commander'
import type { World } from '#kit/world.ts'
import type { Tables } from '../tables.ts'
import { setUnclaimedDays } from './commands.ts'
import { unclaimedDaysLeast, unclaimedDaysMost } from './schema.ts'

export function unclaimedCli(payments: Command, open: () => Promise<World<Tables>>) {
  payments
    .command('unclaimed')
    .argument(
      '<days>',
      `so long money waits for its purpose: ${unclaimedDaysLeast} to ${unclaimedDaysMost}`,
    )
    .description('when money that nobody could match goes back by itself')
    .action(async (typed: string) => {
      const days = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
      if (days < unclaimedDaysLeast || days > unclaimedDaysMost)
        throw new Error(`Say a number of days from ${unclaimedDaysLeast} to ${unclaimedDaysMost}.`)
      const { db } = await open()
      await setUnclaimedDays(db, days)
      process.stdout.write(`What nobody claims goes back after ${days} days.\n`)
    })
}

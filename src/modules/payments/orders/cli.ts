// Payouts from the terminal of the server: looking, and writing a file that was made to disk.
import { writeFileSync } from 'node:fs'
import type { Command } from 'commander'
import { decimalText } from '#kit/money.ts'
import type { World } from '#kit/world.ts'
import { listOpenPayouts } from '../queries.ts'
import { payoutRef } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { setHold } from './commands.ts'
import { findXml, listOrders } from './queries.ts'

type Open = () => Promise<World<Tables>>
const print = (line: string) => process.stdout.write(`${line}\n`)

export function payoutsCli(payments: Command, open: Open) {
  const payouts = payments.command('payouts').description('money that goes out to organisations')
  payouts
    .command('list')
    .description('what waits for approval, for a file or for the bank')
    .option('--json', 'for a machine to read', false)
    .action(async ({ json }: { json: boolean }) => {
      const { db } = await open()
      for (const one of await listOpenPayouts(db)) {
        const { number, slug, state, amount_minor, currency } = one
        const amount = decimalText(amount_minor, currency)
        const line = { reference: payoutRef(number), organisation: slug, state, amount, currency }
        print(json ? JSON.stringify(line) : Object.values(line).join('\t'))
      }
    })
  payouts
    .command('order')
    .argument('[number]', 'which file; without it they are listed')
    .option('--out <file>', 'write its pain.001 there')
    .description('files for the bank: their SHA-256, and the file itself')
    .action((number: string | undefined, { out }: { out?: string }) => order(open, number, out))
  payouts
    .command('hold')
    .argument('<days>', 'so long nothing is paid to an account after it was confirmed: 0 to 90')
    .description('how long a new account waits')
    .action(async (days: string) => {
      if (!/^([0-8]?\d|90)$/.test(days)) throw new Error('Say a number of days from 0 to 90.')
      const { db } = await open()
      await setHold(db, Number(days))
      print(`New accounts wait ${days} days.`)
    })
}

async function order(open: Open, number: string | undefined, out: string | undefined) {
  const { db } = await open()
  const orders = await listOrders(db)
  const chosen = number ? orders.filter((one) => String(one.number) === number) : orders
  for (const { number: its, sha256, items, total_minor, currency, sent_at } of chosen)
    print(
      [its, sha256, items, decimalText(total_minor, currency), currency, sent_at ?? '-'].join('\t'),
    )
  const [one] = chosen
  if (!number || !out || !one) return
  const file = await findXml(db, one.id)
  if (file) writeFileSync(out, file.xml)
}

// A process that pays into one account, many at once, and says each that was acknowledged:
//
//   node test/programs/pays-in.ts URL BANK ESCROW FROM THROUGH
//
// Its ids follow from the numbers, so that another process that pays the same says the same.
import { setTimeout as pause } from 'node:timers/promises'
import { connect } from '#kit/db.ts'
import { type LedgerTables, ledgerId, postTogether } from '#modules/ledger/index.ts'

const [url = '', bank = '', escrow = '', from = '1', through = '1'] = process.argv.slice(2)
const db = connect<LedgerTables>(url, { max: 4 })
const atOnce = 24
let next = Number(from)

async function payer() {
  while (next <= Number(through)) {
    const number = String(next++)
    const written = await untilAnswered(number)
    process.stdout.write(`${number} ${written.ok ? written.value : written.refusal}\n`)
  }
}

/** Asked again, under the same ids, when nobody knows what became of it. */
async function untilAnswered(number: string) {
  for (let tries = 1; ; tries++)
    try {
      return await pay(number)
    } catch (fault) {
      if (tries === 300) throw fault
      await pause(50)
    }
}

const pay = (number: string) =>
  postTogether(db, {
    event_id: ledgerId('pays in', number),
    kind: 'gift_received',
    by: 'system',
    effective_on: '2026-11-21',
    legs: [
      {
        id: ledgerId('pays in', number, 'leg'),
        amount_minor: 100n,
        debit: { kind: 'bank', owner_id: bank, currency: 'EUR' },
        credit: { kind: 'escrow', owner_id: escrow, currency: 'EUR' },
      },
    ],
  })

await Promise.all(Array.from({ length: atOnce }, payer))
await db.destroy()

// A world in which a card's processor refuses to give back, with a bank account of the home entity
// and two operators.

import { matchEntries, orders, requestRefund } from '#modules/payments/commands.ts'
import { aBankAccount } from '#modules/payments/fixtures.ts'
import { writePain001 } from '#modules/payments/formats/pain001.ts'
import { readStatements } from '#modules/payments/formats/reading.ts'
import { drawOrder, sendOrder } from '#modules/payments/orders/commands.ts'
import { importStatement } from '#modules/payments/statements/commands.ts'
import { aCamt, anXkIban, type BankEntry } from '#modules/payments/statements/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import type { Operator } from '#modules/people/index.ts'
import { aCardWorld } from './card-world.ts'

export async function anElsewhereWorld(wish: Parameters<typeof aCardWorld>[0] = {}) {
  const here = await aCardWorld(wish)
  const { db, world, home } = here
  const [one, two] = [await come(here, 'One'), await come(here, 'Two')]
  const iban = anXkIban()
  const confirmed = { confirmed_at: world.now(), confirmed_by: one.person_id }
  const bank = await aBankAccount(db, { entity_id: home, iban, ...confirmed })
  return {
    ...here,
    one,
    two,
    bank,
    refused: (minor = 5000n, tries = 1) => refused(here, minor, tries),
    /** In a file that one operator draws and the other sends. */
    async order(ids: readonly string[]) {
      const day = world.now().toISOString().slice(0, 10)
      const chosen = { bank_account_id: bank, execute_on: day, items: [...ids], once: undefined }
      const drawn = await drawOrder(db, one.operator, chosen, writePain001, world.now())
      if (!drawn.ok) throw new Error(drawn.refusal)
      const sent = await sendOrder(db, two.operator, drawn.value, world.now())
      if (!sent.ok) throw new Error(sent.refusal)
      const items = db.selectFrom('payments.order_item').selectAll()
      return items.where('order_id', '=', drawn.value).execute()
    },
    statement: statementsOf(here, iban),
    returns: () => db.selectFrom('payments.bank_return').selectAll().orderBy('number').execute(),
    refunds: () => db.selectFrom('payments.refund').selectAll().orderBy('created_at').execute(),
  }
}

type Cards = Awaited<ReturnType<typeof aCardWorld>>

/** Given by card; a rule sends it back, and the processor says no. */
async function refused(here: Cards, minor: bigint, tries: number) {
  const { db, world } = here
  const gift = await here.paid(minor)
  await here.tell()
  here.fake.thing(gift.charge).amount = 1
  const { id: payment_id } = await db
    .selectFrom('payments.payment')
    .select('id')
    .where('pledge_id', '=', gift.pledge_id)
    .executeTakeFirstOrThrow()
  let refund_id = ''
  for (let i = 0; i < tries; i++) {
    const asked = { payment_id, reason: 'purpose_failed', by: 'system', key: `${i}` } as const
    const answer = await requestRefund(db, asked, world.now())
    if (!answer.ok) throw new Error(answer.refusal)
    refund_id = answer.value
    await here.work()
    here.later(60)
  }
  /** The processor would do it now, as somebody could in its own pages. */
  const mend = () => Object.assign(here.fake.thing(gift.charge), { amount: Number(minor) })
  const at = { id: gift.pledge_id, key: here.key(gift.pledge_id) }
  return { ...gift, payment_id, refund_id, mend, at }
}

/** Each call is the next day's statement of the home entity's bank. */
function statementsOf(here: Cards, iban: string) {
  const { db, world } = here
  let [closing, sequence] = [0n, 0]
  return async (...entries: BankEntry[]) => {
    here.later(24 * 60)
    const on = world.now().toISOString().slice(0, 10)
    const camt = aCamt({ iban, opening: closing, entries, on, sequence: ++sequence })
    const bytes = Buffer.from(camt)
    const upload = { name: `${on}.xml`, bytes, read: readStatements(bytes) }
    const around = { by: 'system', now: world.now(), orders } as const
    const done = await importStatement(db, upload, { ...around, files: world.files })
    if (done.state !== 'imported') throw new Error(JSON.stringify(done))
    closing += entries.reduce((sum, { minor }) => sum + minor, 0n)
    await matchEntries(db, around)
  }
}

export type ElsewhereWorld = Awaited<ReturnType<typeof anElsewhereWorld>>

async function come({ world }: Cards, name: string) {
  const { db, settings, now } = world
  const { id } = await aPerson(db, settings, { name, roles: ['operator'] })
  const as = await aVisitor(db, settings, id, now())
  return { person_id: id, operator: { person_id: id } as Operator, as }
}

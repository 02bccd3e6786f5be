// The bank of a story of campaigns: gifts arrive on its statements, files of payments are drawn by
// one operator, sent by another and executed, and what goes out stands on the next statement.
import { orders } from '#modules/payments/commands.ts'
import { readStatements } from '#modules/payments/formats/reading.ts'
import { matchEntries } from '#modules/payments/matching/commands.ts'
import { listItems } from '#modules/payments/orders/queries.ts'
import { findPledge } from '#modules/payments/queries.ts'
import { importStatement } from '#modules/payments/statements/commands.ts'
import { anXkIban } from '#modules/payments/statements/fixtures.ts'
import { aFakeBank } from './fake-bank.ts'
import type { TestWorld, Visitor } from './world.ts'

const dayMs = 24 * 60 * 60 * 1000

interface Ours {
  readonly iban: string
  readonly bank_account_id: string
  /** One draws the file, the other sends it. */
  readonly operators: () => Promise<readonly [Visitor, Visitor]>
}

export function aCampaignBank(world: TestWorld, { iban, bank_account_id, operators }: Ours) {
  const { db, files } = world
  const bank = aFakeBank({ iban, currency: 'EUR' })
  const today = () => world.now().toISOString().slice(0, 10)

  /** Everything since the last one, imported and matched; then it is the next day. */
  async function statement() {
    const around = { by: 'system', now: world.now(), orders } as const
    const bytes = Buffer.from(bank.statement(today()))
    const upload = { name: `${today()}.xml`, bytes, read: readStatements(bytes) }
    const done = await importStatement(db, upload, { ...around, files })
    if (done.state !== 'imported') throw new Error(JSON.stringify(done.reasons))
    await matchEntries(db, around)
    world.clock.now = new Date(world.clock.now.getTime() + dayMs)
  }

  return {
    /** A transfer with the reference of a promise, from an account that the statement names. */
    async receives(pledge_id: string, amount_minor: bigint, name: string) {
      const { reference } = (await findPledge(db, pledge_id)) ?? { reference: '' }
      bank.arrives({ amount_minor, from: { name, iban: anXkIban() }, reference, on: today() })
      await statement()
    },
    /** Payouts and returns that wait, in one file. */
    async pays(items: readonly string[]) {
      const [one, two] = await operators()
      const wish = { bank_account_id, execute_on: today(), 'items[]': items }
      const drawn = await world.submit('/desk/orders', wish, { as: one })
      await world.submit(`${drawn.location}/sending`, { compared: 'yes' }, { as: two })
      const lines = await listItems(db, drawn.location?.split('/').at(-1) ?? '')
      if (lines.length !== items.length) throw new Error('the file does not have every line')
      const executed = lines.map(({ end_to_end_id, amount_minor, holder, iban: to }) => ({
        end_to_end_id,
        amount_minor,
        to: { name: holder, iban: to },
      }))
      bank.executes(executed, today())
      await statement()
      await world.work()
    },
  }
}

// A world with a bank of ours: an entity that collects, an organisation that can be paid out, two
// operators, and statements that are imported one day after another.
import { type AccountKey, balanceOf } from '#modules/ledger/index.ts'
import { orders } from '#modules/payments/commands.ts'
import { aBankAccount, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { readStatements } from '#modules/payments/formats/reading.ts'
import { matchEntries } from '#modules/payments/matching/commands.ts'
import { aPayee } from '#modules/payments/payouts/fixtures.ts'
import { findPledge } from '#modules/payments/queries.ts'
import { importStatement } from '#modules/payments/statements/commands.ts'
import { aCamt, anXkIban, type BankEntry } from '#modules/payments/statements/fixtures.ts'
import { aPerson, aVisitor } from '#modules/people/fixtures.ts'
import { aWorld, type TestWorld } from './world.ts'

/** Who gives here, as banks know her. */
export const ana = { name: 'Ana Šarić', iban: 'DE89370400440532013000' }

async function come(world: TestWorld, name: string, roles: readonly 'operator'[] = []) {
  const person = await aPerson(world.db, world.settings, { name, roles })
  const as = await aVisitor(world.db, world.settings, person.id, world.now())
  return { id: person.id, person_id: person.id, as }
}

export async function aBankWorld() {
  const world = await aWorld()
  const { db } = world
  const entity = await anEntity(db)
  const owner = await come(world, 'Owner')
  const finance = await come(world, 'Finance')
  const first = await come(world, 'First', ['operator'])
  const second = await come(world, 'Second', ['operator'])
  const iban = anXkIban()
  const confirmed = { confirmed_at: world.now(), confirmed_by: first.id }
  const bank = await aBankAccount(db, { entity_id: entity, iban, ...confirmed })
  const house = await aPayee(db, {
    owner: owner.id,
    finance: finance.id,
    operators: [first.id, second.id],
    now: world.now(),
    slug: 'lumi',
  })
  const place = { world, entity, bank, iban, house: house.id }
  return {
    world,
    db,
    entity,
    bank,
    iban,
    house,
    owner,
    finance,
    first,
    second,
    ...statementsOf(place),
    /** A file of returns that wait, drawn by one operator and sent by the other. */
    order: (ids: readonly string[]) => order(place, ids, first, second),
    available: async (key: Partial<AccountKey> = {}) => {
      const payable = { kind: 'payable', owner_id: house.id, currency: 'EUR' } as const
      return (await balanceOf(db, { ...payable, ...key })).available_minor
    },
    close: () => world.close(),
  }
}

export type BankWorld = Awaited<ReturnType<typeof aBankWorld>>

interface Place {
  readonly world: TestWorld
  readonly entity: string
  readonly bank: string
  readonly iban: string
  readonly house: string
}

type Somebody = Awaited<ReturnType<typeof come>>

async function order(place: Place, ids: readonly string[], first: Somebody, second: Somebody) {
  const { world, bank } = place
  const fields = { bank_account_id: bank, execute_on: '2026-11-23', 'items[]': [...ids] }
  const drawn = await world.submit('/desk/orders', fields, { as: first.as })
  if (drawn.status !== 303) throw new Error(`no order was drawn: ${drawn.status}`)
  await world.submit(`${drawn.location}/sending`, { compared: 'yes' }, { as: second.as })
  return world.db
    .selectFrom('payments.order_item')
    .select(['id', 'end_to_end_id', 'iban', 'bic', 'holder', 'remittance', 'amount_minor'])
    .where('bank_return_id', 'in', [...ids])
    .execute()
}

function statementsOf({ world, entity, bank, iban, house }: Place) {
  const { db } = world
  let closing = 0n
  let day = 0
  /** The next day's statement, imported and matched. */
  async function arrives(...entries: BankEntry[]) {
    const on = `2026-11-${String(++day).padStart(2, '0')}`
    const bytes = Buffer.from(aCamt({ iban, opening: closing, entries, on, sequence: day }))
    const upload = { name: `${on}.xml`, bytes, read: readStatements(bytes) }
    const around = { by: 'system', now: world.now(), orders } as const
    const done = await importStatement(db, upload, { ...around, files: world.files })
    if (done.state !== 'imported') throw new Error(JSON.stringify(done))
    closing += entries.reduce((sum, { minor }) => sum + minor, 0n)
    await matchEntries(db, around)
  }
  const promise = (amount_minor: bigint, more: Partial<Parameters<typeof aPledge>[1]> = {}) =>
    aPledge(db, {
      organisation_id: house,
      collecting_entity_id: entity,
      bank_account_id: bank,
      amount_minor,
      ...more,
    })
  /** A promise that is kept at once, from an account that the statement names. */
  async function given(minor = 5000n, from: { name?: string; iban?: string } = ana) {
    const pledge_id = await promise(minor)
    await pays(pledge_id, minor, from)
    const { id } = await db
      .selectFrom('payments.payment')
      .select('id')
      .where('pledge_id', '=', pledge_id)
      .executeTakeFirstOrThrow()
    return { pledge_id, payment_id: id }
  }
  async function pays(
    pledge_id: string,
    minor: bigint,
    from: { name?: string; iban?: string } = ana,
  ) {
    const pledge = await findPledge(db, pledge_id)
    await arrives({ minor, reference: pledge?.reference ?? '', ...from })
  }
  return { arrives, promise, pays, given }
}

// At the end of a year: what the bank, the processor, the organisations and each donor know, held
// against our books.
import { sql } from 'kysely'
import { expect } from 'vitest'
import { verify } from '#modules/ledger/checking/queries.ts'
import { sealed } from '#modules/ledger/fixtures.ts'
import { balanceOf } from '#modules/ledger/index.ts'
import { findClosings } from '#modules/ledger/queries.ts'
import { agreesWithProcessor } from './cards.ts'
import type { MoneyYear } from './world.ts'

export async function agree(year: MoneyYear, days: number) {
  await agreesWithBank(year)
  await agreesWithProcessor(year.here, days)
  await agreesWithDonors(year)
  await agreesWithHouses(year)
  await provenFromZero(year)
}

/** Every account to the cent, every booking once, and nothing that is still unexplained. */
export async function agreesWithBank({ here, purses }: MoneyYear) {
  const { db } = here
  for (const { id, currency, bank } of purses) {
    const { posted_minor } = await balanceOf(db, { kind: 'bank', owner_id: id, currency })
    expect([currency, posted_minor]).toEqual([currency, bank.balance()])
    const suspense = await balanceOf(db, { kind: 'suspense', owner_id: id, currency })
    expect(suspense.posted_minor).toBe(0n)
    const entries = await db
      .selectFrom('payments.entry')
      .select(['bank_reference', 'amount_minor'])
      .where('bank_account_id', '=', id)
      .execute()
    const theirs = bank.bookings.map(({ bank_reference, amount_minor, credit }) => [
      bank_reference,
      credit ? amount_minor : -amount_minor,
    ])
    const ours = entries.map(({ bank_reference, amount_minor }) => [bank_reference, amount_minor])
    expect(ours.sort()).toEqual(theirs.sort())
  }
  const open = await db
    .selectFrom('payments.entry')
    .select(['bank_reference', 'state', 'why_open'])
    .where('state', 'in', ['open', 'to_return', 'returning'])
    .execute()
  expect(open).toEqual([])
}

/**
 * What each donor sent for a promise is received, or waits for their word. A standing order is one
 * promise after another.
 */
export async function agreesWithDonors({ here, sent }: MoneyYear) {
  const pledges = await here.db
    .selectFrom('payments.pledge')
    .select(['id', 'recurring_id', 'received_minor', 'currency'])
    .where('method', '=', 'bank')
    .execute()
  const series = Map.groupBy(pledges, ({ id, recurring_id }) => recurring_id ?? id)
  for (const [name, some] of series) {
    let [came, known] = [0n, 0n]
    for (const { id, received_minor, currency } of some) {
      const credit = { kind: 'donor_credit', owner_id: id, currency } as const
      came += received_minor + (await balanceOf(here.db, credit)).posted_minor
      came += await handedBack(here, id)
      known += sent.get(id) ?? 0n
    }
    expect([name, came]).toEqual([name, known])
  }
}

/** What was too much, and went back because its donor said so. */
async function handedBack({ db }: MoneyYear['here'], pledge_id: string) {
  const back = await db
    .selectFrom('payments.bank_return as b')
    .innerJoin('payments.credit_choice as c', 'c.id', 'b.credit_choice_id')
    .select('b.amount_minor')
    .where('c.pledge_id', '=', pledge_id)
    .where('b.state', '=', 'done')
    .execute()
  return back.reduce((sum, { amount_minor }) => sum + amount_minor, 0n)
}

/** What gifts left for an organisation is on its account at its own bank, or still with us. */
async function agreesWithHouses({ here, houses, purses }: MoneyYear) {
  for (const { id, iban } of houses)
    for (const currency of ['EUR', 'CHF']) {
      const { rows } = await sql<{ left: bigint }>`
        select (coalesce(sum(p.amount_minor - coalesce(r.back, 0)), 0))::bigint as left
        from payments.payment p join payments.purpose u on u.id = p.purpose_id
        left join lateral (select sum(amount_minor + case when fee_bearer = 'organisation'
          then fee_minor else 0 end) as back from payments.refund
          where payment_id = p.id and state = 'done') r on true
        where u.organisation_id = ${id} and p.currency = ${currency}`.execute(here.db)
      const got = purses
        .filter((purse) => purse.currency === currency)
        .flatMap(({ bank }) => bank.bookings)
        .filter(({ party }) => party?.iban === iban)
        .reduce((sum, one) => sum + (one.credit ? -one.amount_minor : one.amount_minor), 0n)
      const here_still = await balanceOf(here.db, { kind: 'payable', owner_id: id, currency })
      const loss = currency === 'EUR' && id === here.organisation ? await borne(here) : 0n
      expect([currency, got + here_still.posted_minor]).toEqual([
        currency,
        (rows[0]?.left ?? 0n) + loss,
      ])
    }
}

/** What the collecting entity lost so that the organisation did not: only cards cost that. */
const borne = async ({ db, entity }: MoneyYear['here']) =>
  (await balanceOf(db, { kind: 'loss', owner_id: entity, currency: 'EUR' })).posted_minor

async function provenFromZero({ here }: MoneyYear) {
  const { db, world } = here
  await sealed(db)
  const closings = await findClosings(db, world.modules)
  const report = await verify(db, { now: world.now(), closings })
  expect(report.faults).toEqual([])
  expect(report).toMatchObject({ ok: true, pending: 0, fault_count: 0 })
  expect(report.blocks).toBeGreaterThan(0n)
}

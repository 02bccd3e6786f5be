// Money that nobody knows goes back by itself, to the cent and once.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { aBankWorld, ana, type BankWorld } from '#test/bank-world.ts'
import { returnUnclaimed, setUnclaimedDays, warnOfUnclaimed } from './commands.ts'

let bank: BankWorld
beforeEach(async () => {
  bank = await aBankWorld()
})
afterEach(() => bank.close())

const entries = () =>
  bank.db
    .selectFrom('payments.entry')
    .select(['state', 'amount_minor'])
    .orderBy('booked_on')
    .execute()
const returns = () => bank.db.selectFrom('payments.bank_return').selectAll().execute()
const suspense = () => bank.available({ kind: 'suspense', owner_id: bank.bank })

test('after its time, after a warning, and closed by the statement', async () => {
  await bank.arrives({ minor: 700n, ...ana })
  await bank.arrives({ minor: 300n, name: 'Cash' })
  await setUnclaimedDays(bank.db, 30)
  expect(await returnUnclaimed(bank.db, new Date('2026-11-30T03:00:00Z'))).toMatchObject({
    returned: 0,
  })
  expect(await warnOfUnclaimed(bank.db, new Date('2026-11-26T03:00:00Z'))).toBe(2)
  expect(await suspense()).toBe(1000n)
  const due = new Date('2026-12-02T03:00:00Z')
  const both = await Promise.all([returnUnclaimed(bank.db, due), returnUnclaimed(bank.db, due)])
  expect(both.reduce((sum, { returned }) => sum + returned, 0)).toBe(1)
  expect(await suspense()).toBe(300n)
  const [back] = await returns()
  expect(back).toMatchObject({ state: 'confirmed', decided_by: 'rule', iban: ana.iban })
  const [item] = await bank.order([back?.id ?? ''])
  await bank.arrives({ minor: -700n, end_to_end_id: item?.end_to_end_id ?? '' })
  expect((await entries()).map(({ state }) => state)).toContain('returned')
  expect(await bank.available({ kind: 'suspense', owner_id: bank.bank })).toBe(300n)
})

test('a gift that came after its purpose was over goes back at once', async () => {
  const id = await bank.promise(5000n)
  await bank.world.pool.query(
    `update payments.purpose set opens_at = '2026-09-01', closes_at = '2026-10-01', late = 'return' where kind = 'support'`,
  )
  await bank.pays(id, 5000n)
  expect(await entries()).toMatchObject([{ state: 'to_return' }])
  expect(await returnUnclaimed(bank.db, new Date('2026-11-02T03:00:00Z'))).toMatchObject({
    returned: 1,
  })
  expect(await returns()).toMatchObject([
    { amount_minor: 5000n, why: expect.stringMatching(/^RF/) },
  ])
  expect(await suspense()).toBe(0n)
})

test('what two people talk about stays', async () => {
  await bank.arrives({ minor: 700n, ...ana })
  const [entry] = await bank.db.selectFrom('payments.entry').select('id').execute()
  await bank.db
    .insertInto('payments.proposal')
    .values({
      entry_id: entry?.id ?? '',
      kind: 'return',
      pledges: '[]',
      purpose_id: null,
      processor_account_id: null,
      reason: 'Asked the bank',
      proposed_by: bank.first.id,
      proposed_at: bank.world.now(),
      decided_by: null,
      decided_at: null,
    })
    .execute()
  const late = new Date('2027-11-02T03:00:00Z')
  expect(await returnUnclaimed(bank.db, late)).toEqual({ returned: 0, left: 0 })
})

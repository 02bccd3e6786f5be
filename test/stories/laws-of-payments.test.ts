// The law of promises, payments, refunds and payouts, each piece switched off in turn: an attack
// then comes through that was refused before.
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passwordOf } from '#kit/postgres-cluster.ts'
import { openPurpose } from '#modules/payments/commands.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPayee } from '#modules/payments/payouts/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { insertion, listLaws, whyNotMissed } from '#test/laws.ts'
import {
  approved_once,
  attacks,
  bound,
  done,
  draft,
  drive,
  id,
  person,
  requested,
  wish,
} from '#test/payment-laws.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let client: pg.Client

const step = (payout: string, from: string, to: string, who: string) =>
  insertion(wish, 'payout_step', {
    payout_id: payout,
    from_state: `'${from}'`,
    to_state: `'${to}'`,
    person_id: person(who),
    at: `timestamptz '${world.now().toISOString()}'`,
  })

/** A payment of 50 EUR of which 1 went back, and payouts on three steps of their way. */
async function setUp() {
  const people = ['Owner', 'Finance', 'Vesa', 'Jelena'].map((name) => {
    const roles = ['Vesa', 'Jelena'].includes(name) ? (['operator'] as const) : []
    return aPerson(world.db, world.settings, { name, roles })
  })
  const [owner, finance, vesa, jelena] = (await Promise.all(people)).map((one) => one.id)
  if (!owner || !finance || !vesa || !jelena) throw new Error('four people')
  const operators = [vesa, jelena] as const
  const payee = await aPayee(world.db, { owner, finance, operators, now: world.now() })
  const entity = await anEntity(world.db)
  const bank_account_id = await aBankAccount(world.db, { entity_id: entity })
  const promise = { organisation_id: payee.id, collecting_entity_id: entity, bank_account_id }
  const pledge_id = await aPledge(world.db, promise)
  await aBankGift(world.db, { pledge_id, bank_account_id, amount_minor: 5000n })
  const ref_id = randomUUID()
  await openPurpose(world.db, {
    kind: 'drive',
    organisation_id: payee.id,
    ref_id,
    title: { en: 'A roof' },
    path: '/roof',
    account: { kind: 'payable', owner_id: ref_id },
    opens_at: world.now(),
    closes_at: null,
    late: 'accept',
  })
  return [
    `insert into payments.thanks (kind, ref_id, title, least_minor, currency, created_at)
     values ('drive', '${ref_id}', '{"en": "A postcard"}', 100, 'EUR', now())`,
    insertion(wish, 'payout', {
      id: bound,
      purpose_id: drive,
      part_id: 'gen_random_uuid()',
      part_title: `'{"en": "Roof"}'`,
    }),
    insertion(wish, 'refund', { id: done, event_id: done, state: `'done'`, done_at: 'now()' }),
    ...[draft, requested, approved_once, id(95)].map((one) =>
      insertion(wish, 'payout', { id: one }),
    ),
    step(requested, 'draft', 'requested', 'Finance'),
    step(approved_once, 'draft', 'requested', 'Finance'),
    step(approved_once, 'requested', 'approved_once', 'Vesa'),
  ]
}

beforeAll(async () => {
  world = await aWorld()
  const statements = await setUp()
  const url = new URL(world.owner_url)
  url.username = 'postgres'
  url.password = passwordOf('.test', 'postgres')
  client = new pg.Client({ connectionString: url.href })
  await client.connect()
  for (const statement of statements) await client.query(statement)
})
afterAll(async () => {
  await client.end()
  await world.close()
})

test('each law of promises, payments, refunds and payouts has an attack of its own', async () => {
  const laws = await listLaws(client, { ...wish, attacks })
  expect(laws.length).toBeGreaterThan(120)
  const unnoticed = []
  for (const law of laws) unnoticed.push(await whyNotMissed(client, law))
  expect(unnoticed.filter((why) => why !== null)).toEqual([])
  const names = new Set(laws.map(({ name }) => name))
  expect(Object.keys(attacks).filter((name) => !names.has(name))).toEqual([])
})

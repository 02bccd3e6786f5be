// What the database keeps of gifts by card that go back by bank, each piece switched off in turn:
// an attack then comes through that was refused before.
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { passwordOf } from '#kit/postgres-cluster.ts'
import { anElsewhereWorld, type ElsewhereWorld } from '#test/elsewhere-world.ts'
import { type Attack, type Law, whyNotMissed } from '#test/laws.ts'
import { requestRefund } from '../commands.ts'
import { askGiver, nameAccount } from './commands.ts'

let here: ElsewhereWorld
afterEach(() => here.close())

const iban = 'XK051212012345678906'

/** A return that waits for a second person, and a card refund that nobody refused. */
async function setUp() {
  const now = here.world.now()
  const gift = await here.refused()
  const asked = await askGiver(here.db, gift.refund_id, 'system', now)
  if (!asked.ok) throw new Error(asked.refusal)
  await nameAccount(here.db, gift.pledge_id, { holder: 'Arta', iban, bic: null }, now)
  const giver = { person_id: here.two.person_id }
  await here.db.updateTable('payments.pledge').set(giver).execute()
  const fresh = await here.paid(2000n)
  await here.tell()
  const { id: payment_id } = await here.db
    .selectFrom('payments.payment')
    .select('id')
    .where('pledge_id', '=', fresh.pledge_id)
    .executeTakeFirstOrThrow()
  const wish = { payment_id, reason: 'donor_asked', key: 'one' } as const
  const waits = await requestRefund(here.db, { ...wish, by: here.one.operator }, now)
  if (!waits.ok) throw new Error(waits.refusal)
  return { id: asked.value, refused: gift.refund_id, never_refused: waits.value }
}

type There = Awaited<ReturnType<typeof setUp>>

/** A return of this refund, as the giver would have to have named it. */
const adding = (refund: string, but: Readonly<Record<string, string>> = {}) => {
  const row = {
    refund_id: `'${refund}'`,
    bank_account_id: `'${here.bank}'`,
    iban: `'${iban}'`,
    holder: `'Arta'`,
    amount_minor: '100',
    currency: `'EUR'`,
    why: `'-'`,
    event_id: 'gen_random_uuid()',
    leg_id: 'gen_random_uuid()',
    created_at: 'now()',
    asks_giver: 'true',
    giver_told_at: 'now()',
    ...but,
  }
  return `insert into payments.bank_return (${Object.keys(row).join(', ')})
    values (${Object.values(row).join(', ')})`
}

function attacksOn({ id, refused, never_refused }: There): readonly [string, Attack][] {
  const set = (what: string) => `update payments.bank_return set ${what} where id = '${id}'`
  const by = (person: string) =>
    `state = 'confirmed', confirmed_at = now(), confirmed_by = '${person}'`
  const dispute = `insert into payments.card_dispute (processor_account_id, dispute_ref, charge_id,
      amount_minor, currency, state, reason, reserved_minor, lost_minor, opened_at, changed_at)
    select processor_account_id, 'dp_law', charge_id, 5000, 'EUR', 'open', 'fraudulent', 0, 0, now(),
      now() from payments.card_refund where id = '${refused}'`
  const trigger = 'bank_return_elsewhere'
  const unheard = { by: 'bank_return_refused_by_card' }
  const noIban = { iban: 'null', giver_told_at: 'null' }
  return [
    [
      'bank_return_giver_alone',
      { statements: [adding(refused, { told_by: `'${here.one.person_id}'` })] },
    ],
    ['bank_return_giver_told', { statements: [adding(refused, { giver_told_at: 'null' })] }],
    [
      'bank_return_giver_seconded',
      { statements: [set(`state = 'confirmed', confirmed_at = now()`)] },
    ],
    [
      'bank_return_is_guarded',
      { statements: [set(`iban = 'DE89370400440532013000'`)], by: 'bank_return_is_kept' },
    ],
    [trigger, { statements: [adding(never_refused)], ...unheard }],
    [
      trigger,
      {
        statements: [adding(refused, { asks_giver: 'false', giver_told_at: 'null' })],
        ...unheard,
      },
    ],
    [
      trigger,
      { statements: [adding(never_refused, { ...noIban, asks_giver: 'false' })], ...unheard },
    ],
    [
      trigger,
      { statements: [dispute, set(by(here.one.person_id))], by: 'bank_return_not_disputed' },
    ],
    [trigger, { statements: [set(by(here.two.person_id))], by: 'bank_return_giver_is_another' }],
  ]
}

const lawOf = (name: string, attack: Attack): Law => ({
  name: `bank_return.${name}`,
  table: 'bank_return',
  off: /elsewhere|guarded/.test(name)
    ? `drop trigger ${name} on payments.bank_return`
    : `alter table payments.bank_return drop constraint ${name}`,
  attack,
})

test('each law of gifts by card that go back by bank has an attack of its own', async () => {
  here = await anElsewhereWorld()
  const attacks = attacksOn(await setUp())
  const url = new URL(here.world.owner_url)
  url.username = 'postgres'
  url.password = passwordOf('.test', 'postgres')
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const unnoticed = []
  for (const [name, attack] of attacks)
    unnoticed.push(await whyNotMissed(client, lawOf(name, attack)))
  await client.end()
  expect(unnoticed.filter((why) => why !== null)).toEqual([])
}, 60_000)

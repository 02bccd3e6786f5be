// The law of promises, payments, refunds and payouts, each piece switched off in turn: an attack
// then comes through that was refused before.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { passwordOf } from '#kit/postgres-cluster.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { aPayee } from '#modules/payments/payouts/fixtures.ts'
import { aPerson } from '#modules/people/fixtures.ts'
import { type Attack, insertion, listLaws, whyNotMissed } from '#test/laws.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld
let client: pg.Client

const id = (last: number) => `'018f0000-0000-7000-8000-${String(last).padStart(12, '0')}'`
const [draft, requested, approved_once, done] = [id(1), id(2), id(3), id(4)]
const tables = ['payment', 'payout', 'payout_step', 'pledge', 'refund'] as const
type Row = Readonly<Record<string, string>>
const some = (table: string) => `(select min(id::text)::uuid from payments.${table})`
const person = (name: string) => `(select id from people.person where name = '${name}')`
const account = `(select id from organisations.bank_account)`
const organisation = `(select id from organisations.organisation)`

const rows: Readonly<Record<(typeof tables)[number], Row>> = {
  payment: {
    id: id(90),
    pledge_id: some('pledge'),
    purpose_id: some('purpose'),
    method: `'bank'`,
    amount_minor: '100',
    currency: `'EUR'`,
    original_minor: 'null',
    original_currency: 'null',
    received_on: `'2026-11-20'`,
    event_id: id(90),
    source: `'entry'`,
    source_id: id(90),
    created_at: 'now()',
  },
  payout: {
    id: id(91),
    organisation_id: organisation,
    account_id: account,
    iban: `'XK051212012345678906'`,
    bic: 'null',
    holder: `'Shembull'`,
    bank_name: `'Banka'`,
    amount_minor: '100',
    currency: `'EUR'`,
    purpose: `'Qiraja'`,
    state: `'draft'`,
    state_at: 'now()',
    created_by: person('Finance'),
    requested_by: 'null',
    created_at: 'now()',
    is_sample: 'false',
  },
  payout_step: {
    payout_id: draft,
    from_state: `'draft'`,
    to_state: `'requested'`,
    person_id: person('Finance'),
    second_id: 'null',
    reason: 'null',
    why: 'null',
    at: 'now()',
  },
  pledge: {
    id: id(92),
    purpose_id: some('purpose'),
    method: `'bank'`,
    amount_minor: '5000',
    currency: `'EUR'`,
    reference: `'RF18539007547034'`,
    state: `'open'`,
    received_minor: '0',
    returned_minor: '0',
    locale: `'sq'`,
    visibility: `'named'`,
    collecting_entity_id: some('entity'),
    bank_account_id: some('bank_account'),
    expires_at: 'now()',
    created_at: 'now()',
    is_sample: 'false',
  },
  refund: {
    id: id(93),
    payment_id: some('payment'),
    amount_minor: '100',
    fee_minor: '0',
    fee_bearer: `'entity'`,
    reason: `'donor_asked'`,
    why: 'null',
    state: `'requested'`,
    event_id: id(93),
    requested_by: 'null',
    confirmed_by: 'null',
    created_at: 'now()',
    done_at: 'null',
  },
}
const wish = { schema: 'payments', tables, rows }

const adding = (table: (typeof tables)[number], but: Row, by?: string): Attack => ({
  statements: [insertion(wish, table, but)],
  ...(by ? { by } : {}),
})
const doing = (statement: string, by?: string): Attack => ({
  statements: [statement],
  ...(by ? { by } : {}),
})
const kept = 'payment_is_kept'
// The payout would refuse first; one that is not there does not.
const nowhere = { payout_id: id(94) }

const attacks: Readonly<Record<string, Attack>> = {
  'payment.payment_amount': adding('payment', { amount_minor: '0' }),
  // Of a payment with a promise the journal is told first, and says the same.
  'payment.payment_event_id_not_null': adding(
    'payment',
    { pledge_id: 'null', event_id: 'null' },
    'event_id',
  ),
  'payment.payment_event_once': adding('payment', {
    event_id: '(select event_id from payments.payment)',
  }),
  'payment.payment_is_counted': {
    ...adding('payment', {}),
    look: 'select received_minor from payments.pledge',
  },
  'payment.payment_is_kept': doing('update payments.payment set amount_minor = 1', kept),
  'payment.payment_is_not_emptied': {
    // It would take others with it, and they have guards of their own.
    statements: [
      `do $$ declare guard record; begin
         for guard in select tgrelid::regclass as its, tgname from pg_trigger
           where tgname like '%not_emptied' and tgrelid <> 'payments.payment'::regclass
         loop execute format('alter table %s disable trigger %I', guard.its, guard.tgname); end loop;
       end $$`,
      'truncate payments.payment cascade',
    ],
    by: kept,
  },
  'payment.payment_method': adding('payment', { method: `'cash'` }),
  'payment.payment_original': adding('payment', { original_minor: '5' }),
  'payment.payment_original_currency_fkey': adding('payment', {
    original_minor: '5',
    original_currency: `'XXX'`,
  }),
  'payment.payment_payer_is_told': {
    ...adding('payment', {}),
    look: 'select count(*) from ledger.payer',
  },
  'payment.payment_pkey': adding('payment', { id: some('payment') }),
  'payment.payment_source': adding('payment', { source: `'somewhere'` }),
  'payout.payout_amount': adding('payout', { amount_minor: '0' }),
  'payout.payout_bic': adding('payout', { bic: `'x'` }),
  'payout.payout_holder': adding('payout', { holder: `'x'` }),
  'payout.payout_iban': adding('payout', { iban: `'x'` }),
  'payout.payout_is_guarded': doing(
    `update payments.payout set amount_minor = 99999 where id = ${requested}`,
    'payout_is_kept',
  ),
  'payout.payout_is_not_deleted': doing(`delete from payments.payout where id = ${id(95)}`, kept),
  'payout.payout_number': adding('payout', {
    number: `(select number from payments.payout where id = ${draft})`,
  }),
  'payout.payout_pkey': adding('payout', { id: draft }),
  'payout.payout_purpose': adding('payout', { purpose: `''` }),
  'payout.payout_state': doing(`update payments.payout set state = 'perhaps' where id = ${draft}`),
  // Whoever approved it first approves it again.
  'payout_step.payout_follows_its_steps': adding(
    'payout_step',
    {
      payout_id: approved_once,
      from_state: `'approved_once'`,
      to_state: `'approved'`,
      person_id: person('Vesa'),
    },
    'payout_by_two',
  ),
  'payout_step.payout_step_at_not_null': adding('payout_step', { ...nowhere, at: 'null' }, 'at'),
  'payout_step.payout_step_is_kept': doing('delete from payments.payout_step', kept),
  'payout_step.payout_step_is_not_emptied': doing('truncate payments.payout_step', kept),
  'payout_step.payout_step_leads_on': adding('payout_step', { to_state: `'paid'` }),
  'payout_step.payout_step_person_id_fkey': adding('payout_step', {
    to_state: `'cancelled'`,
    person_id: 'gen_random_uuid()',
  }),
  'payout_step.payout_step_pkey': adding('payout_step', {
    id: '(select min(id::text)::uuid from payments.payout_step)',
  }),
  'payout_step.payout_step_refused_why': adding('payout_step', {
    payout_id: requested,
    from_state: `'requested'`,
    to_state: `'refused'`,
  }),
  'payout_step.payout_step_second_person': adding('payout_step', { second_id: person('Finance') }),
  'payout_step.payout_step_to_state_not_null': adding(
    'payout_step',
    { ...nowhere, to_state: 'null' },
    'to_state',
  ),
  'payout_step.payout_step_why': adding('payout_step', { why: `''` }),
  'pledge.pledge_amount': adding('pledge', { amount_minor: '0' }),
  'pledge.pledge_bank_has_an_account': adding('pledge', { bank_account_id: 'null' }),
  'pledge.pledge_country': adding('pledge', { donor_country: `'xk'` }),
  'pledge.pledge_email': adding('pledge', { donor_email: `'Arta@example.org'` }),
  'pledge.pledge_locale': adding('pledge', { locale: `'Shqip'` }),
  'pledge.pledge_method': adding('pledge', { method: `'cash'`, bank_account_id: 'null' }),
  'pledge.pledge_pkey': adding('pledge', { id: some('pledge') }),
  'pledge.pledge_reference': adding('pledge', { reference: `'12345'` }),
  'pledge.pledge_reference_once': adding('pledge', {
    reference: '(select reference from payments.pledge)',
  }),
  'pledge.pledge_state': adding('pledge', { state: `'perhaps'` }),
  'pledge.pledge_sums': adding('pledge', { returned_minor: '1' }),
  'pledge.pledge_visibility': adding('pledge', { visibility: `'hidden'` }),
  'pledge.pledge_withdrawn_before_it_came': adding('pledge', {
    state: `'withdrawn'`,
    received_minor: '1',
  }),
  'refund.refund_amount': adding('refund', { amount_minor: '0' }),
  'refund.refund_done_when': adding('refund', { state: `'done'` }),
  'refund.refund_fee': adding('refund', { fee_minor: '-1' }),
  'refund.refund_fee_bearer': adding('refund', { fee_bearer: `'nobody'` }),
  'refund.refund_is_counted': adding('refund', { amount_minor: '5001' }, 'refund_within_payment'),
  'refund.refund_is_not_deleted': doing('delete from payments.refund', kept),
  'refund.refund_pkey': adding('refund', { id: done }),
  'refund.refund_reason': adding('refund', { reason: `'because'` }),
  'refund.refund_second_person': adding('refund', {
    requested_by: person('Vesa'),
    confirmed_by: person('Vesa'),
  }),
  'refund.refund_state': adding('refund', { state: `'perhaps'` }),
  'refund.refund_stays_what_it_is': doing('update payments.refund set amount_minor = 1', kept),
}

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
  return [
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

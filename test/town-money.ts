// Money that goes out of the town: an organisation that is paid, what it asked for, a file for the
// bank, and gifts on their way back.
import { sealed } from '#modules/ledger/fixtures.ts'
import { ledgerId, post } from '#modules/ledger/index.ts'
import { requestRefund } from '#modules/payments/commands.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '#modules/payments/fixtures.ts'
import { writePain001 } from '#modules/payments/formats/pain001.ts'
import { drawOrder } from '#modules/payments/orders/commands.ts'
import { aPayee, moneyFor } from '#modules/payments/payouts/fixtures.ts'
import { askEntryReturn } from '#modules/payments/refunds/commands.ts'
import type { Operator } from '#modules/people/index.ts'
import type { Houses, Visitors } from './town.ts'
import { add, aFile } from './town-rows.ts'
import type { TestWorld } from './world.ts'

export async function moneyOut(world: TestWorld, people: Visitors, houses: Houses) {
  const { owner, finance, operator, unarmed } = people
  const now = world.now()
  const entity_id = await anEntity(world.db, { is_home: false, name: 'Paying out' })
  const bank_account_id = await aBankAccount(world.db, {
    iban: 'XK059900000000010274',
    entity_id,
    confirmed_at: now,
    confirmed_by: operator.id,
  })
  const payee = await aPayee(world.db, {
    owner: owner.id,
    finance: finance.id,
    operators: [operator.id, unarmed.id],
    now,
    slug: 'payee',
  })
  const organisation_id = payee.id
  await moneyFor(world.db, { organisation_id, bank_account_id, amount_minor: 100_000n })
  const asking = (id = organisation_id) =>
    aPayout(world, { ...payee, organisation_id: id }, finance.id)
  const [draft_payout, asked_payout, sent_payout] = [await asking(), await asking(), await asking()]
  const step = (payout_id: string, from_state: string, to_state: string, person_id: string) =>
    add(world, 'payments.payout_step', { payout_id, from_state, to_state, person_id, at: now })
  for (const id of [asked_payout, sent_payout]) await step(id, 'draft', 'requested', finance.id)
  await step(sent_payout, 'requested', 'approved_once', operator.id)
  await step(sent_payout, 'approved_once', 'approved', unarmed.id)
  const payout_file = await aFile(world, 'evidence', finance.id)
  await world.db
    .insertInto('payments.payout_document')
    .values({ payout_id: draft_payout, file_id: payout_file, added_at: now })
    .execute()
  return {
    draft_payout,
    asked_payout,
    payout_file,
    payout: await aPayout(world, { ...payee, organisation_id: houses.river }, owner.id),
    ...(await anOrder(world, people, bank_account_id, sent_payout)),
    ...(await backwards(world, people, { organisation_id, bank_account_id })),
  }
}

/** A file for the bank, and what somebody says that the bank did with it. */
async function anOrder(
  world: TestWorld,
  { operator, unarmed }: Visitors,
  bank_account_id: string,
  payout: string,
) {
  const now = world.now()
  const wish = { bank_account_id, execute_on: '2026-11-23', items: [payout], once: undefined }
  const drawer = { person_id: unarmed.id } as Operator
  const drawn = await drawOrder(world.db, drawer, wish, writePain001, now)
  if (!drawn.ok) throw new Error(`The town has no order: ${drawn.refusal}`)
  const { id: order_item } = await world.db
    .selectFrom('payments.order_item')
    .select('id')
    .executeTakeFirstOrThrow()
  const word_file = await aFile(world, 'evidence', operator.id)
  await add(world, 'payments.bank_word', {
    item_id: order_item,
    says: 'paid',
    on_date: '2026-11-20',
    why: 'Seen',
    file_id: word_file,
    stated_by: unarmed.id,
    stated_at: now,
  })
  return { order: drawn.value, order_item, word_file }
}

function aPayout(
  world: TestWorld,
  { organisation_id, account_id }: { organisation_id: string; account_id: string },
  created_by: string,
) {
  const now = world.now()
  return add(world, 'payments.payout', {
    organisation_id,
    account_id,
    iban: 'XK051212012345678906',
    holder: 'River',
    bank_name: 'Bank',
    amount_minor: 1000n,
    currency: 'EUR',
    purpose: 'Rent',
    created_by,
    created_at: now,
    state_at: now,
  })
}

interface Where {
  readonly organisation_id: string
  readonly bank_account_id: string
}

/** A gift of which some is asked back, and money that nobody claims. */
async function backwards(world: TestWorld, { visitor }: Visitors, where: Where) {
  const { bank_account_id } = where
  const { db } = world
  const now = world.now()
  const payment = await aGiftByBank(world, where, 5000n)
  const refund = await anAskedRefund(world, payment, visitor.id)
  const came = await aStatement(world, visitor.id, bank_account_id)
  const [entry, returning] = [await came('one'), await came('two')]
  const iban = 'XK051212012345678906'
  await db
    .insertInto('payments.entry_party')
    .values({ entry_id: returning, iban, name: 'Ana' })
    .execute()
  const asked = await askEntryReturn(db, { person_id: visitor.id }, returning, 'Unknown', now)
  if (!asked.ok) throw new Error(`The town gives nothing back: ${asked.refusal}`)
  const { id: bank_return } = await db
    .selectFrom('payments.bank_return')
    .select('id')
    .executeTakeFirstOrThrow()
  const lost_return = await aLostReturn(world, where)
  await sealed(db)
  const ledger_event = ledgerId('town', 'one')
  return { payment, refund, entry, bank_return, lost_return, ledger_event }
}

/** A bank's statement, and how money comes in by it. */
async function aStatement(world: TestWorld, person_id: string, bank_account_id: string) {
  const now = world.now()
  const file_id = await aFile(world, 'evidence', person_id)
  const statement_file_id = await add(world, 'payments.statement_file', {
    file_id,
    sha256: '0'.repeat(64),
    name: 'a.xml',
    format: 'camt.053',
    state: 'imported',
    imported_at: now,
    reasons: '[]',
  })
  const statement_id = await add(world, 'payments.statement', {
    id: crypto.randomUUID(),
    statement_file_id,
    bank_account_id,
    kind: 'statement',
    currency: 'EUR',
    entries: 2,
    created_at: now,
  })
  return async (booking_key: string) => {
    const event_id = ledgerId('town', booking_key)
    const bank = { kind: 'bank', owner_id: bank_account_id, currency: 'EUR' } as const
    const suspense = { kind: 'suspense', owner_id: bank_account_id, currency: 'EUR' } as const
    const legs = [
      { id: ledgerId(event_id, 'leg'), debit: bank, credit: suspense, amount_minor: 700n },
    ]
    const day = { effective_on: '2026-11-01', by: 'system' } as const
    await post(world.db, { event_id, kind: 'money_arrived', ...day, legs })
    return add(world, 'payments.entry', {
      id: crypto.randomUUID(),
      bank_account_id,
      statement_id,
      booking_key,
      path: '/',
      amount_minor: 700n,
      currency: 'EUR',
      booked_on: '2026-11-01',
      event_id,
      state: 'to_return',
      created_at: now,
    })
  }
}

/** Some of a gift is asked back; a second person has not looked yet. */
async function anAskedRefund({ db, now }: TestWorld, payment_id: string, person_id: string) {
  const wish = { payment_id, amount_minor: 100n, reason: 'donor_asked', key: 'town' } as const
  const asked = await requestRefund(db, { ...wish, by: { person_id } }, now())
  if (!asked.ok) throw new Error(`The town asks nothing back: ${asked.refusal}`)
  return asked.value
}

/** Money on its way back of which nobody knows whither. */
async function aLostReturn(world: TestWorld, where: Where) {
  const { db } = world
  const payment_id = await aGiftByBank(world, where, 900n)
  const wish = { payment_id, reason: 'late', by: 'system', key: 'town' } as const
  const asked = await requestRefund(db, wish, world.now())
  if (!asked.ok) throw new Error(`The town loses nothing: ${asked.refusal}`)
  const { id } = await db
    .selectFrom('payments.bank_return')
    .select('id')
    .where('refund_id', '=', asked.value)
    .executeTakeFirstOrThrow()
  return id
}

async function aGiftByBank({ db }: TestWorld, where: Where, amount_minor: bigint) {
  const { organisation_id, bank_account_id } = where
  const { entity_id: collecting_entity_id } = await db
    .selectFrom('payments.bank_account')
    .select('entity_id')
    .where('id', '=', bank_account_id)
    .executeTakeFirstOrThrow()
  const wish = { organisation_id, bank_account_id, collecting_entity_id, amount_minor }
  return aBankGift(db, { pledge_id: await aPledge(db, wish), bank_account_id, amount_minor })
}

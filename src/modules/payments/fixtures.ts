// Builders for tests and seeds.
import type { Insertable } from 'kysely'
import type { FileStore } from '#kit/files.ts'
import { type AccountKey, ledgerId, post } from '#modules/ledger/index.ts'
import type { Steward } from '#modules/organisations/index.ts'
import type { Operator } from '#modules/people/index.ts'
import { approvePayout } from './approving/commands.ts'
import { supportPurposeOf } from './commands.ts'
import { writePain001 } from './formats/pain001.ts'
import { readStatements } from './formats/reading.ts'
import { drawOrder, sendOrder } from './orders/commands.ts'
import { addDocument, requestPayout } from './payouts/commands.ts'
import { importStatement } from './statements/commands.ts'
import { aNotice } from './statements/fixtures.ts'
import type { Db, PaymentsTables } from './tables.ts'

type Row<Name extends keyof PaymentsTables> = Insertable<PaymentsTables[Name]>

const morning = new Date('2026-11-01T09:00:00Z')
let made = 0

/** Who collects; the home entity unless the wish says otherwise. */
export async function anEntity(db: Db, wish: Partial<Row<'payments.entity'>> = {}) {
  const { id } = await db
    .insertInto('payments.entity')
    .values({
      name: 'Fondacioni Shembull',
      address: 'Rruga e Shembullit 1, Pejë',
      country: 'XK',
      is_home: true,
      is_sample: true,
      ...wish,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A confirmed account in euro, with valid check digits and a bank that does not exist. */
export async function aBankAccount(
  db: Db,
  wish: Partial<Row<'payments.bank_account'>> & { entity_id: string },
) {
  const { id } = await db
    .insertInto('payments.bank_account')
    .values({
      iban: 'XK051212012345678906',
      bic: 'SHMBXKPR',
      bank_name: 'Banka Shembull',
      holder: 'Fondacioni Shembull',
      currency: 'EUR',
      is_sample: true,
      confirmed_at: null,
      ...wish,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** A promise by bank transfer of 50 EUR in support of an organisation. */
export async function aPledge(
  db: Db,
  wish: Partial<Row<'payments.pledge'>> & {
    organisation_id: string
    collecting_entity_id: string
  },
) {
  const { organisation_id, purpose_id: wished, ...columns } = wish
  const opened = wish.created_at instanceof Date ? wish.created_at : morning
  const purpose_id = wished ?? (await supportPurposeOf(db, organisation_id, opened))
  const { id } = await db
    .insertInto('payments.pledge')
    .values({
      purpose_id,
      method: 'bank',
      amount_minor: 5000n,
      currency: 'EUR',
      locale: 'sq',
      reference: aReference(),
      visibility: 'named',
      donor_name: 'Arta Shembull',
      donor_email: 'arta@example.org',
      created_at: morning,
      expires_at: new Date('2027-02-01T09:00:00Z'),
      ...columns,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

// ISO 7064 mod 97-10, as ISO 11649 wants it.
function aReference(): string {
  const body = `T${String(++made).padStart(8, '0')}`
  const digits = [...`${body}RF00`].map((sign) => Number.parseInt(sign, 36)).join('')
  return `RF${String(98n - (BigInt(digits) % 97n)).padStart(2, '0')}${body}`
}

/** Money that came for a pledge by bank, through the books as an import would have led it. */
export async function aBankGift(
  db: Db,
  wish: { pledge_id: string; bank_account_id: string; amount_minor: bigint; on?: string },
) {
  const { pledge_id, bank_account_id, amount_minor, on = '2026-11-20' } = wish
  const pledge = await db
    .selectFrom('payments.pledge as p')
    .innerJoin('payments.purpose as purpose', 'purpose.id', 'p.purpose_id')
    .select(['p.purpose_id', 'p.currency', 'purpose.account_kind', 'purpose.account_owner_id'])
    .where('p.id', '=', pledge_id)
    .executeTakeFirstOrThrow()
  const { currency } = pledge
  const id = ledgerId('fixture', pledge_id, String(++made))
  const purpose = {
    kind: pledge.account_kind,
    owner_id: pledge.account_owner_id,
    currency,
  } as const
  const event_id = await throughSuspense(db, id, { bank_account_id, purpose, amount_minor, on })
  await db
    .insertInto('payments.payment')
    .values({
      id,
      pledge_id,
      purpose_id: pledge.purpose_id,
      method: 'bank',
      amount_minor,
      currency,
      received_on: on,
      event_id,
      source: 'entry',
      source_id: ledgerId(id, 'entry'),
      created_at: new Date(`${on}T12:00:00Z`),
    })
    .execute()
  return id
}

interface Arrival {
  readonly bank_account_id: string
  readonly purpose: AccountKey
  readonly amount_minor: bigint
  readonly on: string
}

/** It arrives, and finds its purpose: by the event that is answered. */
async function throughSuspense(
  db: Db,
  id: string,
  { bank_account_id, purpose, amount_minor, on }: Arrival,
) {
  const { currency } = purpose
  const suspense = { kind: 'suspense', owner_id: bank_account_id, currency } as const
  const day = { effective_on: on, by: 'system' } as const
  const arrived = ledgerId(id, 'arrived')
  await post(db, {
    ...day,
    event_id: arrived,
    kind: 'money_arrived',
    legs: [
      {
        id: ledgerId(arrived, 'leg'),
        credit: suspense,
        amount_minor,
        debit: { kind: 'bank', owner_id: bank_account_id, currency },
      },
    ],
  })
  const event_id = ledgerId(id, 'received')
  await post(db, {
    ...day,
    event_id,
    kind: 'gift_received',
    legs: [
      {
        id: ledgerId(event_id, 'leg'),
        debit: suspense,
        amount_minor,
        credit: purpose,
      },
    ],
  })
  return event_id
}

interface PaidOut {
  readonly payout_id: string
  /** What it is asked for with. */
  readonly file_id: string
  readonly treasurer: Steward
  /** From which account of ours. */
  readonly bank_account_id: string
  readonly operators: readonly [string, string]
  readonly at: Date
}

/** A draft is asked for, two approve, a file goes to the bank, and its notice says that it paid. */
export async function paidOut(
  { db, files }: { readonly db: Db; readonly files: FileStore },
  { payout_id, file_id, treasurer, bank_account_id, operators, at }: PaidOut,
) {
  const [one, two] = operators.map((person_id) => ({ person_id }) as Operator)
  if (!one || !two) throw new Error('two approve')
  must(await addDocument(db, treasurer, payout_id, file_id, at))
  must(await requestPayout(db, treasurer, payout_id, at))
  must(await approvePayout(db, one, payout_id, at))
  must(await approvePayout(db, two, payout_id, at))
  const day = (when: Date) => when.toISOString().slice(0, 10)
  const wish = { bank_account_id, execute_on: day(at), items: [payout_id], once: undefined }
  const order = must(await drawOrder(db, one, wish, writePain001, at))
  must(await sendOrder(db, two, order, at))
  const { iban, ...entry } = await db
    .selectFrom('payments.order_item as i')
    .innerJoin('payments.bank_account as a', (join) => join.on('a.id', '=', bank_account_id))
    .select(['a.iban', 'i.end_to_end_id', 'i.amount_minor', 'i.holder', 'i.remittance'])
    .where('i.order_id', '=', order)
    .executeTakeFirstOrThrow()
  const next = new Date(at.getTime() + 24 * 60 * 60 * 1000)
  const paid = {
    minor: -entry.amount_minor,
    end_to_end_id: entry.end_to_end_id,
    name: entry.holder,
    lines: [entry.remittance],
  }
  const id = `N-${entry.end_to_end_id}`
  const bytes = Buffer.from(aNotice({ iban, id, on: day(next), entries: [paid] }))
  const upload = { name: `${id}.xml`, bytes, read: readStatements(bytes) }
  const { state } = await importStatement(db, upload, { files, by: one, now: next })
  if (state !== 'imported') throw new Error(`a made-up notice is ${state}`)
}

function must<Value>(outcome: { ok: true; value: Value } | { ok: false; refusal: string }): Value {
  if (!outcome.ok) throw new Error(`a made-up payout was refused: ${outcome.refusal}`)
  return outcome.value
}

// Builders for tests and seeds.
import type { Insertable } from 'kysely'
import { type AccountKey, ledgerId, post } from '#modules/ledger/index.ts'
import { supportPurposeOf } from './commands.ts'
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

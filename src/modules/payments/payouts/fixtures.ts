// Somebody to be paid: a verified organisation with its treasurers, an account that two people
// stand for, and money in the books.

import { ledgerId, post } from '#modules/ledger/index.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import type { Db } from '../tables.ts'

interface Payee {
  readonly owner: string
  readonly finance: string
  readonly operators: readonly [string, string]
  readonly now: Date
  readonly slug?: string
  readonly iban?: string
}

const dayMs = 24 * 60 * 60 * 1000
const daysBefore = (now: Date, days: number) => new Date(now.getTime() - days * dayMs)

/** Verified, with an account confirmed a month ago. */
export async function aPayee(db: Db, wish: Payee) {
  const { owner, finance, operators, now, slug } = wish
  const named = slug ? { slug } : {}
  const organisation = await anOrganisation(db, { ...named, members: { owner, finance } })
  const organisation_id = organisation.id
  const at = daysBefore(now, 60)
  await aVerification(db, { organisation_id, requested_by: owner, operators, at })
  const account_id = await anAccountOf(db, { organisation_id, ...wish, days: 30 })
  return { ...organisation, account_id }
}

interface Account {
  readonly organisation_id: string
  readonly owner: string
  readonly finance: string
  readonly now: Date
  /** So long ago it was confirmed. */
  readonly days: number
  readonly iban?: string
  readonly bank_name?: string
}

export async function anAccountOf(db: Db, wish: Account) {
  const { organisation_id, owner, finance, now, days } = wish
  const { iban = 'XK051212012345678906', bank_name = 'Banka Shembull' } = wish
  const confirmed_at = daysBefore(now, days)
  const { id } = await db
    .insertInto('organisations.bank_account')
    .values({
      organisation_id,
      iban,
      bank_name,
      added_by: owner,
      created_at: confirmed_at,
      confirmed_by: finance,
      confirmed_at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** So much stands for it in the books, out of one of our accounts. */
export async function moneyFor(
  db: Db,
  wish: { organisation_id: string; bank_account_id: string; amount_minor: bigint },
) {
  const { organisation_id, bank_account_id, amount_minor } = wish
  const event_id = ledgerId('fixture', organisation_id, String(amount_minor))
  const bank = { kind: 'bank', owner_id: bank_account_id, currency: 'EUR' } as const
  const payable = { kind: 'payable', owner_id: organisation_id, currency: 'EUR' } as const
  const legs = [{ id: ledgerId(event_id, 'leg'), debit: bank, credit: payable, amount_minor }]
  const event = {
    event_id,
    kind: 'gift_received',
    effective_on: '2026-11-01',
    by: 'system',
  } as const
  await post(db, { ...event, legs })
}

interface BoundPayout {
  readonly organisation_id: string
  readonly account_id: string
  readonly purpose_id: string
  readonly part_id: string
  readonly created_by: string
  readonly operators: readonly [string, string]
  readonly file_id: string
  readonly amount_minor: bigint
  readonly now: Date
}

/** Paid out for what it was given for; its steps alone, without the bank. */
export async function aBoundPayout(db: Db, wish: BoundPayout) {
  const { operators, file_id, now, ...columns } = wish
  const { id } = await db
    .insertInto('payments.payout')
    .values({
      ...columns,
      iban: 'XK051212012345678906',
      bank_name: 'Banka Shembull',
      currency: 'EUR',
      part_title: '{"en":"Boats"}',
      holder: 'Shembull',
      purpose: 'Boats',
      state_at: now,
      created_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('payments.payout_document')
    .values({ payout_id: id, file_id, added_by: wish.created_by, added_at: now })
    .execute()
  const states = ['draft', 'requested', 'approved_once', 'approved', 'ordered', 'paid'] as const
  const [one, two] = operators
  const by = [wish.created_by, one, two, two, null]
  for (const [at, person_id] of by.entries())
    await db
      .insertInto('payments.payout_step')
      .values({
        payout_id: id,
        from_state: states[at] ?? '',
        to_state: states[at + 1] ?? '',
        person_id,
        at: now,
      })
      .execute()
  return id
}

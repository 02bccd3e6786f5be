// A made-up organisation that can be given to, and the account into which one pays.
import type { Locale } from '#kit/locale.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { issueReceipt } from '../commands.ts'
import { aBankAccount, aBankGift, anEntity, aPledge } from '../fixtures.ts'
import { newReference } from '../formats/reference.ts'
import type { Db } from '../tables.ts'
import { expiryOf } from './rules.ts'

interface Wish {
  slug?: string
  name?: string
  owner: string
  operators: readonly [string, string]
  at?: Date
}

const firstMorning = new Date('2026-10-01T09:00:00Z')

/** Verified by two operators, as the database asks. */
export async function aVerifiedOrganisation(db: Db, wish: Wish) {
  const { slug = 'river', name = 'River', owner, operators, at = firstMorning } = wish
  const { id } = await anOrganisation(db, { slug, name, is_sample: true, members: { owner } })
  await aVerification(db, {
    organisation_id: id,
    requested_by: owner,
    operators,
    at,
    register_number: '5110000',
  })
  return id
}

/** The home entity with an account in euro, confirmed by a second person. */
export async function aCollector(
  db: Db,
  [added_by, confirmed_by]: readonly [string, string],
  account: { iban?: string } = {},
) {
  const entity_id = await anEntity(db)
  const confirmed = { added_by, confirmed_by, confirmed_at: firstMorning }
  const bank_account_id = await aBankAccount(db, { entity_id, ...account, ...confirmed })
  return { entity_id, bank_account_id }
}

interface Gift {
  organisation_id: string
  /** What it is for; support of the organisation unless said. */
  purpose_id?: string
  account: { id: string; entity_id: string; currency: string }
  amount_minor: bigint
  /** What came of it, in one transfer; nothing when left out. */
  received_minor?: bigint
  donor_name: string | null
  donor_email?: string | null
  visibility?: 'named' | 'anonymous'
  in_name_of?: string
  message?: string
  locale?: Locale
  /** The day it was promised, and the one it came. */
  promised_on: string
  came_on?: string
}

/** A gift as the sample has it: promised, and mostly arrived, with its receipt. */
export async function aGift(db: Db, gift: Gift) {
  const { account, received_minor, came_on = gift.promised_on, promised_on } = gift
  const created_at = new Date(`${promised_on}T09:00:00Z`)
  const pledge_id = await aPledge(db, {
    organisation_id: gift.organisation_id,
    collecting_entity_id: account.entity_id,
    bank_account_id: account.id,
    currency: account.currency,
    is_sample: true,
    ...(gift.purpose_id ? { purpose_id: gift.purpose_id } : {}),
    amount_minor: gift.amount_minor,
    donor_name: gift.donor_name,
    created_at,
    donor_email: gift.donor_email ?? null,
    visibility: gift.visibility ?? 'named',
    in_name_of: gift.in_name_of ?? null,
    message: gift.message ?? null,
    locale: gift.locale ?? 'sq',
    expires_at: expiryOf(created_at),
    reference: newReference(),
  })
  if (!received_minor) return pledge_id
  const came = { pledge_id, bank_account_id: account.id, amount_minor: received_minor }
  const payment_id = await aBankGift(db, { ...came, on: came_on })
  const at = new Date(`${came_on}T12:00:00Z`)
  const about_id = await issueReceipt(db, { payment_id, at, year: at.getUTCFullYear() })
  // Nobody made up gets a letter.
  if (about_id)
    await db
      .insertInto('payments.letter')
      .values({ kind: 'arrived', about_id, sent_at: at })
      .execute()
  return pledge_id
}

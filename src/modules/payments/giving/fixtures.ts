// A made-up organisation that can be given to, and the account into which one pays.
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { aBankAccount, anEntity } from '../fixtures.ts'
import type { Db } from '../tables.ts'

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
    ...{ organisation_id: id, requested_by: owner, operators, at },
    register_number: '5110000',
  })
  return id
}

/** The home entity with an account in euro, confirmed by a second person. */
export async function aCollector(db: Db, [added_by, confirmed_by]: readonly [string, string]) {
  const entity_id = await anEntity(db)
  const confirmed = { added_by, confirmed_by, confirmed_at: firstMorning }
  const bank_account_id = await aBankAccount(db, { entity_id, ...confirmed })
  return { entity_id, bank_account_id }
}

// Cards for practice: an account with a processor that moves no money, for each made-up collector.
import type { Kysely } from 'kysely'
import type { Database } from '#modules'
import { aProcessorAccount } from '#modules/payments/cards/fixtures.ts'

/** After the collectors themselves; in production no card is taken by these. */
export async function loadCards(db: Kysely<Database>) {
  const collectors = await db
    .selectFrom('payments.entity')
    .select(['id', 'country'])
    .where('is_sample', '=', true)
    .orderBy('is_home', 'desc')
    .execute()
  for (const { id, country } of collectors) {
    const currency = country === 'CH' ? 'CHF' : 'EUR'
    const label = currency.toLowerCase()
    await aProcessorAccount(db, { entity_id: id, provider: 'practice', label, currency })
  }
}

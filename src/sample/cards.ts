// Cards for practice: an account with a processor that moves no money, for the made-up collector.
import type { Kysely } from 'kysely'
import type { Database } from '#modules'
import { aProcessorAccount } from '#modules/payments/cards/fixtures.ts'

/** After the collector itself; in production no card is taken by it. */
export async function loadCards(db: Kysely<Database>) {
  const home = await db
    .selectFrom('payments.entity')
    .select('id')
    .where('is_sample', '=', true)
    .where('is_home', '=', true)
    .executeTakeFirst()
  if (home) await aProcessorAccount(db, { entity_id: home.id, provider: 'practice' })
}

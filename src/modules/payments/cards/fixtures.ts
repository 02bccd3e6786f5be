// Builders for tests and seeds.
import type { Db } from '../tables.ts'

/** An account with Stripe, as a test's settings have keys for it. */
export async function aProcessorAccount(
  db: Db,
  wish: {
    entity_id: string
    provider?: string
    label?: string
    currency?: string
    is_sample?: boolean
  },
) {
  const { id } = await db
    .insertInto('payments.processor_account')
    .values({ provider: 'stripe', label: 'main', currency: 'EUR', is_sample: true, ...wish })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

import type { Generated, Transaction } from 'kysely'
import { isUuid } from './ids.ts'
import type { Outcome } from './outcome.ts'

export interface OnceTables {
  'kit.once': { key: string; value: string | null; made_at: Generated<Date> }
}

/**
 * A form that creates something carries a key made when it was shown. The second submit waits for
 * the first and gets its result; a refusal does not use the key up. `T` must survive JSON.
 */
export async function once<T, R extends string>(
  tx: Transaction<OnceTables>,
  key: string | undefined,
  work: () => Promise<Outcome<T, R>>,
): Promise<Outcome<T, R>> {
  if (!key || !isUuid(key)) return work()
  const keys = tx
  const claimed = await keys
    .insertInto('kit.once')
    .values({ key, value: null })
    .onConflict((conflict) => conflict.doNothing())
    .returning('key')
    .executeTakeFirst()
  if (!claimed) {
    const first = await keys
      .selectFrom('kit.once')
      .select('value')
      .where('key', '=', key)
      .executeTakeFirst()
    return { ok: true, value: JSON.parse(first?.value ?? 'null') as T }
  }
  const outcome = await work()
  if (outcome.ok)
    await keys
      .updateTable('kit.once')
      .set({ value: JSON.stringify(outcome.value ?? null) })
      .where('key', '=', key)
      .execute()
  else await keys.deleteFrom('kit.once').where('key', '=', key).execute()
  return outcome
}

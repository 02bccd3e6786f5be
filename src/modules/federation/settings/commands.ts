// Whether the owners of an organisation wish it to be followed from elsewhere.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import type { Steward } from '#modules/organisations/index.ts'
import type { Db } from '../tables.ts'

export function keepOff(db: Db, { organisation_id, person_id }: Steward, kept_off: boolean) {
  return atomically(db, async (tx) => {
    const before = await tx
      .selectFrom('federation.actor')
      .select('kept_off')
      .where('organisation_id', '=', organisation_id)
      .forUpdate()
      .executeTakeFirst()
    if ((before?.kept_off ?? false) === kept_off) return
    await tx
      .insertInto('federation.actor')
      .values({ organisation_id, kept_off, gone_at: null })
      .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet({ kept_off }))
      .execute()
    if (kept_off) await record(tx, 'federation.kept_off', { organisation_id }, { person_id })
    else await record(tx, 'federation.let', { organisation_id }, { person_id })
  })
}

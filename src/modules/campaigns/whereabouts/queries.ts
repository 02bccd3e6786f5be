// One gift of a campaign in numbers, for whoever has its address.
import type { Db } from '../tables.ts'

export const findGift = (db: Db, id: string, purpose_id: string | null) =>
  db
    .selectFrom('payments.gift_card')
    .selectAll()
    .where('id', '=', id)
    .where('purpose_id', '=', purpose_id)
    .executeTakeFirst()

export type Gift = NonNullable<Awaited<ReturnType<typeof findGift>>>

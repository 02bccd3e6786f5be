// Entries that nobody could match, and when each goes back.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

// Of one night; more waits for the next.
const atOnce = 500

const senders = (db: Db) =>
  db
    .selectFrom('payments.entry as e')
    .innerJoin('payments.entry_party as y', 'y.entry_id', 'e.id')
    .select(['e.id', 'e.amount_minor', 'e.allocated_minor', 'e.currency', 'e.bank_account_id'])
    .select(['e.booked_on', 'e.state', 'y.name as party', 'y.iban', 'y.bic', 'e.found'])
    .where('e.amount_minor', '>', 0n)
    .where('y.iban', 'is not', null)
    // What two people are talking about is claimed.
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('payments.proposal as p')
            .select('p.id')
            .whereRef('p.entry_id', '=', 'e.id')
            .where('p.state', '=', 'open'),
        ),
      ),
    )

/** What came for a purpose that was over goes back at once; what nobody knows, after its time. */
export const listOverdue = (db: Db, before: string) =>
  senders(db)
    .where((eb) =>
      eb.or([
        eb.and([eb('e.state', '=', 'to_return'), eb('e.why_open', '=', 'late')]),
        eb.and([
          eb('e.state', '=', 'open'),
          eb('e.why_open', 'is not', null),
          eb('e.booked_on', '<=', before),
        ]),
      ]),
    )
    .orderBy('e.booked_on')
    .limit(atOnce)
    .execute()

export type Unclaimed = Awaited<ReturnType<typeof listOverdue>>[number]

/** Held, and only when it still waits. */
export const lockUnclaimed = (tx: Db, id: string) =>
  senders(tx)
    .where('e.id', '=', id)
    .where('e.state', 'in', ['open', 'to_return'])
    .forUpdate('e')
    .skipLocked()
    .executeTakeFirst()

/** How many go back within the next days, because nobody has claimed them. */
export async function countSoon(db: Db, after: string, before: string) {
  const { count } = await db
    .selectFrom('payments.entry')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('amount_minor', '>', 0n)
    .where('state', '=', 'open')
    .where('booked_on', '>', after)
    .where('booked_on', '<=', before)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export const findUnclaimedDays = async (db: Db) =>
  (await db.selectFrom('payments.payout_terms').select('unclaimed_days').executeTakeFirstOrThrow())
    .unclaimed_days

/** Under another name each time: a return that was withdrawn or failed reserved it before. */
export async function countReturnsOf(tx: Db, entry_id: string) {
  const { rows } = await sql<{ count: number; bounced: boolean }>`
    select count(*)::int as count, coalesce(bool_or(state = 'failed'), false) as bounced
    from payments.bank_return where entry_id = ${entry_id}
  `.execute(tx)
  return rows[0] ?? { count: 0, bounced: false }
}

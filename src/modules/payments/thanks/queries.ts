// What can be had with a gift, and who is to be thanked.
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import type { Db } from '../tables.ts'

interface Purpose {
  readonly kind: string
  readonly ref_id: string | null
}

const thanksOf = (db: Db, { kind, ref_id }: Purpose) =>
  db
    .selectFrom('payments.thanks')
    .select(['id', 'title', 'note', 'least_minor', 'currency', 'stock', 'taken', 'closed_at'])
    .where('kind', '=', kind)
    .where('ref_id', '=', ref_id)

/** The smallest first. */
export const listThanks = (db: Db, { kind, ref_id }: Purpose) => offered(db, kind, ref_id)

const offered = writtenOnce((db: Db, kind: string, ref_id: string | null) =>
  thanksOf(db, { kind, ref_id }).orderBy('least_minor').orderBy('id').modifyFront(plannedOnce),
)

export type Thanks = Awaited<ReturnType<typeof listThanks>>[number]

/** Held until the transaction ends: whoever wants the last one waits. */
export const lockThanks = (tx: Db, purpose: Purpose, id: string) =>
  thanksOf(tx, purpose).where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

// Some hundreds are handed over by hand; more are an affair of a list of their own.
const thankedShown = 2000

/** Whoever chose something and whose money came, with how to reach them: for the organisation. */
export const listThanked = (db: Db, { kind, ref_id }: Purpose) =>
  db
    .selectFrom('payments.pledge as p')
    .innerJoin('payments.thanks as k', 'k.id', 'p.thanks_id')
    .select(['p.id', 'p.donor_name', 'p.donor_email', 'p.thanked_at', 'p.thanks_note', 'k.title'])
    .where('k.kind', '=', kind)
    .where('k.ref_id', '=', ref_id)
    .where('p.thanks_held', '=', true)
    .where('p.received_minor', '>', 0n)
    .orderBy('p.thanked_at', (ordered) => ordered.asc().nullsFirst())
    .orderBy('p.id')
    .limit(thankedShown)
    .execute()

export type Thanked = Awaited<ReturnType<typeof listThanked>>[number]

// Payments that could go back: whence each came, what went back, and on whose account it stands.
import { sql } from 'kysely'
import type { Db } from '../tables.ts'

/** The line of a statement with which it came; of what was left over, the one that brought it. */
const itsEntry = sql<string>`case o.source
  when 'entry' then o.source_id
  when 'credit' then (
    select l.entry_id from payments.allocation l
    where l.pledge_id = o.source_id and l.kind = 'overpaid' order by l.created_at desc limit 1
  ) end`

export const listGivable = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('payments.payment as p')
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .leftJoin('payments.pledge as g', 'g.id', 'p.pledge_id')
    // What was given on came with another payment.
    .innerJoin('payments.payment as o', (join) =>
      join.on(sql<boolean>`o.id = coalesce(p.origin_id, p.id)`),
    )
    .leftJoin('payments.entry as e', (join) => join.on(sql<boolean>`e.id = ${itsEntry}`))
    .leftJoin('payments.entry_party as y', 'y.entry_id', 'e.id')
    .leftJoin('payments.card_charge as c', (join) =>
      join.onRef('c.id', '=', 'o.source_id').on('o.source', '=', 'charge'),
    )
    .leftJoin('payments.processor_account as a', 'a.id', 'c.processor_account_id')
    .select(['p.id', 'p.amount_minor', 'p.currency', 'u.account_kind', 'u.account_owner_id'])
    .select([
      'g.collecting_entity_id',
      'g.donor_name',
      'g.reference',
      'y.name as party',
      'y.bic as origin_bic',
    ])
    .select(['c.id as charge_id', 'c.processor_account_id', 'a.entity_id as processor_entity_id'])
    .select((eb) => [
      eb.fn.coalesce('e.bank_account_id', 'g.bank_account_id').as('bank_account_id'),
      eb.selectFrom('payments.entity').select('id').where('is_home', '=', true).as('home_id'),
    ])
    .select(
      sql<bigint>`(select coalesce(sum(r.amount_minor), 0)::bigint from payments.refund r
        where r.payment_id = p.id and r.state <> 'failed')`.as('back_minor'),
    )
    .select(
      sql<boolean>`exists (select from payments.card_dispute d
        where d.charge_id = c.id and d.state = 'open')`.as('disputed'),
    )
    // What bounced once would bounce again: then somebody has to ask whither.
    .select(
      sql<string | null>`case when not exists (
        select from payments.refund r join payments.bank_return b on b.refund_id = r.id
        where r.payment_id = p.id and b.state = 'failed' and b.iban = y.iban
      ) then y.iban end`.as('origin_iban'),
    )
    .where('p.id', 'in', [...ids])
    .execute()

export type Givable = Awaited<ReturnType<typeof listGivable>>[number]

/** So many names are held at once, however many payments go back: PostgreSQL holds thousands. */
const names = 512

/**
 * Payments are never written, so that there is no row to hold: names are held instead, in one
 * order by everybody, so that two refunds of one payment follow each other.
 */
export async function holdPayments(tx: Db, ids: readonly string[]) {
  await sql`
    select pg_advisory_xact_lock(hashtext('payments.refund'), n.name)
    from (
      select distinct (hashtext(i.id) & ${names - 1}::int) as name
      from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as i (id) order by 1
    ) n
  `.execute(tx)
}

/** What an event reserves and nobody has settled or let go. */
export const listReserved = (tx: Db, event_id: string) =>
  tx
    .selectFrom('ledger.transfer as t')
    .select('t.id')
    .where('t.event_id', '=', event_id)
    .where('t.phase', '=', 'pending')
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('ledger.transfer as r').select('r.id').whereRef('r.pending_id', '=', 't.id'),
        ),
      ),
    )
    .orderBy('t.seq')
    .execute()

export const listAsked = (tx: Db, ids: readonly string[]) =>
  tx
    .selectFrom('payments.refund')
    .select('id')
    .where('id', 'in', [...ids])
    .execute()

/** The returns of a payment by bank, before what they are returns of: in one order by everybody. */
export const lockReturns = (tx: Db, payment_id: string) =>
  tx
    .selectFrom('payments.bank_return as b')
    .innerJoin('payments.refund as r', 'r.id', 'b.refund_id')
    .select('b.id')
    .where('r.payment_id', '=', payment_id)
    .orderBy('b.id')
    .forUpdate('b')
    .execute()

/** Of a refund: it is in nobody's hands yet. */
export const onlyWaits = sql<boolean>`(
  payments.refund.state = 'requested' or payments.refund.state = 'confirmed' and exists (
    select from payments.bank_return b
    where b.refund_id = payments.refund.id and b.asks_giver and b.state = 'confirmed'
  ))`

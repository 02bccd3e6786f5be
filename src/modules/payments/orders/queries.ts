// Files for the bank: what could go into one, and what became of those there are.
import { type NotNull, sql } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import type { Db } from '../tables.ts'
import { itemsMax, ordersShown } from './schema.ts'

/** Accounts of the home entity, from which money goes out. */
export const listPayingAccounts = (db: Db) =>
  db
    .selectFrom('payments.bank_account as a')
    .innerJoin('payments.entity as e', 'e.id', 'a.entity_id')
    .select(['a.id', 'a.iban', 'a.bic', 'a.bank_name', 'a.holder', 'a.currency', 'e.is_home'])
    .where('a.closed_at', 'is', null)
    .where('a.confirmed_at', 'is not', null)
    .where('e.closed_at', 'is', null)
    .orderBy('e.is_home', 'desc')
    .orderBy('a.added_at')
    .execute()

export type PayingAccount = Awaited<ReturnType<typeof listPayingAccounts>>[number]

/** Payouts that two people approved. */
export const listApproved = (db: Db) =>
  db
    .selectFrom('payments.payout as p')
    .innerJoin('organisations.organisation as o', 'o.id', 'p.organisation_id')
    .leftJoin('organisations.bank_account as a', 'a.id', 'p.account_id')
    .select(['p.id', 'p.number', 'p.organisation_id', 'p.amount_minor', 'p.currency', 'p.iban'])
    .select(['p.bic', 'p.holder', 'p.bank_name', 'p.purpose', 'p.state', 'p.is_sample'])
    .select('p.purpose_id')
    .select(['o.slug', 'o.name', 'o.state as organisation_state', 'o.hidden_at'])
    .select([
      'a.added_by',
      'a.confirmed_by',
      'a.confirmed_at',
      'a.removed_at',
      'a.iban as iban_now',
    ])
    .where('p.state', '=', 'approved')
    .orderBy('p.state_at')
    .limit(itemsMax)
    .execute()

export type ApprovedPayout = Awaited<ReturnType<typeof listApproved>>[number]

/** What a refund is of came by card, and the card's bank is taking it back. */
const disputed = (refund_id: 'payments.bank_return.refund_id' | 'b.refund_id') =>
  sql<boolean>`exists (
    select from payments.refund r join payments.payment m on m.id = r.payment_id
    join payments.payment came on came.id = coalesce(m.origin_id, m.id) and came.source = 'charge'
    join payments.card_dispute d on d.charge_id = came.source_id and d.state = 'open'
    where r.id = ${sql.ref(refund_id)})`

/** Something in the file is disputed since it was drawn. */
const hasDisputed = sql<boolean>`exists (
  select from payments.order_item i join payments.bank_return b on b.id = i.bank_return_id
  where i.order_id = f.id and b.asks_giver and ${disputed('b.refund_id')})`

/** Returns that a second person confirmed. */
export const listConfirmedReturns = (db: Db) =>
  db
    .selectFrom('payments.bank_return')
    .selectAll()
    .where('state', '=', 'confirmed')
    .where('iban', 'is not', null)
    .where(({ not }) => not(disputed('payments.bank_return.refund_id')))
    .$narrowType<{ iban: NotNull }>()
    .orderBy('confirmed_at')
    .limit(itemsMax)
    .execute()

export type ConfirmedReturn = Awaited<ReturnType<typeof listConfirmedReturns>>[number]

const orders = (db: Db) =>
  db
    .selectFrom('payments.payment_order as f')
    .innerJoin('payments.bank_account as a', 'a.id', 'f.bank_account_id')
    .leftJoin('people.card as maker', 'maker.id', 'f.made_by')
    .leftJoin('people.card as sender', 'sender.id', 'f.sent_by')
    .select(['f.id', 'f.number', 'f.currency', 'f.items', 'f.total_minor', 'f.execute_on'])
    .select(['f.sha256', 'f.made_by', 'f.made_at', 'f.sent_at', 'f.dropped_at'])
    .select(['a.iban', 'a.bank_name', 'maker.name as maker', 'sender.name as sender'])
    .select(
      sql<number>`(select count(*)::int from payments.order_item i
        where i.order_id = f.id and i.state = 'ordered')`.as('open_items'),
    )
    .select(hasDisputed.as('disputed'))

export const listOrders = (db: Db) =>
  orders(db).orderBy('f.number', 'desc').limit(ordersShown).execute()

export type OrderRow = Awaited<ReturnType<typeof listOrders>>[number]

export const findOrder = (db: Db, id: string) =>
  orders(db).where('f.id', '=', id).executeTakeFirst()

export const findXml = (db: Db, id: string) =>
  db
    .selectFrom('payments.payment_order')
    .select(['number', 'xml', 'sha256'])
    .where('id', '=', id)
    .executeTakeFirst()

/** What stands in a file, each with what somebody says that the bank did with it. */
export const listItems = (db: Db, order_id: string) =>
  db
    .selectFrom('payments.order_item as i')
    .select(['i.id', 'i.position', 'i.payout_id', 'i.bank_return_id', 'i.end_to_end_id'])
    .select(['i.amount_minor', 'i.iban', 'i.bic', 'i.holder', 'i.bank_name', 'i.remittance'])
    .select(['i.state', 'i.state_on'])
    .select((eb) =>
      jsonObjectFrom(
        eb
          .selectFrom('payments.bank_word as w')
          .leftJoin('people.card as p', 'p.id', 'w.stated_by')
          .select(['w.id', 'w.says', 'w.on_date', 'w.why', 'w.file_id', 'w.stated_by'])
          .select(['w.confirmed_at', 'p.name as stated_by_name'])
          .whereRef('w.item_id', '=', 'i.id')
          .where('w.dropped_at', 'is', null)
          .orderBy('w.stated_at', 'desc')
          .limit(1),
      ).as('word'),
    )
    .where('i.order_id', '=', order_id)
    .orderBy('i.position')
    .execute()

export type ItemRow = Awaited<ReturnType<typeof listItems>>[number]

export const lockOrder = (tx: Db, id: string) =>
  tx
    .selectFrom('payments.payment_order as f')
    .selectAll('f')
    .select(hasDisputed.as('disputed'))
    .where('f.id', '=', id)
    .forUpdate('f')
    .executeTakeFirst()

/** The word that waits for a second person. */
export const lockWord = (tx: Db, item_id: string) =>
  tx
    .selectFrom('payments.bank_word')
    .selectAll()
    .where('item_id', '=', item_id)
    .where('confirmed_at', 'is', null)
    .where('dropped_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()

/** What shows the word of a bank, to be handed out to operators. */
export const findWordFile = (db: Db, order_id: string, item_id: string, file_id: string) =>
  db
    .selectFrom('payments.bank_word as w')
    .innerJoin('kit.file as f', 'f.id', 'w.file_id')
    .innerJoin('payments.order_item as i', 'i.id', 'w.item_id')
    .select(['f.id', 'f.name', 'f.media_type', 'f.bytes'])
    .where('i.order_id', '=', order_id)
    .where('w.item_id', '=', item_id)
    .where('w.file_id', '=', file_id)
    .executeTakeFirst()

/** What could be in a file, or waits for the bank's word. */
export async function countToOrder(db: Db): Promise<number> {
  const { rows } = await sql<{ count: number }>`select (
    (select count(*) from payments.payout where state = 'approved')
    + (select count(*) from payments.bank_return where state = 'confirmed')
    + (select count(*) from payments.payment_order where sent_at is null and dropped_at is null)
  )::int as count`.execute(db)
  return rows[0]?.count ?? 0
}

export const findHoldDays = async (db: Db) =>
  (await db.selectFrom('payments.payout_terms').select('hold_days').executeTakeFirstOrThrow())
    .hold_days

/** Approved payouts and confirmed returns that were chosen, held in one order. */
export async function lockChosen(tx: Db, ids: readonly string[]) {
  if (ids.length === 0) return
  // Organisations come before payouts with everybody; here both are only read.
  await sql`select from payments.payout where id = any(${[...ids]}::uuid[]) order by id
    for update`.execute(tx)
  await sql`select from payments.bank_return where id = any(${[...ids]}::uuid[]) order by id
    for update`.execute(tx)
}

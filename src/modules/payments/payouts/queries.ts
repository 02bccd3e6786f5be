// What organisations and operators see of payouts.
import { type Expression, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type AccountKind, balanceOf, balancesOf } from '#modules/ledger/index.ts'
import type { Db } from '../tables.ts'
import { openStates } from './rules.ts'
import { payoutsShown } from './schema.ts'

export const findTerms = (db: Db) =>
  db
    .selectFrom('payments.payout_terms')
    .select(['hold_days', 'card_hold_days'])
    .executeTakeFirstOrThrow()

export type Terms = Awaited<ReturnType<typeof findTerms>>

/** What is asked for and in no file yet, besides one. */
async function askedFor(db: Db, { organisation_id, currency, purpose_id, except }: Whose) {
  const { sum } = await db
    .selectFrom('payments.payout')
    .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('sum'))
    .where('organisation_id', '=', organisation_id)
    .where('currency', '=', currency)
    .where('state', 'in', openStates)
    .where(sql<boolean>`purpose_id is not distinct from ${purpose_id}::uuid`)
    .$if(except !== null, (query) => query.where('id', '<>', except ?? ''))
    .executeTakeFirstOrThrow()
  return sum
}

/** Gifts by card that may still be taken back, less what went back already. */
async function youngGifts(db: Db, owner_id: string, currency: string, after: string) {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(sum(p.amount_minor - coalesce((
      select sum(r.amount_minor) from payments.refund r
      where r.payment_id = p.id and r.state <> 'failed'), 0)), 0)::bigint as sum
    from payments.payment p join payments.purpose u on u.id = p.purpose_id
    where u.account_kind = 'payable' and u.account_owner_id = ${owner_id}
      and p.method = 'card' and p.currency = ${currency} and p.received_on > ${after}::date
  `.execute(db)
  return rows[0]?.sum ?? 0n
}

const dayMs = 24 * 60 * 60 * 1000

const youngAfter = (days: number, now: Date) =>
  new Date(now.getTime() - days * dayMs).toISOString().slice(0, 10)

interface Whose {
  readonly organisation_id: string
  readonly currency: string
  /** What it was given for; null: free money. */
  readonly purpose_id: string | null
  /** A request that is asking itself. */
  readonly except: string | null
}

/** What stands for an organisation in one currency, and how much of it is spoken for. */
export async function findAmounts(db: Db, whose: Whose, { card_hold_days }: Terms, now: Date) {
  const { currency } = whose
  const account = await payingAccount(db, whose)
  const { available_minor } = await balanceOf(db, { ...account, currency })
  const asked_minor = await askedFor(db, whose)
  const after = youngAfter(card_hold_days, now)
  const young_minor = await youngGifts(db, account.owner_id, currency, after)
  return { available_minor, asked_minor, young_minor }
}

/** From which account it is paid: the organisation's own, or that of what was given for. */
export async function payingAccount(
  db: Db,
  { organisation_id, purpose_id }: Pick<Whose, 'organisation_id' | 'purpose_id'>,
): Promise<{ kind: AccountKind; owner_id: string }> {
  if (!purpose_id) return { kind: 'payable', owner_id: organisation_id }
  const { account_kind: kind, account_owner_id: owner_id } = await db
    .selectFrom('payments.purpose')
    .select(['account_kind', 'account_owner_id'])
    .where('id', '=', purpose_id)
    .executeTakeFirstOrThrow()
  return { kind, owner_id }
}

/** The same for each currency it has anything in, with what was paid out so far. */
export async function listStanding(db: Db, organisation_id: string, terms: Terms, now: Date) {
  const balances = await balancesOf(db, 'payable', organisation_id)
  const paid = await db
    .selectFrom('payments.payout')
    .select(['currency', sql<bigint>`sum(amount_minor)::bigint`.as('paid_minor')])
    .where('organisation_id', '=', organisation_id)
    .where('purpose_id', 'is', null)
    .where('state', '=', 'paid')
    .groupBy('currency')
    .execute()
  const rows = []
  for (const { currency, pending_minor } of balances) {
    const whose = { organisation_id, currency, purpose_id: null, except: null }
    rows.push({
      currency,
      pending_minor,
      ...(await findAmounts(db, whose, terms, now)),
      paid_minor: paid.find((one) => one.currency === currency)?.paid_minor ?? 0n,
    })
  }
  return rows
}

/** The same of what was given for one thing: it is paid for that alone. */
export async function standingOfPurpose(
  db: Db,
  whose: Pick<Whose, 'organisation_id' | 'currency'> & { readonly purpose_id: string },
  terms: Terms,
  now: Date,
): Promise<Standing[]> {
  const { currency, purpose_id } = whose
  const account = await payingAccount(db, whose)
  const { pending_minor } = await balanceOf(db, { ...account, currency })
  const { paid_minor } = await db
    .selectFrom('payments.payout')
    .select(sql<bigint>`coalesce(sum(amount_minor), 0)::bigint`.as('paid_minor'))
    .where('purpose_id', '=', purpose_id)
    .where('currency', '=', currency)
    .where('state', '=', 'paid')
    .executeTakeFirstOrThrow()
  const amounts = await findAmounts(db, { ...whose, except: null }, terms, now)
  return [{ currency, pending_minor, ...amounts, paid_minor }]
}

export type Standing = Awaited<ReturnType<typeof listStanding>>[number]

/** Gifts that came for its own account, the latest first, with what went back of each. */
export const listGifts = (db: Db, organisation_id: string) =>
  db
    .selectFrom('payments.payment as p')
    .innerJoin('payments.purpose as u', 'u.id', 'p.purpose_id')
    .leftJoin('payments.pledge as g', 'g.id', 'p.pledge_id')
    .select(['p.id', 'p.amount_minor', 'p.currency', 'p.method', 'p.received_on'])
    .select(['g.donor_name', 'g.visibility', 'g.reference'])
    .select([
      backOf(sql.ref('p.id')).as('back_minor'),
      passedOnOf(sql.ref('p.id')).as('passed_on_minor'),
    ])
    .where('u.organisation_id', '=', organisation_id)
    .orderBy('p.received_on', 'desc')
    .orderBy('p.id', 'desc')
    .limit(payoutsShown)
    .execute()

export type Gift = Awaited<ReturnType<typeof listGifts>>[number]

const backOf = (payment: Expression<unknown>) => sql<bigint>`(
  select coalesce(sum(r.amount_minor), 0)::bigint from payments.refund r
  where r.payment_id = ${payment} and r.state <> 'failed')`

/** Of it: given on by its giver to another purpose. */
const passedOnOf = (payment: Expression<unknown>) => sql<bigint>`(
  select coalesce(sum(r.amount_minor), 0)::bigint from payments.refund r
  where r.payment_id = ${payment} and r.state <> 'failed' and r.reason = 'passed_on')`

const payouts = (db: Db) =>
  db
    .selectFrom('payments.payout as p')
    .innerJoin('organisations.organisation as o', 'o.id', 'p.organisation_id')
    .leftJoin('people.card as asker', 'asker.id', 'p.requested_by')
    .leftJoin('payments.purpose as bound', 'bound.id', 'p.purpose_id')
    .selectAll('p')
    .select(['bound.title as purpose_title', 'bound.path as purpose_path'])
    .select(['o.slug', 'o.name', 'o.state as organisation_state', 'o.hidden_at'])
    .select('asker.name as requested_by_name')

export const listPayouts = (db: Db, organisation_id: string) =>
  payouts(db)
    .where('p.organisation_id', '=', organisation_id)
    .orderBy('p.number', 'desc')
    .limit(payoutsShown)
    .execute()

export type PayoutRow = Awaited<ReturnType<typeof listPayouts>>[number]

/** The queue of the desk: what waits for approval, the oldest first. */
export const listWaiting = (db: Db) =>
  payouts(db)
    .where('p.state', 'in', ['requested', 'approved_once'])
    .orderBy('p.state_at')
    .limit(payoutsShown)
    .execute()

/** What ended or is on its way, the latest first. */
export const listRecent = (db: Db) =>
  payouts(db)
    .where('p.state', 'not in', ['draft', 'requested', 'approved_once', 'cancelled'])
    .orderBy('p.state_at', 'desc')
    .limit(payoutsShown)
    .execute()

export async function countWaiting(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('payments.payout')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('state', 'in', ['requested', 'approved_once'])
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One payout with its documents and every step it took. */
export const findPayout = (db: Db, id: string) =>
  payouts(db)
    .select((eb) => [
      jsonArrayFrom(
        eb
          .selectFrom('payments.payout_document as d')
          .innerJoin('kit.file as f', 'f.id', 'd.file_id')
          .select(['d.file_id', 'f.name', 'f.bytes', 'f.sha256'])
          .whereRef('d.payout_id', '=', 'p.id')
          .orderBy('d.added_at')
          .orderBy('d.file_id'),
      ).as('documents'),
      jsonArrayFrom(
        eb
          .selectFrom('payments.payout_step as s')
          .leftJoin('people.card as one', 'one.id', 's.person_id')
          .leftJoin('people.card as two', 'two.id', 's.second_id')
          .select(['s.id', 's.from_state', 's.to_state', 's.reason', 's.why', 's.at'])
          .select(['s.person_id', 'one.name as person', 'two.name as second'])
          .whereRef('s.payout_id', '=', 'p.id')
          .orderBy('s.at')
          .orderBy('s.id'),
      ).as('steps'),
    ])
    .where('p.id', '=', id)
    .executeTakeFirst()

export type Payout = NonNullable<Awaited<ReturnType<typeof findPayout>>>

/** Held until the transaction ends: two decisions about one payout follow each other. */
export async function lockPayout(tx: Db, id: string) {
  const row = await tx
    .selectFrom('payments.payout')
    .selectAll()
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  const first = await tx
    .selectFrom('payments.payout_step')
    .select('person_id')
    .where('payout_id', '=', id)
    .where('to_state', '=', 'approved_once')
    .executeTakeFirst()
  return { ...row, first_id: first?.person_id ?? null }
}

/** Whether this operator has to do with it; the database asks the same in may_approve. */
export async function isInsider(db: Db, payout_id: string, person_id: string): Promise<boolean> {
  const { rows } = await sql<{ outside: boolean }>`
    select payments.may_approve(${payout_id}::uuid, ${person_id}::uuid) as outside`.execute(db)
  return rows[0]?.outside !== true
}

/** A document of a payout, to be handed out. */
export const findDocument = (db: Db, payout_id: string, file_id: string) =>
  db
    .selectFrom('payments.payout_document as d')
    .innerJoin('kit.file as f', 'f.id', 'd.file_id')
    .select(['f.id', 'f.name', 'f.media_type', 'f.bytes'])
    .where('d.payout_id', '=', payout_id)
    .where('d.file_id', '=', file_id)
    .executeTakeFirst()

export async function countDocuments(tx: Db, payout_id: string): Promise<number> {
  const { count } = await tx
    .selectFrom('payments.payout_document')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('payout_id', '=', payout_id)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function countDrafts(tx: Db, organisation_id: string): Promise<number> {
  const { count } = await tx
    .selectFrom('payments.payout')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('organisation_id', '=', organisation_id)
    .where('state', '=', 'draft')
    .executeTakeFirstOrThrow()
  return Number(count)
}

/** One of its own. */
export const findOwn = (db: Db, organisation_id: string, id: string) =>
  payouts(db)
    .where('p.organisation_id', '=', organisation_id)
    .where('p.id', '=', id)
    .executeTakeFirst()

/** What is under way, for the terminal. */
export const listOpenPayouts = (db: Db) =>
  payouts(db)
    .where('p.state', 'in', [...openStates, 'ordered'])
    .orderBy('p.number')
    .execute()

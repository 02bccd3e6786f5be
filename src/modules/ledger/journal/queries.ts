// What everybody may read of the books: sealed rows, without donors.
import { sql } from 'kysely'
import type { Measured, Part } from '#kit/dataset.ts'
import type { Handle } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import type { AccountKind, Phase } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { idOfNumber, numberOfId } from './rules.ts'

type Db = Handle<Tables>

export interface Side {
  readonly account: bigint
  readonly kind: AccountKind
  /** Nobody where owners of its kind are private. */
  readonly owner_id: string | null
  readonly counterparty_id: string | null
  readonly name: Localized | null
  readonly counterparty: Localized | null
  /** Of the page of an organisation. */
  readonly slug: string | null
}

export interface JournalRow {
  readonly seq: bigint
  readonly kind: string
  readonly phase: Phase
  readonly currency: string
  readonly ledger: number
  readonly amount_minor: bigint
  readonly effective_on: string
  readonly debit: Side
  readonly credit: Side
}

/** Whose account it is, as far as everybody may know. */
const side = (account: 'd' | 'c') => {
  const [a, k] = [sql.ref(account), sql.ref(`${account}k`)]
  const owner = sql`case when not ${k}.owner_is_private then ${a}.owner_id end`
  const named = (id: typeof owner) => sql`coalesce(
    (select o.name from organisations.card o where o.id = ${id}),
    (select w.name from ledger.owner w where w.id = ${id}))`
  return sql<Side>`jsonb_build_object('account', ${a}.id, 'kind', ${a}.kind, 'owner_id', ${owner},
    'counterparty_id', ${a}.counterparty_id, 'name', ${named(owner)},
    'counterparty', ${named(sql`${a}.counterparty_id`)},
    'slug', (select o.slug from organisations.card o where o.id = ${owner}))`
}

const rows = (db: Db) =>
  db
    .selectFrom('ledger.transfer as t')
    .innerJoin('ledger.account as d', 'd.id', 't.debit_account')
    .innerJoin('ledger.account_kind as dk', 'dk.code', 'd.kind')
    .innerJoin('ledger.account as c', 'c.id', 't.credit_account')
    .innerJoin('ledger.account_kind as ck', 'ck.code', 'c.kind')
    .select(['t.seq', 't.kind', 't.phase', 't.currency', 't.ledger', 't.amount_minor'])
    .select(['t.effective_on', side('d').as('debit'), side('c').as('credit')])

interface Asked {
  readonly first: string
  readonly last: string
  /** Rows with lower numbers. */
  readonly before: bigint | undefined
  readonly limit: number
}

const sealedThrough = sql<bigint>`(select coalesce(max(last_seq), 0) from ledger.block)`

/** Sealed rows of money that count for these days, newest first. */
export const listJournal = (db: Db, { first, last, before, limit }: Asked): Promise<JournalRow[]> =>
  rows(db)
    .where('t.ledger', '=', 1)
    .where('t.seq', '<=', sealedThrough)
    .where('t.effective_on', '>=', first)
    .where('t.effective_on', '<=', last)
    .$if(before !== undefined, (query) => query.where('t.seq', '<', before ?? 0n))
    .orderBy('t.seq', 'desc')
    .limit(limit)
    .execute()

/** The days of the rows that were sealed first and last; nothing before there are any. */
export async function findSpan(db: Db): Promise<{ oldest: string; newest: string } | undefined> {
  const end = (way: 'asc' | 'desc') =>
    db
      .selectFrom('ledger.transfer')
      .select('effective_on')
      .where('seq', '<=', sealedThrough)
      .where('ledger', '=', 1)
      .orderBy('seq', way)
      .limit(1)
      .executeTakeFirst()
  const [first, last] = await Promise.all([end('asc'), end('desc')])
  return first && last && { oldest: first.effective_on, newest: last.effective_on }
}

/** The next rows of the data set, with what one needs to compute their hashes anew. */
export async function listOpen(db: Db, { since, after, limit }: Part) {
  const found = await rows(db)
    .innerJoinLateral(
      (eb) =>
        eb
          .selectFrom('ledger.block')
          .select(['number', 'sealed_at'])
          .whereRef('last_seq', '>=', 't.seq')
          .orderBy('last_seq')
          .limit(1)
          .as('b'),
      (join) => join.onTrue(),
    )
    .select(['b.number as block', 'b.sealed_at as changed_at'])
    .select(sql<string>`encode(sha256(ledger.private_bytes(t, d, c)), 'hex')`.as('private_hash'))
    .where('t.seq', '>', after === null ? 0n : numberOfId(after))
    .$if(since !== null, (query) => query.where('b.sealed_at', '>=', since ?? new Date(0)))
    .orderBy('t.seq')
    .limit(limit)
    .execute()
  return found.map((row) => ({ ...row, id: idOfNumber(row.seq), withdrawn: false }))
}

export type OpenRow = Awaited<ReturnType<typeof listOpen>>[number]

export async function measureOpen(db: Db): Promise<Measured> {
  const { rows, changed_at } = await db
    .selectFrom('ledger.block')
    .select([
      sql<bigint>`coalesce(sum(transfers), 0)::bigint`.as('rows'),
      sql<Date | null>`max(sealed_at)`.as('changed_at'),
    ])
    .executeTakeFirstOrThrow()
  return { rows: Number(rows), changed_at }
}

export async function listOpenBlocks(db: Db, { since, after, limit }: Part) {
  const found = await db
    .selectFrom('ledger.block')
    .select(['number', 'first_seq', 'last_seq', 'transfers', 'sealed_at as changed_at'])
    .select([
      sql<string>`encode(root, 'hex')`.as('root'),
      sql<string>`encode(previous, 'hex')`.as('previous'),
      sql<string>`encode(hash, 'hex')`.as('hash'),
      sql<bigint>`(extract(epoch from sealed_at) * 1000000)::bigint`.as('sealed_us'),
    ])
    .where('number', '>', after === null ? 0n : numberOfId(after))
    .$if(since !== null, (query) => query.where('sealed_at', '>=', since ?? new Date(0)))
    .orderBy('number')
    .limit(limit)
    .execute()
  return found.map((row) => ({ ...row, id: idOfNumber(row.number), withdrawn: false }))
}

export type OpenBlock = Awaited<ReturnType<typeof listOpenBlocks>>[number]

export async function measureOpenBlocks(db: Db): Promise<Measured> {
  const { rows, changed_at } = await db
    .selectFrom('ledger.block')
    .select([sql<bigint>`count(*)`.as('rows'), sql<Date | null>`max(sealed_at)`.as('changed_at')])
    .executeTakeFirstOrThrow()
  return { rows: Number(rows), changed_at }
}

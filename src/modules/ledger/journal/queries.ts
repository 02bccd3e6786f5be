// What everybody may read of the books: rows without donors, and the proof that one is sealed.
import { sql } from 'kysely'
import type { Measured, Part } from '#kit/dataset.ts'
import type { Handle } from '#kit/db.ts'
import type { Localized } from '#kit/localized.ts'
import { hashBytes, merklePath } from '#kit/merkle.ts'
import { findLeaves, ownersNamed } from '../queries.ts'
import type { AccountKind } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { idOfNumber, numberOfId } from './rules.ts'
import { accountsMatchedMax } from './schema.ts'

type Db = Handle<Tables>

interface Side {
  readonly account: number
  readonly kind: AccountKind
  /** Nobody where owners of its kind are private. */
  readonly owner_id: string | null
  readonly counterparty_id: string | null
  readonly name: Localized | null
  readonly counterparty: Localized | null
  /** Of the page of an organisation. */
  readonly slug: string | null
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
    .select(
      sql<string | null>`(select p.payer from ledger.payer p where p.event_id = t.event_id)`.as(
        'payer',
      ),
    )

interface Asked {
  /** Accounts that one of the two must be; all when nothing is said. */
  readonly accounts: readonly bigint[] | null
  /** Rows with lower numbers. */
  readonly before: bigint | undefined
  readonly limit: number
}

/** Rows of money, the latest first. */
export const listJournal = (db: Db, { accounts, before, limit }: Asked) =>
  rows(db)
    .where('t.ledger', '=', 1)
    .$if(accounts !== null, (query) =>
      query.where(({ or, eb }) =>
        or([
          eb('t.debit_account', 'in', accounts?.length ? [...accounts] : [0n]),
          eb('t.credit_account', 'in', accounts?.length ? [...accounts] : [0n]),
        ]),
      ),
    )
    .$if(before !== undefined, (query) => query.where('t.seq', '<', before ?? 0n))
    .orderBy('t.seq', 'desc')
    .limit(limit)
    .execute()

export type JournalRow = Awaited<ReturnType<typeof listJournal>>[number]

/** Accounts of whoever is called so; never those whose owners are private. */
export async function listAccountsNamed(db: Db, name: string): Promise<bigint[]> {
  const found = await sql<{ id: bigint }>`
    select a.id from ledger.account a join ledger.account_kind k on k.code = a.kind
    where not k.owner_is_private
      and (a.owner_id in ${ownersNamed(name)} or a.counterparty_id in ${ownersNamed(name)})
    order by a.id limit ${accountsMatchedMax}
  `.execute(db)
  return found.rows.map(({ id }) => id)
}

const sealed = (db: Db) =>
  rows(db)
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

/** The next sealed rows, with what one needs to compute their hashes anew. */
export async function listOpen(db: Db, { since, after, limit }: Part) {
  const found = await sealed(db)
    .where('t.seq', '>', after === null ? 0n : numberOfId(after))
    .$if(since !== null, (query) => query.where('b.sealed_at', '>=', since ?? new Date(0)))
    .orderBy('t.seq')
    .limit(limit)
    .execute()
  return found.map((row) => ({ ...row, id: idOfNumber(row.seq), withdrawn: false }))
}

export type OpenRow = Awaited<ReturnType<typeof listOpen>>[number]

export async function measureOpen(db: Db): Promise<Measured> {
  const { rows: count, changed_at } = await db
    .selectFrom('ledger.block')
    .select([
      sql<bigint>`coalesce(sum(transfers), 0)::bigint`.as('rows'),
      sql<Date | null>`max(sealed_at)`.as('changed_at'),
    ])
    .executeTakeFirstOrThrow()
  return { rows: Number(count), changed_at }
}

const blocks = (db: Db) =>
  db
    .selectFrom('ledger.block')
    .select(['number', 'first_seq', 'last_seq', 'transfers', 'sealed_at as changed_at'])
    .select([
      sql<string>`encode(root, 'hex')`.as('root'),
      sql<string>`encode(previous, 'hex')`.as('previous'),
      sql<string>`encode(hash, 'hex')`.as('hash'),
      sql<bigint>`(extract(epoch from sealed_at) * 1000000)::bigint`.as('sealed_us'),
    ])

export async function listOpenBlocks(db: Db, { since, after, limit }: Part) {
  const found = await blocks(db)
    .where('number', '>', after === null ? 0n : numberOfId(after))
    .$if(since !== null, (query) => query.where('sealed_at', '>=', since ?? new Date(0)))
    .orderBy('number')
    .limit(limit)
    .execute()
  return found.map((row) => ({ ...row, id: idOfNumber(row.number), withdrawn: false }))
}

export type OpenBlock = Awaited<ReturnType<typeof listOpenBlocks>>[number]

export async function measureOpenBlocks(db: Db): Promise<Measured> {
  const { rows: count, changed_at } = await db
    .selectFrom('ledger.block')
    .select([sql<bigint>`count(*)`.as('rows'), sql<Date | null>`max(sealed_at)`.as('changed_at')])
    .executeTakeFirstOrThrow()
  return { rows: Number(count), changed_at }
}

/** One row; of money alone, as the journal is. */
export const findRow = (db: Db, seq: bigint) =>
  rows(db).where('t.seq', '=', seq).where('t.ledger', '=', 1).executeTakeFirst()

/** A sealed row with its block and the way from its leaf up to the root. */
export async function findProof(db: Db, seq: bigint) {
  const row = await sealed(db).where('t.seq', '=', seq).executeTakeFirst()
  if (!row) return undefined
  const block = await blocks(db).where('number', '=', row.block).executeTakeFirstOrThrow()
  const { count } = await db
    .selectFrom('ledger.transfer')
    .select(({ fn }) => fn.countAll<bigint>().as('count'))
    .where('seq', '>=', block.first_seq)
    .where('seq', '<', seq)
    .executeTakeFirstOrThrow()
  const place = Number(count)
  const leaves = await findLeaves(db, row.block)
  const leaf = leaves.subarray(place * hashBytes, (place + 1) * hashBytes)
  return { row, block, place, leaf, path: merklePath(leaves, place) }
}

export type Proof = NonNullable<Awaited<ReturnType<typeof findProof>>>

// Recomputes the books from zero, in one look at one moment, while others go on writing.
import { type Kysely, sql } from 'kysely'
import type { Handle } from '#kit/db.ts'
import type { BankClosing } from '#kit/module.ts'
import { findLeaves, listHeads, listLawsOff } from '../queries.ts'
import type { Tables } from '../tables.ts'
import {
  type CheckedAccount,
  type CheckedHead,
  type CheckedTransfer,
  type Conserved,
  gathering,
  judgeChain,
  leaves,
  summing,
} from './rules.ts'
import { allLaws, type Fault } from './schema.ts'

type Ledger = Handle<Tables>

interface Wish {
  readonly now: Date
  readonly closings: readonly BankClosing[]
  readonly tell?: (done: number, of: number) => void
}

/** What was recomputed, and everything that did not come out. */
export interface Report {
  readonly ok: boolean
  readonly began_at: Date
  readonly transfers: bigint
  readonly accounts: number
  readonly blocks: bigint
  readonly last_hash: Buffer | null
  /** Written and not sealed yet. */
  readonly unsealed: bigint
  readonly pending: number
  readonly banks: number
  readonly conserved: readonly Conserved[]
  readonly fault_count: number
  readonly faults: readonly Fault[]
  /** Of the lowest number among the faults. */
  readonly first_wrong_block: string | null
}

export function verify(db: Kysely<Tables>, wish: Wish): Promise<Report> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((tx) => recompute(tx, wish))
}

async function recompute(db: Ledger, { now, closings, tell: progress }: Wish): Promise<Report> {
  const found = gathering()
  const [accounts, heads, closed, total] = [
    await readAccounts(db),
    await listHeads(db),
    await readClosed(db),
    await countRoughly(db),
  ]
  judgeChain(heads, found)
  const sums = summing(accounts, closed, found)
  const chain = covering(db, heads, accounts, found.tell)
  let transfers = 0
  for await (const rows of transfersInOrder(db)) {
    for (const row of rows) {
      sums.take(row)
      if (chain.takes(row)) await chain.next(row)
    }
    transfers += rows.length
    progress?.(transfers, Math.max(transfers, total))
  }
  await chain.end()
  const conserved = sums.end(BigInt(now.getTime()) * 1000n)
  for (const fault of [
    ...(await listReversedTooMuch(db)),
    ...(await listSealedLate(db, heads.at(-1)?.last_seq ?? 0n, now)),
    ...(await listBankDifferences(db, closings)),
    ...(await listLawsOff(db, allLaws)).map((is) => ({ code: 'law_off' as const, is })),
  ])
    found.tell(fault)
  return {
    ok: found.count() === 0,
    began_at: now,
    transfers: BigInt(transfers),
    accounts: accounts.size,
    blocks: BigInt(heads.length),
    unsealed: chain.unsealed(),
    last_hash: heads.at(-1)?.hash ?? null,
    pending: sums.pending(),
    banks: closings.length,
    conserved,
    fault_count: found.count(),
    faults: found.faults,
    first_wrong_block: firstWrong(found.faults),
  }
}

const firstWrong = (faults: readonly Fault[]) =>
  faults
    .flatMap(({ block }) => block ?? [])
    .sort((a, b) => Number(a) - Number(b))
    .at(0) ?? null

/** Walks along the blocks as the transfers come, and compares each block when it is passed. */
function covering(
  db: Ledger,
  heads: readonly CheckedHead[],
  accounts: ReadonlyMap<number, CheckedAccount>,
  tell: (fault: Fault) => void,
) {
  let [place, current, unsealed] = [0, leaves(), 0n]
  const close = async (head: CheckedHead) => {
    const fault = current.judge(head, await findLeaves(db, head.number))
    if (fault) tell(fault)
    current = leaves()
    place += 1
  }
  const add = (row: CheckedTransfer) => {
    const [debit, credit] = [accounts.get(row.debit_account), accounts.get(row.credit_account)]
    if (!heads[place]) unsealed += 1n
    else if (debit && credit) current.take(row, debit, credit)
  }
  return {
    /** Whether blocks end before this row; otherwise it is added without waiting. */
    takes(row: CheckedTransfer): boolean {
      const head = heads[place]
      if (head && row.seq > head.last_seq) return true
      add(row)
      return false
    },
    async next(row: CheckedTransfer) {
      for (let head = heads[place]; head && row.seq > head.last_seq; head = heads[place])
        await close(head)
      add(row)
    },
    async end() {
      for (let head = heads[place]; head; head = heads[place]) await close(head)
    },
    unsealed: () => unsealed,
  }
}

/** No more of each than the check asks for: there may be many. */
async function readAccounts(db: Ledger): Promise<Map<number, CheckedAccount>> {
  const accounts = new Map<number, CheckedAccount>()
  const words = new Map<string, string>()
  // The driver makes a new text for each row, of a few words that all rows share.
  const shared = <Word extends string>(word: Word): Word => {
    const kept = words.get(word) as Word | undefined
    if (kept === undefined) words.set(word, word)
    return kept ?? word
  }
  for (let after: number | null = null; ; ) {
    const rows = await readAccountsAfter(db, after)
    for (const row of rows)
      accounts.set(row.id, {
        ...row,
        kind: shared(row.kind),
        currency: shared(row.currency),
        normal: shared(row.normal),
        place: accounts.size,
      })
    const last = rows.at(-1)
    if (!last || rows.length < accountsAtOnce) return accounts
    after = last.id
  }
}

const accountsAtOnce = 2000

async function readAccountsAfter(db: Ledger, after: number | null) {
  return db
    .selectFrom('ledger.account as a')
    .innerJoin('ledger.account_kind as k', 'k.code', 'a.kind')
    .select(['a.kind', 'a.owner_id', 'a.counterparty_id', 'a.currency', 'a.ledger', 'a.normal'])
    .select(['a.may_overdraw', 'a.keeps_balance', 'k.owner_is_private', 'k.ends_at_zero'])
    .select([
      sql<number>`a.id::float8`.as('id'),
      sql<boolean>`a.closed_at is not null`.as('closed'),
      sql<string>`concat_ws(' ', a.debits_posted_minor, a.credits_posted_minor,
        a.debits_pending_minor, a.credits_pending_minor)`.as('held'),
    ])
    .where((eb) => (after === null ? eb.lit(true) : eb('a.id', '>', sql<bigint>`${after}::bigint`)))
    .orderBy('a.id')
    .limit(accountsAtOnce)
    .execute()
}

const readClosed = (db: Ledger) =>
  db.selectFrom('ledger.period_close').select(['closed_through', 'closed_seq']).execute()

async function countRoughly(db: Ledger): Promise<number> {
  const { rows } = await sql<{ rows: number }>`
    select greatest(reltuples, 0)::float8 as rows from pg_class
    where oid = 'ledger.transfer'::regclass
  `.execute(db)
  return rows[0]?.rows ?? 0
}

// Nothing is numbered below one; but somebody may have written there.
const lowest = -(2n ** 63n)

// Fetched at a time: the next are on their way while these are hashed. So few that V8 has forgotten
// them before they grow old: with ten times as many the check needs several hundred megabytes more.
const rowsAtOnce = 500

async function* transfersInOrder(db: Ledger): AsyncGenerator<readonly CheckedTransfer[]> {
  let coming: Promise<readonly CheckedTransfer[]> | null = readAfter(db, lowest)
  while (coming) {
    const rows: readonly CheckedTransfer[] = await coming
    const last = rows.at(-1)
    coming = last && rows.length === rowsAtOnce ? readAfter(db, last.seq) : null
    coming?.catch(() => undefined)
    yield rows
  }
}

async function readAfter(db: Ledger, seq: bigint): Promise<readonly CheckedTransfer[]> {
  const rows = await db
    .selectFrom('ledger.transfer')
    .select(['seq', 'id', 'event_id', 'kind', 'phase', 'currency', 'ledger', 'amount_minor'])
    .select(['pending_id', 'reverses', 'effective_on', 'actor', 'reason', 'ext_ref'])
    .select([
      sql<number>`debit_account::float8`.as('debit_account'),
      sql<number>`credit_account::float8`.as('credit_account'),
      sql<bigint>`(extract(epoch from recorded_at) * 1000000)::bigint`.as('recorded_us'),
      sql<bigint | null>`(extract(epoch from expires_at) * 1000000)::bigint`.as('expires_us'),
    ])
    .where('seq', '>', seq)
    .orderBy('seq')
    .limit(rowsAtOnce)
    .execute()
  return rows
}

async function listReversedTooMuch(db: Ledger): Promise<Fault[]> {
  const { rows } = await sql<{ seq: bigint; is: bigint; should: bigint | null }>`
    select min(r.seq) as seq, sum(r.amount_minor)::bigint as is, max(o.amount_minor) as should
    from ledger.transfer r left join ledger.transfer o on o.id = r.reverses
    where r.reverses is not null
    group by r.reverses
    having sum(r.amount_minor) > coalesce(max(o.amount_minor), 0)
      or bool_or(o.debit_account <> r.credit_account or o.credit_account <> r.debit_account)
  `.execute(db)
  return rows.map(({ seq, is, should }) => ({
    code: 'reversed_too_much' as const,
    seq: String(seq),
    is: String(is),
    should: String(should ?? 0),
  }))
}

// The worker seals each minute. What lies open for so long is a worker that does not work, and may
// be changed without a trace.
const unsealedMsMax = 30 * 60_000

async function listSealedLate(db: Ledger, last: bigint, now: Date): Promise<Fault[]> {
  const oldest = await db
    .selectFrom('ledger.transfer')
    .select(['seq', 'recorded_at'])
    .where('seq', '>', last)
    .orderBy('seq')
    .limit(1)
    .executeTakeFirst()
  if (!oldest || now.getTime() - oldest.recorded_at.getTime() < unsealedMsMax) return []
  return [{ code: 'sealing_late', seq: String(oldest.seq) }]
}

async function listBankDifferences(db: Ledger, closings: readonly BankClosing[]): Promise<Fault[]> {
  const faults: Fault[] = []
  for (const { bank_account_id, currency, closing_minor, on } of closings) {
    const { rows } = await sql<{ account: bigint; stands: bigint }>`
      select a.id as account, (
        coalesce((select sum(t.amount_minor) from ledger.transfer t where t.debit_account = a.id
          and t.phase in ('single', 'post') and t.effective_on <= ${on}::date), 0)
        - coalesce((select sum(t.amount_minor) from ledger.transfer t where t.credit_account = a.id
          and t.phase in ('single', 'post') and t.effective_on <= ${on}::date), 0)
      )::bigint as stands
      from ledger.account a
      where a.kind = 'bank' and a.owner_id = ${bank_account_id} and a.currency = ${currency}
    `.execute(db)
    const [{ account, stands } = { account: '', stands: 0n }] = rows
    if (stands !== closing_minor)
      faults.push({
        code: 'bank_differs',
        account: String(account),
        is: String(stands),
        should: String(closing_minor),
      })
  }
  return faults
}

// The books recomputed: what each account must hold, what is reserved, which block covers what.
// Whatever does not fit is a fault with a name and a place.
import { hashBytes, merkleRoot } from '#kit/merkle.ts'
import {
  type BlockHead,
  beforeTheFirst,
  blockHash,
  type Face,
  type Phase,
  type Side,
  type WholeTransfer,
  wholeLeaf,
} from '../rules.ts'
import { type Fault, type FaultCode, faultsToldMax } from './schema.ts'

export interface CheckedAccount extends Face {
  readonly currency: string
  readonly ledger: number
  readonly normal: Side
  readonly may_overdraw: boolean
  readonly keeps_balance: boolean
  readonly ends_at_zero: boolean
  readonly closed: boolean
  /** Its place among all that are checked. */
  readonly place: number
  /** What stands in its row: debits and credits posted, debits and credits pending. */
  readonly held: string
}

export interface CheckedTransfer extends WholeTransfer {
  readonly phase: Phase
  readonly debit_account: number
  readonly credit_account: number
}

export interface CheckedHead extends BlockHead {
  readonly hash: Uint8Array
}

interface Sums {
  readonly debits_posted: bigint
  readonly credits_posted: bigint
  readonly debits_pending: bigint
  readonly credits_pending: bigint
}

interface Reserved {
  readonly seq: bigint
  readonly amount_minor: bigint
  readonly debit: number
  readonly credit: number
  readonly expires_us: bigint | null
}

export interface Closed {
  readonly closed_through: string
  readonly closed_seq: bigint
}

/** Four sums for each account in one piece of memory: there may be hundreds of thousands. */
function sumsFor(accounts: number) {
  const table = new BigInt64Array(accounts * 4)
  const add = (place: number, column: number, amount: bigint) => {
    const at = place * 4 + column
    table[at] = (table[at] ?? 0n) + amount
  }
  return {
    debit(place: number, posted: bigint, pending: bigint) {
      if (posted !== 0n) add(place, 0, posted)
      if (pending !== 0n) add(place, 2, pending)
    },
    credit(place: number, posted: bigint, pending: bigint) {
      if (posted !== 0n) add(place, 1, posted)
      if (pending !== 0n) add(place, 3, pending)
    },
    of({ place }: { readonly place: number }): Sums {
      const [debits_posted = 0n, credits_posted = 0n, debits_pending = 0n, credits_pending = 0n] =
        table.subarray(place * 4, place * 4 + 4)
      return { debits_posted, credits_posted, debits_pending, credits_pending }
    },
  }
}

type AllSums = ReturnType<typeof sumsFor>

/** Where faults are gathered: the first by name, all by number. */
export function gathering() {
  const faults: Fault[] = []
  let count = 0
  return {
    faults: faults as readonly Fault[],
    count: () => count,
    tell(fault: Fault) {
      count += 1
      if (faults.length < faultsToldMax) faults.push(fault)
    },
  }
}

type Gathering = ReturnType<typeof gathering>

/** Adds up transfers in the order of their numbers, and compares at the end. */
export function summing(
  accounts: ReadonlyMap<number, CheckedAccount>,
  closed: readonly Closed[],
  { tell }: Gathering,
) {
  const sums = sumsFor(accounts.size)
  const reserved = new Map<string, Reserved>()
  const last =
    closed
      .map((one) => one.closed_through)
      .toSorted()
      .at(-1) ?? ''
  const move = moving(accounts, sums, reserved, tell)

  return {
    take(transfer: CheckedTransfer) {
      const seq = String(transfer.seq)
      for (const id of [transfer.debit_account, transfer.credit_account]) {
        const account = accounts.get(id)
        if (!account) tell({ code: 'account_unknown', seq, account: String(id) })
        else if (account.currency !== transfer.currency || account.ledger !== transfer.ledger)
          tell({ code: 'account_differs', seq, account: String(id) })
      }
      if (transfer.effective_on <= last && wasClosed(transfer, closed))
        tell({ code: 'period_was_closed', seq })
      move(transfer)
    },
    end(now_us: bigint) {
      for (const account of accounts.values()) judge(account, sums.of(account), tell)
      for (const { seq, expires_us } of reserved.values())
        if (expires_us !== null && expires_us + graceUs < now_us)
          tell({ code: 'pending_overdue', seq: String(seq) })
      return conserved(accounts, sums)
    },
    pending: () => reserved.size,
  }
}

/** Adds one transfer to the sums of its two accounts. One that is unknown was told by name. */
function moving(
  accounts: ReadonlyMap<number, CheckedAccount>,
  sums: AllSums,
  reserved: Map<string, Reserved>,
  tell: (fault: Fault) => void,
) {
  /** What a reservation takes, and what it gives back when it is resolved. */
  const pendingOf = (transfer: CheckedTransfer): bigint => {
    if (transfer.phase === 'pending') {
      reserved.set(transfer.id, reservedBy(transfer))
      return transfer.amount_minor
    }
    if (transfer.pending_id === null) return 0n
    const was = reserved.get(transfer.pending_id)
    reserved.delete(transfer.pending_id)
    const why = whyNotResolving(transfer, was)
    if (why) tell({ code: why, seq: String(transfer.seq) })
    return -(was?.amount_minor ?? 0n)
  }
  return (transfer: CheckedTransfer) => {
    const { phase, amount_minor } = transfer
    const debit = accounts.get(transfer.debit_account)
    const credit = accounts.get(transfer.credit_account)
    const posted = phase === 'single' || phase === 'post' ? amount_minor : 0n
    const pending = pendingOf(transfer)
    if (debit) sums.debit(debit.place, posted, pending)
    if (credit) sums.credit(credit.place, posted, pending)
  }
}

// The job that lets expired reservations go runs every minute; it may have been down for a while.
const graceUs = 3_600_000_000n

const reservedBy = (of: CheckedTransfer): Reserved => ({
  seq: of.seq,
  amount_minor: of.amount_minor,
  expires_us: of.expires_us,
  debit: of.debit_account,
  credit: of.credit_account,
})

function whyNotResolving(of: CheckedTransfer, was: Reserved | undefined): FaultCode | null {
  if (!was || was.debit !== of.debit_account || was.credit !== of.credit_account)
    return 'pending_unknown'
  const whole = of.phase === 'post' || of.amount_minor === was.amount_minor
  return of.amount_minor > was.amount_minor || !whole ? 'pending_exceeded' : null
}

const wasClosed = ({ seq, effective_on }: CheckedTransfer, closed: readonly Closed[]) =>
  closed.some((one) => effective_on <= one.closed_through && seq > one.closed_seq)

function judge(account: CheckedAccount, sums: Sums, tell: (fault: Fault) => void) {
  const name = String(account.id)
  const is = account.held
  const should = account.keeps_balance
    ? [sums.debits_posted, sums.credits_posted, sums.debits_pending, sums.credits_pending].join(' ')
    : '0 0 0 0'
  if (is !== should) tell({ code: 'balance_differs', account: name, is, should })
  const grows = account.normal === 'credit'
  const posted = (sums.credits_posted - sums.debits_posted) * (grows ? 1n : -1n)
  const leaving = grows ? sums.debits_pending : sums.credits_pending
  if (!account.may_overdraw && posted < leaving)
    tell({ code: 'overdrawn', account: name, is: String(posted - leaving), should: '0' })
  if (account.ends_at_zero && posted !== 0n)
    tell({ code: 'not_at_zero', account: name, is: String(posted), should: '0' })
  const quiet = posted === 0n && sums.debits_pending === 0n && sums.credits_pending === 0n
  if (account.closed && !quiet)
    tell({ code: 'closed_not_empty', account: name, is: String(posted), should: '0' })
}

/** Debits and credits of all accounts of one ledger and currency. */
export interface Conserved {
  readonly ledger: number
  readonly currency: string
  readonly debits_minor: bigint
  readonly credits_minor: bigint
}

/** What went out of accounts and what went in, by ledger and currency: each time the same. */
function conserved(accounts: ReadonlyMap<number, CheckedAccount>, sums: AllSums): Conserved[] {
  const all = new Map<
    string,
    { ledger: number; currency: string; debits: bigint; credits: bigint }
  >()
  for (const account of accounts.values()) {
    const { ledger, currency } = account
    const one = sums.of(account)
    if (one.debits_posted === 0n && one.credits_posted === 0n) continue
    const key = `${ledger} ${currency}`
    const found = all.get(key) ?? { ledger, currency, debits: 0n, credits: 0n }
    found.debits += one.debits_posted
    found.credits += one.credits_posted
    all.set(key, found)
  }
  return [...all.values()]
    .sort((a, b) => a.ledger - b.ledger || a.currency.localeCompare(b.currency))
    .map(({ ledger, currency, debits, credits }) => ({
      ledger,
      currency,
      debits_minor: debits,
      credits_minor: credits,
    }))
}

/** Whether each block follows from the one before it and says what its hash says. */
export function judgeChain(heads: readonly CheckedHead[], { tell }: Gathering) {
  let before: CheckedHead | null = null
  for (const head of heads) {
    const block = String(head.number)
    const number: bigint = (before?.number ?? 0n) + 1n
    if (head.number !== number || head.first_seq !== (before?.last_seq ?? 0n) + 1n)
      tell({ code: 'block_missing', block: String(number) })
    const previous: Uint8Array = before?.hash ?? beforeTheFirst
    if (Buffer.compare(head.previous, previous) !== 0) tell({ code: 'block_unlinked', block })
    if (Buffer.compare(blockHash(head), head.hash) !== 0) tell({ code: 'block_changed', block })
    before = head
  }
}

/** The leaves of one block as they come out now. */
export function leaves() {
  const hashes: Buffer[] = []
  const numbers: bigint[] = []
  return {
    take(transfer: CheckedTransfer, debit: Face, credit: Face) {
      hashes.push(wholeLeaf(transfer, debit, credit))
      numbers.push(transfer.seq)
    },
    /** What is wrong with the block, given the leaves that were kept with it. */
    judge: (head: CheckedHead, sealed: Uint8Array): Fault | null =>
      whatDiffers({ hashes, numbers, head, sealed: Buffer.from(sealed) }),
  }
}

interface Differing {
  readonly hashes: readonly Buffer[]
  readonly numbers: readonly bigint[]
  readonly head: CheckedHead
  readonly sealed: Buffer
}

const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

function whatDiffers({ hashes, numbers, head, sealed }: Differing): Fault | null {
  const block = String(head.number)
  const now = Buffer.concat(hashes)
  if (hashes.length > 0 && same(merkleRoot(now), head.root))
    return same(now, sealed) ? null : { code: 'leaves_changed', block }
  if (!same(merkleRoot(sealed), head.root)) return { code: 'block_changed', block }
  const count = sealed.byteLength / hashBytes
  const place = hashes.findIndex(
    (hash, at) => !same(hash, sealed.subarray(at * hashBytes, (at + 1) * hashBytes)),
  )
  // One that is missing leaves no number; the one after it tells where.
  const seq = String(numbers[place === -1 ? numbers.length - 1 : place] ?? head.first_seq)
  if (hashes.length < count) return { code: 'transfer_missing', block, seq }
  return { code: hashes.length > count ? 'transfer_added' : 'transfer_changed', block, seq }
}

// The books as somebody would keep them in a notebook: what is wished, why it may not be, and what
// stands on each account afterwards. It knows nothing of how the database does it.

export interface WishedLeg {
  readonly id: string
  readonly debit: number
  readonly credit: number
  readonly amount: bigint
  readonly phase: 'single' | 'pending'
  readonly expires_at: Date | null
}

export type Wish =
  | { do: 'post'; event: string; legs: readonly WishedLeg[]; day: string }
  | {
      do: 'settle' | 'release' | 'expire'
      event: string
      id: string
      pending: string
      amount: bigint | null
      day: string
    }
  | { do: 'reverse'; event: string; of: string; day: string }
  | { do: 'close_account'; account: number }
  | { do: 'close_period'; through: string }

export interface Kept {
  readonly id: string
  readonly event: string
  readonly phase: 'single' | 'pending' | 'post' | 'void' | 'expire'
  readonly debit: number
  readonly credit: number
  readonly amount: bigint
  readonly expires_at: Date | null
  readonly reverses: string | null
  resolved: boolean
  reversed: bigint
}

/** Debits and credits that are posted, debits and credits that are reserved. */
export type Sums = [bigint, bigint, bigint, bigint]

export interface AccountLaw {
  readonly currency: string
  /** It grows by credits and never goes below zero. */
  readonly guarded: boolean
}

export class Oracle {
  readonly accounts: readonly AccountLaw[]
  readonly now: Date
  readonly sums: Sums[]
  readonly kept = new Map<string, Kept>()
  readonly closed = new Set<number>()
  readonly events = new Map<string, string>()
  closed_through = ''

  constructor(accounts: readonly AccountLaw[], now: Date) {
    this.accounts = accounts
    this.now = now
    this.sums = accounts.map(() => [0n, 0n, 0n, 0n])
  }

  /** Every reason against it; none when it will be written. */
  reasons(wish: Wish): Set<string> {
    if (wish.do === 'close_account') return this.whyNotCloseAccount(wish.account)
    if (wish.do === 'close_period')
      return new Set(wish.through <= this.closed_through ? ['closed_already'] : [])
    const known = this.events.get(wish.event)
    if (known !== undefined)
      return new Set([known === contentOf(wish) ? 'exists' : 'exists_with_different_fields'])
    const why = new Set<string>()
    if (wish.day <= this.closed_through) why.add('period_closed')
    if (wish.do === 'post') this.judgeLegs(wish.legs, why)
    else if (wish.do === 'reverse') {
      if (this.openLegs(wish.of).length === 0) return new Set(['reverses_unknown'])
    } else this.judgeResolution(wish, why)
    for (const reason of this.judgeRows(this.rowsOf(wish))) why.add(reason)
    return why
  }

  private judgeLegs(legs: readonly WishedLeg[], why: Set<string>) {
    const ids = new Set(legs.map(({ id }) => id))
    if (ids.size < legs.length || legs.some(({ id }) => this.kept.has(id)))
      why.add('exists_with_different_fields')
    for (const { debit, credit, amount } of legs) {
      if (amount <= 0n) why.add('too_small')
      if (debit === credit) why.add('same_account')
      if (this.accounts[debit]?.currency !== this.accounts[credit]?.currency)
        why.add('currency_differs')
    }
  }

  private judgeResolution(wish: Extract<Wish, { pending: string }>, why: Set<string>) {
    const pending = this.kept.get(wish.pending)
    if (pending?.phase !== 'pending') why.add('pending_unknown')
    else {
      const late = pending.expires_at !== null && pending.expires_at <= this.now
      if (pending.resolved) why.add('pending_resolved')
      if (wish.do === 'settle' && late) why.add('pending_expired')
      if (wish.do === 'expire' && !late) why.add('pending_not_expired')
      if (wish.amount !== null && wish.amount > pending.amount) why.add('pending_exceeded')
    }
    if (wish.amount !== null && wish.amount <= 0n) why.add('too_small')
  }

  private judgeRows(rows: readonly Kept[]): string[] {
    const touched = new Set(rows.flatMap(({ debit, credit }) => [debit, credit]))
    const after = new Map([...touched].map((at) => [at, [...(this.sums[at] ?? [])] as Sums]))
    for (const row of rows) this.move(row, (at) => after.get(at))
    return [...after].flatMap(([at, [debits, credits, leaving]]) => [
      ...(this.closed.has(at) ? ['account_closed'] : []),
      ...(this.accounts[at]?.guarded && credits - debits - leaving < 0n ? ['overdrawn'] : []),
    ])
  }

  private whyNotCloseAccount(at: number): Set<string> {
    const [debits, credits, leaving, coming] = this.sums[at] ?? [0n, 0n, 0n, 0n]
    const quiet = debits === credits && leaving === 0n && coming === 0n
    const may = this.accounts[at]?.guarded && !this.closed.has(at) && quiet
    return new Set(may ? [] : ['not_closed'])
  }

  /** What of an event can still be taken back. */
  openLegs(event: string): Kept[] {
    return [...this.kept.values()].filter(
      (one) =>
        one.event === event &&
        (one.phase === 'single' || one.phase === 'post') &&
        one.amount > one.reversed,
    )
  }

  private rowsOf(wish: Exclude<Wish, { do: 'close_account' | 'close_period' }>): Kept[] {
    const fresh = { event: wish.event, resolved: false, reversed: 0n, reverses: null }
    if (wish.do === 'post') return wish.legs.map((leg) => ({ ...fresh, ...leg }))
    if (wish.do === 'reverse')
      return this.openLegs(wish.of).map(({ id, debit, credit, amount, reversed }) => ({
        ...fresh,
        id: `reversal ${wish.event} ${id}`,
        phase: 'single',
        expires_at: null,
        debit: credit,
        credit: debit,
        amount: amount - reversed,
        reverses: id,
      }))
    const pending = this.kept.get(wish.pending)
    if (!pending) return []
    const phase = phases[wish.do]
    const amount = wish.amount ?? pending.amount
    const { debit, credit } = pending
    return [{ ...fresh, id: wish.id, phase, debit, credit, amount, expires_at: null }].map(
      (row) => ({ ...row, pending: pending.amount }),
    )
  }

  private move(row: Kept & { pending?: bigint }, of: (at: number) => Sums | undefined) {
    const [debit, credit] = [of(row.debit), of(row.credit)]
    if (!debit || !credit) return
    if (row.phase === 'single' || row.phase === 'post') {
      debit[0] += row.amount
      credit[1] += row.amount
    }
    const reserved = row.phase === 'pending' ? row.amount : -(row.pending ?? 0n)
    debit[2] += reserved
    credit[3] += reserved
  }

  /** Write it down, as it was not refused. */
  take(wish: Wish): void {
    if (wish.do === 'close_account') this.closed.add(wish.account)
    else if (wish.do === 'close_period') this.closed_through = wish.through
    else {
      for (const row of this.rowsOf(wish)) {
        this.move(row, (at) => this.sums[at])
        this.kept.set(row.id, row)
        const original = row.reverses ? this.kept.get(row.reverses) : undefined
        if (original) original.reversed += row.amount
      }
      const pending = 'pending' in wish ? this.kept.get(wish.pending) : undefined
      if (pending) pending.resolved = true
      this.events.set(wish.event, contentOf(wish))
    }
  }
}

const phases = { settle: 'post', release: 'void', expire: 'expire' } as const

const contentOf = (wish: Wish) =>
  JSON.stringify(wish, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))

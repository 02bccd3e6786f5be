// What stands after each row, and the two sides of accounts.
import type { Side } from '../rules.ts'

interface Moved {
  readonly debit: boolean
  readonly phase: string
  readonly amount_minor: bigint
}

export type Running<R> = R & { readonly stands_minor: bigint; readonly moves: boolean }

/** What stands after each row, in the direction in which the account grows. */
export function running<R extends Moved>(
  rows: readonly R[],
  normal: Side,
  before: bigint,
): Running<R>[] {
  let stands = before
  return rows.map((row) => {
    const moves = row.phase === 'single' || row.phase === 'post'
    const grows = row.debit === (normal === 'debit')
    if (moves) stands += grows ? row.amount_minor : -row.amount_minor
    return { ...row, stands_minor: stands, moves }
  })
}

/** The two sides of each account that an event touched. */
export function tAccounts<R extends { debit_account: bigint; credit_account: bigint }>(
  rows: readonly R[],
) {
  const ids = [...new Set(rows.flatMap((row) => [row.debit_account, row.credit_account]))]
  return ids.map((id) => ({
    id,
    debits: rows.filter(({ debit_account }) => debit_account === id),
    credits: rows.filter(({ credit_account }) => credit_account === id),
  }))
}

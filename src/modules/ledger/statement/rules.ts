// What stands after each row.
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

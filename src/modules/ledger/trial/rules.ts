import { decimalText } from '#kit/money.ts'

interface Sides {
  readonly debits_minor: bigint
  readonly credits_minor: bigint
}

/** A side with nothing on it stays empty beside the other; where neither has anything, nought. */
export function amountBeside({ debits_minor, credits_minor }: Sides, currency: string) {
  const settled = debits_minor === 0n && credits_minor === 0n
  return (minor: bigint) => (minor === 0n && !settled ? '' : decimalText(minor, currency))
}

interface Total {
  readonly ledger: number
  readonly currency: string
  readonly debits_minor: bigint
  readonly credits_minor: bigint
}

/** Rows of a trial balance by ledger and currency, each with its total. */
export function together<R extends Total>(rows: readonly R[]) {
  const keys = [...new Set(rows.map(({ ledger, currency }) => `${ledger} ${currency}`))]
  return keys.map((key) => {
    const own = rows.filter(({ ledger, currency }) => `${ledger} ${currency}` === key)
    const [ledger = '', currency = ''] = key.split(' ')
    const sum = (of: 'debits_minor' | 'credits_minor') =>
      own.reduce((all, row) => all + row[of], 0n)
    return {
      ledger: Number(ledger),
      currency,
      rows: own,
      debits_minor: sum('debits_minor'),
      credits_minor: sum('credits_minor'),
    }
  })
}

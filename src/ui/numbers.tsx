import { formatMoney, formatNumber } from '#kit/format.ts'
import { decimalText } from '#kit/money.ts'
import { usePage } from '#kit/page.tsx'

interface MoneyProps {
  minor: bigint
  currency?: string
  /** Leave out `,00` where the amount is whole: in prose, never in a column. */
  whole?: boolean
}

export function Money({ minor, currency = 'EUR', whole = false }: MoneyProps) {
  const { locale } = usePage()
  return (
    <data class="money" value={decimalText(minor, currency)}>
      {formatMoney(minor, currency, locale, { cents: !whole })}
    </data>
  )
}

/** A number in a table or a sentence. */
export function Count({ of }: { of: number | bigint }) {
  const { locale } = usePage()
  return <span class="number">{formatNumber(of, locale)}</span>
}

// What can be had in return for a gift, on the form of whoever gives.
import { formatMoney } from '#kit/format.ts'
import { Radios } from '#ui/choices.tsx'
import { plainText } from '#ui/text.tsx'
import type { T } from '../words.ts'
import type { Thanks } from './queries.ts'
import { leftOf } from './rules.ts'

/** Each with the least that it takes and how many are left; what is gone cannot be chosen. */
export function InReturn({ t, of }: { t: T; of: readonly Thanks[] }) {
  const there = of.filter((one) => one.closed_at === null && leftOf(one) !== 0)
  if (there.length === 0) return null
  return (
    <Radios
      name="thanks"
      label={t('thanks.title')}
      hint={t('thanks.hint')}
      optional
      choices={[
        { value: '', label: t('thanks.none') },
        ...there.map((one) => ({
          value: one.id,
          label: plainText(one.title, t.locale),
          hint: hintOf(t, one),
        })),
      ]}
    />
  )
}

function hintOf(t: T, one: Thanks): string {
  const left = leftOf(one)
  return [
    t('thanks.from', { amount: formatMoney(one.least_minor, one.currency, t.locale) }),
    left === null ? null : t('thanks.left', { count: left }),
    plainText(one.note, t.locale) || null,
  ]
    .filter(Boolean)
    .join(' · ')
}

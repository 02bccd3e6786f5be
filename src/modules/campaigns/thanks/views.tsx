// What one can have in return for a gift, as everybody reads it.
import { type Thanks, thanksLeft } from '#modules/payments/index.ts'
import { Section } from '#ui/layout.tsx'
import { Money } from '#ui/numbers.tsx'
import { Meta } from '#ui/rows.tsx'
import { Paragraphs, Text } from '#ui/text.tsx'
import type { T } from '../words.ts'

export const ThanksLine = ({ t, of }: { t: T; of: Thanks }) => {
  const left = thanksLeft(of)
  return (
    <>
      <b>
        <Text of={of.title} />
      </b>
      <Meta
        of={[
          t.rich('thanks.from', {
            amount: () => <Money minor={of.least_minor} currency={of.currency} whole />,
          }),
          left === null ? null : left === 0 ? t('thanks.gone') : t('thanks.left', { count: left }),
        ]}
      />
      <Paragraphs of={of.note} />
    </>
  )
}

/** What one can have in return, on the page of the campaign. */
export function ThanksPanel({ t, of }: { t: T; of: readonly Thanks[] }) {
  const offered = of.filter(({ closed_at }) => closed_at === null)
  if (offered.length === 0) return null
  return (
    <Section id="thanks" title={t('thanks.title')}>
      <ul class="rows bare">
        {offered.map((one) => (
          <li key={one.id}>
            <div>
              <ThanksLine t={t} of={one} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

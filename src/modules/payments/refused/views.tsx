import { inLocale } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Meta } from '#ui/rows.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { RefusedRow } from './queries.ts'

/** What does not go back to a card, with what the processor said and what can be done. */
export function RefusedRefunds({ t, refunds }: { t: T; refunds: readonly RefusedRow[] }) {
  if (refunds.length === 0) return null
  return (
    <Section id="refused" title={t('refused.title')}>
      <p>{t('refused.lead')}</p>
      <ul class="rows bare">
        {refunds.map((refund) => (
          <li key={refund.id}>
            <Refund t={t} refund={refund} />
            <Actions>
              <Action to={paths.deskCardsRefund({ refund: refund.id })}>
                {t('refused.again')}
              </Action>
              {refund.state === 'failed' ? (
                <Action to={paths.deskCardsElsewhere({ refund: refund.id })} tone="quiet">
                  {t('refused.elsewhere')}
                </Action>
              ) : null}
            </Actions>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Refund({ t, refund }: { t: T; refund: RefusedRow }) {
  const { locale } = usePage()
  const { amount_minor, currency, reference, tries, attempts, state, detail, title } = refund
  const shown = inLocale(title, locale)
  const often =
    state === 'unknown' ? t('cards.desk.attempts', { attempts }) : t('refused.tries', { tries })
  return (
    <div>
      <Link to={refund.path}>
        <span lang={shown?.html}>{shown?.text}</span>
      </Link>
      <Meta
        of={[
          <Money key="amount" minor={amount_minor} currency={currency} />,
          reference ?? '',
          often,
          <When key="when" at={refund.created_at} as="time" />,
        ]}
      />
      <p>{detail ? t('refused.said', { detail }) : t('refused.silent')}</p>
    </div>
  )
}

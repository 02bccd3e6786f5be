import { usePage } from '#kit/page.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice } from '#ui/state.tsx'
import { minorOf } from '../adapters/stripe-words.ts'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'

interface Held {
  readonly id: string
  readonly [field: string]: unknown
}

const Amount = ({ of, field = 'amount' }: { of: Held; field?: string }) => {
  const currency = String(of.currency).toUpperCase()
  return <Money minor={minorOf(Number(of[field]), currency)} currency={currency} />
}

/** In the place of the processor's payment page. */
export function PracticePayPage({ t, session }: { t: T; session: Held }) {
  const { path } = usePage()
  const open = session.status === 'open'
  return (
    <Page title={t('cards.practice.title')} unlisted>
      <Lede
        kicker={t('cards.practice.name')}
        title={<Amount of={session} field="amount_total" />}
        standfirst={String(session.title)}
      />
      <Notice tone="wait">{t('cards.practice.lead')}</Notice>
      {path.includes('declined') ? (
        <Notice tone="bad">{t('cards.practice.declined')}</Notice>
      ) : null}
      {open ? (
        <form method="post" class="form">
          <Actions>
            <button type="submit" name="card" value="good" class="action main">
              {t('cards.practice.pay')}
            </button>
            <button type="submit" name="card" value="slow" class="action">
              {t('cards.practice.pay_slow')}
            </button>
            <button type="submit" name="card" value="declined" class="action">
              {t('cards.practice.decline')}
            </button>
            <button type="submit" name="card" value="leave" class="action text">
              {t('cards.practice.leave')}
            </button>
          </Actions>
        </form>
      ) : (
        <p>{t('cards.practice.over')}</p>
      )}
    </Page>
  )
}

interface PracticeProps {
  t: T
  charges: readonly Held[]
  refunds: readonly Held[]
  disputes: readonly Held[]
}

/** What the processor holds, with the things that people and banks do. */
export const PracticePage = ({ t, charges, refunds, disputes }: PracticeProps) => (
  <Page title={t('cards.practice.title')} unlisted>
    <Lede title={t('cards.practice.title')} standfirst={t('cards.practice.lead')} />
    <Section id="charges" title={t('cards.practice.charges')}>
      {charges.length === 0 ? <p class="faint">{t('cards.practice.none')}</p> : null}
      <ul class="rows bare">
        {charges.map((one) => (
          <li key={one.id}>
            <div>
              <Amount of={one} />
              <Meta of={[one.id]} />
              <Actions>
                <Action to={paths.practiceDoing({ what: 'refund', thing: one.id })}>
                  {t('cards.practice.refund')}
                </Action>
                <Action to={paths.practiceDoing({ what: 'dispute', thing: one.id })}>
                  {t('cards.practice.dispute')}
                </Action>
              </Actions>
            </div>
          </li>
        ))}
      </ul>
    </Section>
    {disputes.length === 0 ? null : (
      <Section id="disputes" title={t('cards.desk.disputes')}>
        <ul class="rows bare">
          {disputes.map((one) => (
            <li key={one.id}>
              <div>
                <Amount of={one} />
                <Meta of={[one.id, String(one.status)]} />
                <Actions>
                  <Action to={paths.practiceDoing({ what: 'won', thing: one.id })}>
                    {t('cards.desk.dispute.won')}
                  </Action>
                  <Action to={paths.practiceDoing({ what: 'lost', thing: one.id })}>
                    {t('cards.desk.dispute.lost')}
                  </Action>
                </Actions>
              </div>
            </li>
          ))}
        </ul>
      </Section>
    )}
    {refunds.length === 0 ? null : (
      <Section id="refunds" title={t('cards.practice.refunds')}>
        <ul class="rows bare">
          {refunds.map((one) => (
            <li key={one.id}>
              <div>
                <Amount of={one} />
                <Meta of={[one.id, String(one.status)]} />
              </div>
            </li>
          ))}
        </ul>
      </Section>
    )}
  </Page>
)

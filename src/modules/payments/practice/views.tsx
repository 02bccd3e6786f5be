import { usePage } from '#kit/page.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice } from '#ui/state.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'

interface Held {
  readonly id: string
  readonly minor: bigint
  readonly currency: string
  /** What it is for, or how it stands. */
  readonly note: string
}

const Amount = ({ of }: { of: Held }) => <Money minor={of.minor} currency={of.currency} />

/** In the place of the processor's payment page. */
export function PracticePayPage({ t, session, open }: { t: T; session: Held; open: boolean }) {
  const { path } = usePage()
  return (
    <Page title={t('cards.practice.title')} unlisted>
      <Lede
        kicker={t('cards.practice.name')}
        title={<Amount of={session} />}
        standfirst={session.note}
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
    <HeldList
      title={t('cards.practice.charges')}
      of={charges}
      none={t('cards.practice.none')}
      doings={[
        ['refund', t('cards.practice.refund')],
        ['dispute', t('cards.practice.dispute')],
      ]}
    />
    <HeldList
      title={t('cards.desk.disputes')}
      of={disputes}
      none={t('cards.desk.disputes.none')}
      doings={[
        ['won', t('cards.desk.dispute.won')],
        ['lost', t('cards.desk.dispute.lost')],
      ]}
    />
    <HeldList
      title={t('cards.practice.refunds')}
      of={refunds}
      none={t('cards.practice.none')}
      doings={[]}
    />
  </Page>
)

interface HeldProps {
  title: string
  of: readonly Held[]
  none: string
  /** What can be done to each of them, and its button. */
  doings: readonly (readonly [string, string])[]
}

const HeldList = ({ title, of, none, doings }: HeldProps) => (
  <Section title={title}>
    {of.length === 0 ? <p class="faint">{none}</p> : null}
    <ul class="rows bare">
      {of.map((one) => (
        <li key={one.id}>
          <div>
            <Amount of={one} />
            <Meta of={[one.id, one.note]} />
            <Actions>
              {doings.map(([what, label]) => (
                <Action key={what} to={paths.practiceDoing({ what, thing: one.id })}>
                  {label}
                </Action>
              ))}
            </Actions>
          </div>
        </li>
      ))}
    </ul>
  </Section>
)

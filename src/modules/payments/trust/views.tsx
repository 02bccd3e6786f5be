// Beside the form of somebody who gives: what happens next, who collects, what it costs, and where
// it is seen. In its place: why nobody can give.
import { paths as ledger } from '#modules/ledger/index.ts'
import { paths as organisations } from '#modules/organisations/index.ts'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { OpenAccount, Receiver } from '../queries.ts'
import type { WhyNotSupport } from '../rules.ts'
import type { T } from '../words.ts'

interface WhatHappensProps {
  t: T
  accounts: readonly OpenAccount[]
  /** Whether cards are taken here besides transfers. */
  cards: boolean
}

export const WhatHappens = ({ t, accounts, cards }: WhatHappensProps) => (
  <>
    <Section id="next" title={t('giving.next')}>
      {cards ? <h3 class="by-bank">{t('giving.method.bank')}</h3> : null}
      <ol class="steps by-bank">
        <li>{t(firstStep(accounts))}</li>
        <li>{t('giving.next.2')}</li>
        <li>{t('giving.next.3')}</li>
      </ol>
      {cards ? <ByCard t={t} /> : null}
    </Section>
    <Section id="collects" title={t('giving.collects')}>
      <p>{t('giving.collects.kept')}</p>
      <DefinitionList
        of={entitiesOf(accounts).map(([first, currencies]) => ({
          key: first.entity_id,
          term: t('giving.collects.in', { currencies }),
          is: `${first.entity_name}, ${first.entity_address}`,
        }))}
      />
    </Section>
    <Section id="costs" title={t('giving.costs')}>
      <p>{t('giving.costs.text')}</p>
    </Section>
    <Section id="seen" title={t('giving.seen')}>
      <p>
        {t('giving.seen.text')} <Link to={ledger.index()}>{t('giving.seen.books')}</Link>
      </p>
    </Section>
  </>
)

/** Style sheets show the way that is chosen; a browser that cannot tell shows both. */
const ByCard = ({ t }: { t: T }) => (
  <>
    <h3 class="by-card">{t('giving.method.card')}</h3>
    <ol class="steps by-card">
      <li>{t('giving.next.card.1')}</li>
      <li>{t('giving.next.card.2')}</li>
      <li>{t('giving.next.card.3')}</li>
    </ol>
  </>
)

/** The code for a bank's app is for euro alone. */
function firstStep(accounts: readonly OpenAccount[]) {
  if (!accounts.some(({ currency }) => currency === 'EUR')) return 'giving.next.1.no_code'
  return accounts.every(({ currency }) => currency === 'EUR')
    ? 'giving.next.1'
    : 'giving.next.1.euro_code'
}

/** Each once, with the currencies it collects in. */
const entitiesOf = (accounts: readonly OpenAccount[]) =>
  [...Map.groupBy(accounts, ({ entity_id }) => entity_id).values()].flatMap(([first, ...others]) =>
    first ? [[first, [first, ...others].map(({ currency }) => currency).join(', ')] as const] : [],
  )

interface CannotProps {
  t: T
  receiver: Receiver
  why: WhyNotSupport
  /** Operators are told what to do about it. */
  operator: boolean
}

export const CannotGivePage = ({ t, receiver, why, operator }: CannotProps) => (
  <Page
    title={t('giving.whynot.title')}
    accent={receiver.accent}
    unlisted
    crumbs={[{ to: organisations.profile(receiver), label: plainText(receiver.name, t.locale) }]}
  >
    <Lede title={t('giving.whynot.title')} standfirst={t(`giving.whynot.${why}`)} />
    {why === 'nobody_collects' && operator ? (
      <Notice tone="wait">
        <p>{t('giving.whynot.operator')}</p>
        <Link to={paths.deskEntities()}>{t('giving.whynot.desk')}</Link>
      </Notice>
    ) : null}
    <Actions>
      <ActionLink to={organisations.profile(receiver)}>{t('giving.whynot.back')}</ActionLink>
    </Actions>
  </Page>
)

// A gift's own page: how to pay it, where it is, and what its giver may still decide.
import type { FormState } from '#kit/form.ts'
import { formatDate, formatMoney } from '#kit/format.ts'
import { languageOf } from '#kit/locale.ts'
import { decimalText } from '#kit/money.ts'
import { usePage } from '#kit/page.tsx'
import { Copy } from '#ui/copy.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { AwaitedAccount, Intent } from '../queries.ts'
import { type Rhythm, type Standing, standingOf } from '../rules.ts'
import { Arrivals, AwaitedAccounts, CardState, Credit } from '../views.tsx'
import type { T } from '../words.ts'
import type { Arrived, AskedBack, Gift, Returned } from './queries.ts'
import { awaitsMoney, isOver, missingOf, whyNotWithdraw } from './rules.ts'

export interface GiftProps {
  t: T
  gift: Gift
  gift_key: string
  arrived: readonly Arrived[]
  returned: readonly Returned[]
  credit_minor: bigint
  asked_back: readonly AskedBack[]
  /** What its card did not take back, and where that is. */
  awaited: readonly AwaitedAccount[]
  others: readonly { id: string; name: Gift['title'] }[]
  paid_out: boolean
  code: { size: number; path: string } | null
  again: { id: string; key: string; rhythm: Rhythm } | null
  /** By card: the last try, and whether its money is in dispute. */
  card: { intent: Intent | undefined; disputed: boolean } | null
  form: FormState
}

const at = ({ gift, gift_key }: GiftProps) => ({ id: gift.id, key: gift_key })

const said = (t: T, minor: bigint, { currency }: Pick<Gift, 'currency'>) =>
  formatMoney(minor, currency, t.locale)

export function GiftPage(props: GiftProps) {
  const { t, gift, again, arrived, card } = props
  const standing = standingOf(gift)
  const over = isOver(gift, standing, usePage().now)
  const title = passedOn(props) ? t('gifts.title.passed_on') : titleOf(t, gift, standing, over)
  return (
    <Page title={title} unlisted styles={['giving.css']}>
      <Lede
        kicker={<Link to={gift.path}>{plainText(gift.title, t.locale)}</Link>}
        title={title}
        standfirst={standfirstOf(props, standing, over)}
      />
      {gift.is_sample ? <Notice tone="wait">{t('giving.sample')}</Notice> : null}
      <AwaitedAccounts t={t} at={at(props)} awaited={props.awaited} />
      <Credit {...props} to={paths.giftCredit(at(props))} />
      {over ? null : <Transfer {...props} standing={standing} />}
      {card?.disputed ? <Notice tone="wait">{t('gifts.card.disputed')}</Notice> : null}
      {card && standing === 'promised' && !over ? (
        <CardState {...props} intent={card.intent} />
      ) : null}
      <Way {...props} standing={standing} />
      {gift.whereabouts ? (
        <ActionLink to={`${gift.whereabouts}/${gift.id}/${props.gift_key}`}>
          {t('gifts.whereabouts')}
        </ActionLink>
      ) : null}
      <Arrivals {...props} receipt={(receipt) => paths.receipt({ ...at(props), receipt })} />
      {arrived.length > 0 ? (
        <p>
          <Link to={paths.recorded({ reference: gift.reference })}>{t('recorded.see')}</Link>
        </p>
      ) : null}
      {again ? (
        <p>
          {t('gifts.again', { rhythm: t(`gifts.rhythm.${again.rhythm}`) })}{' '}
          <Link to={paths.recurring(again)}>{t('gifts.again.see')}</Link>
        </p>
      ) : null}
      <Actions>
        {whyNotWithdraw(gift) === null ? (
          <Action
            to={paths.giftWithdrawal(at(props))}
            tone="text"
            confirm={t('gifts.withdraw.sure')}
          >
            {t('gifts.withdraw')}
          </Action>
        ) : null}
      </Actions>
    </Page>
  )
}

function standfirstOf(props: GiftProps, standing: Standing, over: boolean) {
  const { t, gift, returned } = props
  if (passedOn(props)) return t('gifts.lede.passed_on')
  if (standing === 'returned' && returned.some(({ elsewhere }) => elsewhere))
    return t('gifts.lede.returned.elsewhere')
  return ledeOf(t, gift, standing, over)
}

/** All that left it is for something else now, as its giver chose. */
const passedOn = ({ gift, returned }: GiftProps) =>
  standingOf(gift) === 'returned' && returned.every(({ reason }) => reason === 'passed_on')

function titleOf(t: T, { method }: Gift, standing: Standing, over: boolean) {
  if (over && standing !== 'part_paid') return t('gifts.title.over')
  const card = method === 'card' && standing === 'promised'
  return t(card ? 'gifts.title.promised.card' : `gifts.title.${standing}`)
}

function ledeOf(t: T, gift: Gift, standing: Standing, over: boolean) {
  if (over) return overSaid(t, gift, standing)
  if (standing === 'promised' && gift.method === 'card') return t('gifts.lede.promised.card')
  if (standing === 'promised' && !gift.donor_email) return t('gifts.lede.promised.silent')
  return t(`gifts.lede.${standing}`, {
    amount: said(t, gift.amount_minor, gift),
    received: said(t, gift.received_minor, gift),
    missing: said(t, missingOf(gift), gift),
    until: formatDate(gift.send_until, t.locale),
  })
}

const overSaid = (t: T, gift: Gift, standing: Standing) =>
  t(standing === 'part_paid' ? 'gifts.lede.over.part' : 'gifts.lede.over', {
    amount: said(t, gift.amount_minor, gift),
    received: said(t, gift.received_minor, gift),
    until: formatDate(gift.over_at ?? gift.send_until, t.locale),
  })

const inGroups = (text: string) => text.replace(/(.{4})(?=.)/g, '$1 ')

/** As one types it into a form: without the sign of the currency, with the reader's comma. */
const typedAmount = (t: T, minor: bigint, currency: string) => {
  const plain = decimalText(minor, currency)
  return languageOf(t.locale) === 'en' ? plain : plain.replace('.', ',')
}

/** What the bank needs to know. */
function Transfer(props: GiftProps & { standing: Standing }) {
  const { t, gift, standing, code } = props
  const { iban, bic, bank_name, holder, reference, currency } = gift
  if (!awaitsMoney(standing) || !iban || !bic || !holder) return null
  if (gift.account_closed_at) return <Notice tone="bad">{t('gifts.account_closed')}</Notice>
  const amount = missingOf(gift)
  const typed = typedAmount(t, amount, currency)
  return (
    <Section id="transfer" title={t('gifts.transfer')}>
      <div class="transfer">
        <div>
          <p class="sum">
            <Copy text={typed} shown={said(t, amount, gift)} />
          </p>
          <DefinitionList
            wide
            of={[
              { key: 'payee', term: t('gifts.payee'), is: <Copy text={holder} /> },
              {
                key: 'iban',
                term: t('gifts.iban'),
                is: <Copy text={iban} shown={inGroups(iban)} />,
              },
              { key: 'bic', term: t('gifts.bic'), is: <Copy text={bic} /> },
              { key: 'bank', term: t('gifts.bank'), is: bank_name },
              {
                key: 'reference',
                term: t('gifts.reference'),
                is: (
                  <>
                    <Copy text={reference} shown={inGroups(reference)} />
                    <p class="hint">{t('gifts.reference.hint')}</p>
                  </>
                ),
              },
              {
                key: 'until',
                term: t('gifts.until'),
                is: standing === 'expired' ? null : <When at={gift.send_until} />,
              },
            ]}
          />
        </div>
        {code ? <Code t={t} code={code} /> : null}
      </div>
      <p>
        <ActionLink to={paths.slip(at(props))}>{t('gifts.slip')}</ActionLink>
      </p>
    </Section>
  )
}

const Code = ({ t, code }: { t: T; code: { size: number; path: string } }) => (
  <figure class="code">
    <svg viewBox={`0 0 ${code.size} ${code.size}`} role="img" aria-label={t('gifts.code.alt')}>
      <path d={code.path} />
    </svg>
    <figcaption>
      <b>{t('gifts.code')}</b>
      <span>{t('gifts.code.note')}</span>
    </figcaption>
  </figure>
)

/** Promised, arrived, with the organisation: how far it has come. */
function Way({ t, gift, standing, paid_out, awaited }: GiftProps & { standing: Standing }) {
  const { now } = usePage()
  if (standing === 'withdrawn' || standing === 'returned') return null
  const came = gift.first_received_at
  const steps = [
    { key: 'promised', done: true, at: gift.created_at, text: said(t, gift.amount_minor, gift) },
    {
      key: 'arrived',
      done: came !== null,
      at: came,
      text: came ? said(t, gift.received_minor, gift) : t('gifts.step.arrived.not_yet'),
    },
    {
      key: 'given',
      done: came !== null,
      at: null,
      text: came
        ? t(paid_out ? 'gifts.step.given.paid_out' : 'gifts.step.given.kept')
        : t('gifts.step.given.not_yet'),
    },
  ] as const
  // Where it is kept for something, a page of its own says how it went on; what goes back is not
  // with anybody any more.
  const shown = gift.whereabouts || awaited.length > 0 ? steps.slice(0, 2) : steps
  const reached = shown.findLastIndex(({ done }) => done)
  return (
    <Section id="way" title={t('gifts.way')}>
      <ol class="way bare">
        {shown.map((step, i) => (
          <li
            key={step.key}
            class={step.done ? 'done' : undefined}
            aria-current={i === reached ? 'step' : undefined}
          >
            <b>{t(`gifts.step.${step.key}`)}</b>
            <span>{step.text}</span>
            {step.at && step.at <= now ? <When at={step.at} /> : null}
          </li>
        ))}
      </ol>
    </Section>
  )
}

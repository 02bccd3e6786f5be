import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { type ErrorWords, Form } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { ProofOfWork } from '#ui/proof-of-work.tsx'
import { Notice, State, type StateTone } from '#ui/state.tsx'
import { Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Pledge } from '../queries.ts'
import type { T } from '../words.ts'
import type { Intent } from './queries.ts'
import type { IntentState, WhyNotCheckout } from './rules.ts'

/** A processor's name is its own in every language. */
const nameOf = (t: T, provider: string) =>
  provider === 'stripe' ? 'Stripe' : provider === 'practice' ? t('cards.practice.name') : provider

const refusalWords = (t: T): ErrorWords => ({
  not_by_card: t('cards.refusal.not_by_card'),
  withdrawn: t('cards.refusal.withdrawn'),
  paid_already: t('cards.refusal.paid_already'),
  currency_not_by_card: t('cards.refusal.currency_not_by_card'),
  too_small_for_a_card: t('cards.refusal.too_small_for_a_card'),
  cards_not_offered: t('cards.refusal.cards_not_offered'),
  proof_needed: t('cards.refusal.proof_needed'),
  too_often: t('cards.refusal.too_often'),
})

interface BeginProps {
  t: T
  gift: Pledge
  title: Localized
  gift_key: string
  form: FormState
  whyNot: WhyNotCheckout | null
  /** For a gift that returns: what is agreed to by paying. */
  terms: string | null
}

/** What is to be paid, and the button that begins it. */
export function BeginPage({ t, gift, title, gift_key, form, whyNot, terms }: BeginProps) {
  const address = { id: gift.id, key: gift_key }
  return (
    <Page title={t('cards.title')} unlisted>
      <Lede
        kicker={<Text of={title} bare />}
        title={t('cards.title')}
        standfirst={<AmountOf gift={gift} />}
      />
      {whyNot ? (
        <p>{t(`cards.refusal.${whyNot}`)}</p>
      ) : (
        <Form to={paths.card(address)} state={form} errors={refusalWords(t)}>
          {terms ? <Notice>{terms}</Notice> : null}
          <p>{t('cards.begin.lead')}</p>
          <ProofOfWork />
          <button type="submit" class="action main">
            {t(terms ? 'cards.begin.agree' : 'cards.begin.go')}
          </button>
        </Form>
      )}
      <p>
        <Link to={paths.gift(address)}>{t('cards.to_gift')}</Link>
      </p>
    </Page>
  )
}

const AmountOf = ({ gift }: { gift: { amount_minor: bigint; currency: string } }) => (
  <Money minor={gift.amount_minor} currency={gift.currency} />
)

interface TryProps {
  t: T
  intent: Intent
  gift_key: string
  back: 'paid' | 'left' | undefined
}

type Told = Exclude<IntentState, 'open'> | 'open' | 'left' | 'waiting'

/** What is known of a try, and nothing that is not: whether it is paid, the processor says. */
const toldOf = ({ state, returned_at }: Intent, back: TryProps['back']): Told => {
  if (state !== 'open') return state
  if (back === 'left') return 'left'
  return back === 'paid' ? 'waiting' : returned_at ? 'left' : 'open'
}

export function TryPage({ t, intent, gift_key, back }: TryProps) {
  const told = toldOf(intent, back)
  const address = { id: intent.pledge_id, key: gift_key }
  const processor = nameOf(t, intent.provider)
  const again = told === 'failed' || told === 'expired' || told === 'refused'
  const onward = (told === 'open' || told === 'left') && intent.redirect_to
  return (
    <Page title={t(`cards.told.${told}`, { processor })} unlisted>
      <Lede
        kicker={<AmountOf gift={intent} />}
        title={t(`cards.told.${told}`, { processor })}
        standfirst={t(`cards.told.${told}.text`, { processor, entity: intent.entity_name })}
      />
      <Actions>
        {onward ? (
          <ActionLink to={onward} tone="main">
            {t('cards.onward', { processor })}
          </ActionLink>
        ) : null}
        {again ? (
          <ActionLink to={paths.card(address)} tone="main">
            {t('cards.again')}
          </ActionLink>
        ) : null}
        {told === 'asking' || told === 'unknown' || told === 'waiting' || told === 'processing' ? (
          <ActionLink
            to={`${paths.cardTry({ ...address, intent: intent.id })}${back ? `?back=${back}` : ''}`}
          >
            {t('cards.look_again')}
          </ActionLink>
        ) : null}
        <ActionLink to={paths.gift(address)} tone={told === 'paid' ? 'main' : 'plain'}>
          {t('cards.to_gift')}
        </ActionLink>
      </Actions>
    </Page>
  )
}

const tones: Readonly<Record<IntentState, StateTone>> = {
  asking: 'wait',
  unknown: 'wait',
  open: 'wait',
  processing: 'wait',
  paid: 'good',
  failed: 'bad',
  expired: 'still',
  refused: 'bad',
}

interface CardStateProps {
  t: T
  gift_key: string
  gift: { readonly id: string }
  /** The last try; undefined when there was none. */
  intent: Intent | undefined
}

/** On the page of a gift: how its payment by card stands, and the way on. */
export function CardState({ t, gift, gift_key, intent }: CardStateProps) {
  const address = { id: gift.id, key: gift_key }
  const ways = intent && ['asking', 'unknown', 'open', 'processing'].includes(intent.state)
  const processor = nameOf(t, intent?.provider ?? '')
  return (
    <Section id="card" title={t('cards.title')}>
      {intent ? (
        <p>
          <State tone={tones[intent.state]}>{t(`cards.told.${intent.state}`, { processor })}</State>
        </p>
      ) : null}
      {intent?.state === 'paid' ? null : (
        <ActionLink
          to={ways ? paths.cardTry({ ...address, intent: intent.id }) : paths.card(address)}
          tone="main"
        >
          {ways ? t('cards.go_on') : t('cards.begin.go')}
        </ActionLink>
      )}
    </Section>
  )
}

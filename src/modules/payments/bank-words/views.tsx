// What operators say that the bank did, and why something about a file is not possible.
import { emptyForm, type FormState } from '#kit/form.ts'
import { Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { type ErrorWords, Form } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Notice, State } from '#ui/state.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'

/** It stands beside a line of a file. */
const wordCharsMax = 500

const refusals = [
  ...(['bic_missing', 'other_currency', 'other_account', 'not_approved', 'account_gone'] as const),
  ...(['account_unconfirmed', 'account_held', 'organisation_suspended', 'day_over'] as const),
  ...(['organisation_closed', 'organisation_hidden', 'organisation_unverified'] as const),
  ...(['account_unknown', 'nothing_chosen', 'chosen_meanwhile', 'overdrawn'] as const),
  ...(['sent_already', 'dropped_already', 'made_by_yourself', 'settled_already'] as const),
  'disputed_meanwhile',
  ...(['order_not_sent', 'day_in_future', 'nothing_said', 'confirmed_already'] as const),
  ...(['stated_by_yourself', 'period_closed', 'tick_compared', 'not_a_document'] as const),
  ...(['too_large', 'not_possible'] as const),
] as const
type Refusal = (typeof refusals)[number]

/** The sentence of a refusal; what only a mistake of ours could bring is said to be impossible. */
export const refusalSaid = (t: T, code: string) => {
  const known: Refusal = refusals.find((one) => one === code) ?? 'not_possible'
  return t(`orders.why.${known}`)
}

export const orderErrors = (t: T): ErrorWords =>
  Object.fromEntries(refusals.map((code) => [code, t(`orders.why.${code}`)]))

interface Said {
  readonly id: string
  readonly says: 'paid' | 'failed'
  readonly on_date: string
  readonly why: string
  readonly file_id: string
  readonly stated_by_name: string | null
}

interface WordProps {
  t: T
  order: { readonly id: string }
  item: {
    readonly id: string
    readonly position: number
    readonly end_to_end_id: string
    readonly state: string
    readonly word: Said | null
  }
  mayConfirm: boolean
  word?: { item_id: string; form: FormState } | undefined
}

/** What the bank did with one payment: what one operator says, and another confirms. */
export function Word({ t, order, item, mayConfirm, word: typed }: WordProps) {
  if (item.state !== 'ordered') return null
  const at = { id: order.id, item_id: item.id }
  const { word } = item
  const mine = typed?.item_id === item.id ? typed.form : emptyForm()
  return (
    <Section
      id={`word-${item.end_to_end_id}`}
      title={t('orders.word', { ref: item.end_to_end_id })}
    >
      {word ? <ToldWord t={t} at={at} word={word} mayConfirm={mayConfirm} /> : null}
      <Saying t={t} at={at} position={item.position} form={mine} />
    </Section>
  )
}

interface At {
  readonly id: string
  readonly item_id: string
}

interface ToldProps {
  t: T
  at: At
  word: Said
  mayConfirm: boolean
}

const ToldWord = ({ t, at, word, mayConfirm }: ToldProps) => (
  <Notice tone="wait">
    <p>
      {t(`orders.says.${word.says}`, { name: word.stated_by_name ?? '' })}{' '}
      <When at={word.on_date} />
    </p>
    <p>{word.why}</p>
    <p>
      <Link to={paths.deskItemWordFile({ ...at, file_id: word.file_id })}>
        {t('orders.evidence')}
      </Link>
    </p>
    {mayConfirm ? (
      <Action to={paths.deskItemWordConfirmation(at)} tone="main" fields={{ word_id: word.id }}>
        {t('orders.confirm')}
      </Action>
    ) : (
      <p>{t('orders.why.stated_by_yourself')}</p>
    )}
  </Notice>
)

interface SayingProps {
  t: T
  at: At
  position: number
  form: FormState
}

const Saying = ({ t, at, position, form }: SayingProps) => (
  <details open={form.errors.length > 0}>
    <summary>{t('orders.say')}</summary>
    <Form
      to={paths.deskItemWord(at)}
      id={`w-${position}`}
      state={form}
      errors={orderErrors(t)}
      uploads
    >
      <p>{t('orders.say.lead')}</p>
      <Radios
        name="says"
        label={t('orders.says')}
        choices={(['paid', 'failed'] as const).map((value) => ({
          value,
          label: t(`orders.item.${value}`),
        }))}
      />
      <Field name="on_date" type="date" label={t('orders.on_date')} short />
      <Field name="why" label={t('orders.word.why')} max={wordCharsMax} rows={2} />
      <Field
        name="evidence"
        type="file"
        label={t('orders.evidence')}
        accept=".pdf,.jpg,.jpeg,.png"
      />
      <button type="submit" class="action quiet">
        {t('orders.say.do')}
      </button>
    </Form>
  </details>
)

interface Standing {
  readonly sent_at: Date | null
  readonly dropped_at: Date | null
  readonly open_items: number
}

/** How far a file has come. */
export const OrderBadge = ({
  t,
  of: { sent_at, dropped_at, open_items },
}: {
  t: T
  of: Standing
}) => {
  if (dropped_at) return <State tone="still">{t('orders.is.dropped')}</State>
  if (!sent_at) return <State tone="wait">{t('orders.is.made')}</State>
  if (open_items > 0) return <State tone="wait">{t('orders.is.sent')}</State>
  return <State tone="good">{t('orders.is.ended')}</State>
}

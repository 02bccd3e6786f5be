import type { FormState } from '#kit/form.ts'
import { inLocale } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice, State, type StateTone } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { RefusedRow } from '../queries.ts'
import { CheckLine, RefusedRefunds } from '../views.tsx'
import type { T } from '../words.ts'
import type {
  DeskAccount,
  DisputeRow,
  EventRow,
  LastCheck,
  RefusalRow,
  SilentRow,
} from './queries.ts'

interface DeskProps {
  t: T
  accounts: readonly (DeskAccount & { keys: boolean })[]
  events: readonly EventRow[]
  disputes: readonly DisputeRow[]
  silent: readonly SilentRow[]
  refused: readonly RefusedRow[]
  refusals: readonly RefusalRow[]
  checks: readonly LastCheck[]
  form: FormState
}

export const CardsDesk = ({ t, form, ...shown }: DeskProps) => (
  <Page title={t('cards.desk.title')} unlisted>
    <Lede title={t('cards.desk.title')} standfirst={t('cards.desk.lead')} />
    <Refusals t={t} refusals={shown.refusals} />
    <Unresolved t={t} events={shown.events} form={form} />
    <Disputes t={t} disputes={shown.disputes} />
    <RefusedRefunds t={t} refunds={shown.refused} />
    <Silent t={t} silent={shown.silent} />
    <Accounts t={t} accounts={shown.accounts} checks={shown.checks} />
    <Events t={t} events={shown.events} />
  </Page>
)

function Refusals({ t, refusals }: Pick<DeskProps, 't' | 'refusals'>) {
  const forged = refusals.filter(({ why }) => why === 'forged')
  const times = forged.reduce((sum, one) => sum + one.times, 0)
  return times === 0 ? null : <Notice tone="bad">{t('cards.desk.forged', { times })}</Notice>
}

function Unresolved({ t, events, form }: Pick<DeskProps, 't' | 'events' | 'form'>) {
  const open = events.filter(({ state }) => state === 'unresolved')
  if (open.length === 0) return null
  return (
    <Section id="unresolved" title={t('cards.desk.unresolved')}>
      <p>{t('cards.desk.unresolved.lead')}</p>
      <ul class="rows bare">
        {open.map(({ id, kind, object_ref, why, received_at }) => (
          <li key={id}>
            <div>
              <strong>{object_ref}</strong>
              <Meta of={[kind, whyOf(t, why), <When key="when" at={received_at} as="time" />]} />
              <Form
                to={paths.deskCardsEvent({ event: id })}
                id={`event-${id}`}
                state={form}
                errors={{ not_unresolved: t('cards.desk.event.not_unresolved') }}
              >
                <Field name="note" label={t('cards.desk.event.note')} />
                <button type="submit" class="action">
                  {t('cards.desk.event.settle')}
                </button>
              </Form>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

const whyOf = (t: T, why: string | null) =>
  why === 'not_ours' || why === 'no_such_order' || why === 'other_currency'
    ? t(`cards.desk.why.${why}`)
    : (why ?? '')

const disputeTones: Readonly<Record<DisputeRow['state'], StateTone>> = {
  inquiry: 'wait',
  open: 'bad',
  won: 'good',
  lost: 'still',
}

function Disputes({ t, disputes }: Pick<DeskProps, 't' | 'disputes'>) {
  return (
    <Section id="disputes" title={t('cards.desk.disputes')}>
      {disputes.length === 0 ? <p class="faint">{t('cards.desk.disputes.none')}</p> : null}
      <ul class="rows bare">
        {disputes.map((one) => (
          <li key={one.id}>
            <div>
              <Link to={one.path}>
                <PurposeTitle title={one.title} />
              </Link>
              <Meta
                of={[
                  <Money key="amount" minor={one.amount_minor} currency={one.currency} />,
                  one.reference,
                  one.charge_ref,
                  one.answer_by && one.state !== 'won' && one.state !== 'lost'
                    ? t.rich('cards.desk.dispute.by', {
                        when: () => <When at={one.answer_by ?? one.opened_at} as="relative" />,
                      })
                    : '',
                ]}
              />
              <p>{t(`cards.desk.dispute.${one.state}.do`)}</p>
              {one.lost_minor > 0n ? (
                <p>
                  {t.rich('cards.desk.dispute.lost_part', {
                    amount: () => <Money minor={one.lost_minor} currency={one.currency} />,
                  })}
                </p>
              ) : null}
            </div>
            <State tone={disputeTones[one.state]}>{t(`cards.desk.dispute.${one.state}`)}</State>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function PurposeTitle({ title }: Pick<DisputeRow, 'title'>) {
  const { locale } = usePage()
  const shown = inLocale(title, locale)
  return <span lang={shown?.html}>{shown?.text}</span>
}

function Silent({ t, silent }: Pick<DeskProps, 't' | 'silent'>) {
  if (silent.length === 0) return null
  return (
    <Section id="silent" title={t('cards.desk.silent')}>
      <p>{t('cards.desk.silent.lead')}</p>
      <ul class="rows bare">
        {silent.map(({ id, amount_minor, currency, label, attempts, detail, created_at }) => (
          <li key={id}>
            <div>
              <Money minor={amount_minor} currency={currency} />
              <Meta
                of={[
                  label,
                  t('cards.desk.attempts', { attempts }),
                  detail ?? '',
                  <When key="when" at={created_at} as="time" />,
                ]}
              />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Accounts({ t, accounts, checks }: Pick<DeskProps, 't' | 'accounts' | 'checks'>) {
  const { base_url } = usePage()
  return (
    <Section id="accounts" title={t('cards.desk.accounts')}>
      {accounts.length === 0 ? <p class="faint">{t('cards.desk.accounts.none')}</p> : null}
      <ul class="rows bare">
        {accounts.map((one) => (
          <li key={one.id}>
            <div>
              <strong>{[one.provider, one.label, one.currency].join(' · ')}</strong>
              <Meta of={[one.entity_name]} />
              <p>
                {t('cards.desk.hook')}{' '}
                <code>{`${base_url}${paths.cardHook({ account: one.id })}`}</code>
              </p>
              <CheckLine
                t={t}
                check={checks.find((check) => check.processor_account_id === one.id)}
              />
            </div>
            <State tone={one.closed_at ? 'still' : one.keys ? 'good' : 'bad'}>
              {t(
                one.closed_at
                  ? 'cards.desk.closed'
                  : one.keys
                    ? 'cards.desk.keys'
                    : 'cards.desk.no_keys',
              )}
            </State>
          </li>
        ))}
      </ul>
      <Action to={paths.deskCardsCheck()}>{t('cards.desk.check.ask')}</Action>
    </Section>
  )
}

const eventTones: Readonly<Record<EventRow['state'], StateTone>> = {
  waiting: 'wait',
  parked: 'wait',
  unresolved: 'bad',
  done: 'good',
  ignored: 'still',
  settled: 'still',
}

const Events = ({ t, events }: Pick<DeskProps, 't' | 'events'>) => (
  <Section id="events" title={t('cards.desk.events')}>
    {events.length === 0 ? (
      <p class="faint">{t('cards.desk.events.none')}</p>
    ) : (
      <Table
        caption={t('cards.desk.events')}
        hideCaption
        rows={events}
        rowKey={({ id }) => id}
        columns={[
          { key: 'kind', label: t('cards.desk.what'), heads: true, cell: ({ kind }) => kind },
          { key: 'ref', label: t('cards.desk.ref'), cell: ({ object_ref }) => object_ref },
          {
            key: 'at',
            label: t('cards.desk.received'),
            cell: (one) => <When at={one.received_at} as="time" />,
          },
          {
            key: 'state',
            label: t('cards.desk.state'),
            cell: ({ state, why }) => (
              <>
                <State tone={eventTones[state]}>{t(`cards.desk.event.${state}`)}</State>
                {why ? <p class="hint">{whyOf(t, why)}</p> : null}
              </>
            ),
          },
        ]}
      />
    )}
  </Section>
)

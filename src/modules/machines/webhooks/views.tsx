import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { Checkboxes } from '#ui/choices.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Copy } from '#ui/copy.tsx'
import { Field } from '#ui/field.tsx'
import { Disclosure, EmptyState } from '#ui/finding-ways.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { State, type StateTone } from '#ui/state.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { type DeliveryState, faults, headLine, standard, type WebhookState } from '../rules.ts'
import { errorWords, Sheet } from '../views.tsx'
import { type T, words } from '../words.ts'
import type { DeliveryRow, Webhook, WebhookRow } from './queries.ts'
import { heardKinds } from './schema.ts'

// What is wider than a phone scrolls, and so must be reachable by the keyboard.
const reachable = { tabIndex: 0 } as const

interface Subject {
  t: T
  organisation: { slug: string; name: Localized }
}

const tones: Readonly<Record<WebhookState, StateTone>> = {
  active: 'good',
  paused: 'still',
  failed: 'bad',
  removed: 'still',
}

interface WebhooksPageProps extends Subject {
  webhooks: readonly WebhookRow[]
  form: FormState
}

export const WebhooksPage = ({ t, organisation, webhooks, form }: WebhooksPageProps) => (
  <Sheet t={t} organisation={organisation} way="webhooks">
    <p class="standfirst">{t('webhooks.lead')}</p>
    {webhooks.length === 0 ? (
      <EmptyState title={t('webhooks.none')}>{t('webhooks.none.text')}</EmptyState>
    ) : (
      <ul class="rows bare">
        {webhooks.map(({ id, url, kinds, state, heard_at }) => (
          <li key={id}>
            <div>
              <Link to={paths.webhook({ slug: organisation.slug, id })}>{url}</Link>
              <Meta
                of={[
                  t('webhooks.kinds_count', { count: kinds.length }),
                  heard_at
                    ? t.rich('webhooks.heard', { when: () => <When at={heard_at} as="relative" /> })
                    : t('webhooks.never_heard'),
                ]}
              />
            </div>
            <State tone={tones[state]}>{t(`webhooks.state.${state}`)}</State>
          </li>
        ))}
      </ul>
    )}
    <Section id="add" title={t('webhooks.add')}>
      <WebhookFields t={t} to={paths.webhooks(organisation)} form={form} yes={t('webhooks.add')}>
        <Once />
      </WebhookFields>
    </Section>
  </Sheet>
)

interface FieldsProps {
  t: T
  to: string
  form: FormState
  yes: string
  children?: ComponentChildren
}

const WebhookFields = ({ t, to, form, yes, children }: FieldsProps) => (
  <Form to={to} state={form} errors={errorWords(t)} guard>
    {children}
    <Field name="url" type="url" label={t('webhooks.url')} hint={t('webhooks.url.hint')} />
    <Checkboxes
      name="kinds[]"
      label={t('webhooks.kinds')}
      hint={t('webhooks.kinds.hint')}
      choices={heardKinds.map((value) => ({ value, label: value }))}
    />
    <Actions>
      <button type="submit" class="action main">
        {yes}
      </button>
    </Actions>
  </Form>
)

interface WebhookPageProps extends Subject {
  webhook: Webhook
  secret: string
  deliveries: readonly DeliveryRow[]
  form: FormState
}

export function WebhookPage({ t, organisation, webhook, ...rest }: WebhookPageProps) {
  const at = { slug: organisation.slug, id: webhook.id }
  const active = webhook.state === 'active'
  return (
    <Sheet t={t} organisation={organisation} way="webhooks" title={t('webhooks.one')}>
      <p>
        <code>{webhook.url}</code>{' '}
        <State tone={tones[webhook.state]}>{t(`webhooks.state.${webhook.state}`)}</State>
      </p>
      {webhook.state === 'failed' ? <p>{t('webhooks.failed.text')}</p> : null}
      <Actions>
        <Action to={paths.webhookTest(at)}>{t('webhooks.test')}</Action>
        <Action
          to={paths.webhookStanding(at)}
          tone="quiet"
          fields={{ state: active ? 'paused' : 'active' }}
        >
          {t(active ? 'webhooks.pause' : 'webhooks.resume')}
        </Action>
        <ActionLink to={paths.webhookRemoval(at)} tone="text">
          {t('webhooks.remove')}
        </ActionLink>
      </Actions>
      <Section id="secret" title={t('webhooks.secret')}>
        <p>{t('webhooks.secret.text', { standard })}</p>
        <Disclosure title={t('webhooks.secret.show')}>
          <p>
            <Copy text={rest.secret} />
          </p>
          <Action
            to={paths.webhookSecret(at)}
            tone="quiet"
            confirm={t('webhooks.secret.renew.sure')}
          >
            {t('webhooks.secret.renew')}
          </Action>
        </Disclosure>
      </Section>
      <Deliveries t={t} at={at} of={rest.deliveries} />
      <Section id="change" title={t('webhooks.change')}>
        <WebhookFields t={t} to={paths.webhook(at)} form={rest.form} yes={t('save')} />
      </Section>
    </Sheet>
  )
}

interface DeliveriesProps {
  t: T
  at: { slug: string; id: string }
  of: readonly DeliveryRow[]
}

const Deliveries = ({ t, at, of }: DeliveriesProps) => (
  <Section id="deliveries" title={t('deliveries.title')}>
    {of.length === 0 ? <p>{t('deliveries.none')}</p> : null}
    <ul class="rows bare">
      {of.map((one) => (
        <DeliveryEntry key={one.id} t={t} at={at} of={one} />
      ))}
    </ul>
  </Section>
)

const deliveryTones: Readonly<Record<DeliveryState, StateTone>> = {
  delivered: 'good',
  waiting: 'wait',
  failed: 'bad',
}

function DeliveryEntry({ t, at, of }: { t: T; at: DeliveriesProps['at']; of: DeliveryRow }) {
  const { next_at } = of
  return (
    <li>
      <div>
        <code>{of.kind}</code>
        <Meta
          of={[
            <When key="at" at={of.created_at} as="time" />,
            t('deliveries.attempts', { count: of.attempts }),
            of.state === 'waiting' && next_at
              ? t.rich('deliveries.next', { when: () => <When at={next_at} as="time" /> })
              : null,
          ]}
        />
        <Disclosure title={t('deliveries.look')}>
          <ol>
            {of.tries.map((attempt) => (
              <li key={attempt.at}>
                <When at={new Date(attempt.at)} as="time" /> · {cameOf(t, attempt)}{' '}
                {attempt.excerpt ? <code>{attempt.excerpt}</code> : null}
              </li>
            ))}
          </ol>
          <pre {...reachable}>
            <code>{of.body}</code>
          </pre>
          <p class="hint">
            <code>{headLine('webhook-id:', of.id)}</code>
          </p>
        </Disclosure>
        {of.state === 'waiting' ? null : (
          <Action to={paths.deliveryReplay({ ...at, delivery_id: of.id })} tone="text">
            {t('deliveries.replay')}
          </Action>
        )}
      </div>
      <State tone={deliveryTones[of.state]}>{t(`deliveries.state.${of.state}`)}</State>
    </li>
  )
}

/** What came of an attempt, in words. */
function cameOf(t: T, { status, fault, took_ms }: DeliveryRow['tries'][number]): string {
  const known = faults.find((one) => one === fault)
  const said = known ? t(`fault.${known}`) : ''
  const came = status === null ? said : [`HTTP ${status}`, said].filter(Boolean).join(', ')
  return t('deliveries.came', { came, ms: took_ms })
}

export const RemovalPage = ({ t, slug, webhook }: { t: T; slug: string; webhook: Webhook }) => (
  <Page title={t('webhooks.remove.sure')} unlisted>
    <Confirm
      title={t('webhooks.remove.sure')}
      to={paths.webhookRemoval({ slug, id: webhook.id })}
      yes={t('webhooks.remove')}
      back={paths.webhook({ slug, id: webhook.id })}
      no={t('webhooks.keep')}
      danger
    >
      <p>
        <code>{webhook.url}</code>
      </p>
      <p>{t('webhooks.remove.text')}</p>
    </Confirm>
  </Page>
)

interface Failed {
  readonly slug: string
  readonly id: string
  readonly url: string
}

export const notices = {
  'machines.webhook_failed': (locale: Locale, { slug, id, url }: Failed) => ({
    text: words(locale)('notice.webhook_failed', { url }),
    to: paths.webhook({ slug, id }),
  }),
}

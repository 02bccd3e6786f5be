import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import { locales } from '#kit/locale.ts'
import type { NavItem } from '#kit/page.tsx'
import { Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Tabs } from '#ui/finding-ways.tsx'
import { Action, Link } from '#ui/link.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { nameCharsMax, undoHours } from '../schema.ts'
import { AskSheet, NewPasswordField, PasswordField, Sheet } from '../views.tsx'
import type { T } from '../words.ts'
import type { Overview, SessionRow } from './queries.ts'
import { deviceOf } from './rules.ts'

interface Props {
  t: T
  form?: FormState
}

interface AccountProps {
  t: T
  overview: Overview
  /** Pages of one's own that other modules have. */
  own: readonly NavItem[]
}

export const AccountPage = ({ t, overview, own }: AccountProps) => (
  <Sheet title={t('account')}>
    <Tabs
      label={t('account')}
      ways={[
        { to: paths.account(), label: t('account.settings'), current: true },
        ...own.map(({ to, label }) => ({ to, label: label(t.locale) })),
        { to: paths.notifications(), label: t('notices') },
        { to: paths.data(), label: t('my_data') },
      ]}
    />
    {overview.erasure_due_at ? (
      <div class="notice">
        <p>
          {t.rich('erasure.waiting', { when: <When at={overview.erasure_due_at} as="time" /> })}
        </p>
        <Action to={paths.erasureUndoing()} tone="main">
          {t('erasure.undo')}
        </Action>
      </div>
    ) : null}
    <dl class="facts">
      <Fact label={t('name')} to={paths.profile()} change={t('change')}>
        {overview.name}
      </Fact>
      <Fact label={t('locale')} to={paths.profile()} change={t('change')}>
        {locales.find(({ code }) => code === overview.locale)?.name}
      </Fact>
      <Fact label={t('email')} to={paths.email()} change={t('change')}>
        {overview.email}
      </Fact>
      <Fact label={t('password')} to={paths.password()} change={t('change')}>
        {t(overview.has_password ? 'password.set' : 'password.none')}
      </Fact>
      <Fact label={t('passkeys')} to={paths.passkeys()} change={t('change')}>
        {t('passkeys.count', { count: Number(overview.passkeys) })}
      </Fact>
      <Fact label={t('second_factor')} to={paths.secondFactor()} change={t('change')}>
        {t(overview.two_factor_enabled ? 'second_factor.on' : 'second_factor.off')}
      </Fact>
      <Fact label={t('sessions')} to={paths.sessions()} change={t('show')}>
        {t('sessions.count', { count: Number(overview.sessions) })}
      </Fact>
    </dl>
  </Sheet>
)

interface FactProps {
  label: string
  to: string
  change: string
  children: ComponentChildren
}

const Fact = ({ label, to, change, children }: FactProps) => (
  <div>
    <dt>{label}</dt>
    <dd>
      <span>{children}</span>
      <Link class="change" to={to} label={`${change}: ${label}`}>
        {change}
      </Link>
    </dd>
  </div>
)

export const ProfilePage = ({ t, form }: Props) => (
  <AskSheet
    t={t}
    title={t('profile')}
    in={t('account')}
    to={paths.profile()}
    form={form}
    submit={t('save')}
    fields={
      <>
        <Field
          name="name"
          label={t('name')}
          hint={t('name.hint')}
          autocomplete="name"
          max={nameCharsMax}
        />
        <Radios
          name="locale"
          label={t('locale')}
          hint={t('locale.hint')}
          choices={locales.map(({ code, name }) => ({ value: code, label: name }))}
        />
      </>
    }
  />
)

interface ProofProps extends Props {
  /** What they have to show; `link` when they have neither: then they sign in again. */
  by: 'password' | 'code' | 'link'
  next: string
}

export function ProofPage({ t, form, by, next }: ProofProps) {
  const title = t('proof')
  if (by === 'link')
    return (
      <Sheet title={title} in={t('account')}>
        <p class="lead">{t('proof.lead')}</p>
        <p>{t('proof.by_link')}</p>
        <Action to={paths.signOut()}>{t('sign_out')}</Action>
      </Sheet>
    )
  return (
    <AskSheet
      t={t}
      title={title}
      in={t('account')}
      lead={t('proof.lead')}
      to={paths.proof()}
      form={form}
      hidden={{ next }}
      submit={t('proof.do')}
      scripts={['reveal.ts']}
      fields={by === 'password' ? <PasswordField t={t} /> : <CodeField t={t} />}
    />
  )
}

const CodeField = ({ t }: { t: T }) => (
  <Field name="code" label={t('code')} hint={t('code.hint')} autocomplete="one-time-code" short />
)

export const PasswordPage = ({ t, form }: Props) => (
  <AskSheet
    t={t}
    title={t('password')}
    in={t('account')}
    lead={t('password.lead')}
    to={paths.password()}
    form={form}
    submit={t('password.save')}
    scripts={['reveal.ts']}
    fields={<NewPasswordField t={t} label={t('password.new')} />}
  />
)

export const EmailPage = ({ t, form, email }: Props & { email: string }) => (
  <AskSheet
    t={t}
    title={t('email')}
    in={t('account')}
    lead={t('email.lead', { email, hours: undoHours })}
    to={paths.email()}
    form={form}
    submit={t('email.send')}
    fields={<Field name="email" type="email" label={t('email.new')} autocomplete="email" />}
  />
)

interface TokenProps extends Props {
  token: string
}

export const EmailConfirmationPage = ({ t, form, token }: TokenProps) => (
  <AskSheet
    t={t}
    title={t('email.confirmation')}
    lead={t('email.confirmation.lead')}
    to={paths.emailConfirmation()}
    form={form}
    hidden={{ token }}
    submit={t('email.confirmation.do')}
  />
)

export const EmailUndoingPage = ({ t, form, token }: TokenProps) => (
  <AskSheet
    t={t}
    title={t('email.undoing')}
    lead={t('email.undoing.lead')}
    to={paths.emailUndoing()}
    form={form}
    hidden={{ token }}
    submit={t('email.undoing.do')}
    danger
  />
)

interface SessionsProps {
  t: T
  sessions: readonly SessionRow[]
  /** The session that asks. */
  own: string
}

export const SessionsPage = ({ t, sessions, own }: SessionsProps) => (
  <Sheet in={t('account')} title={t('sessions')}>
    <p class="lead">{t('sessions.lead')}</p>
    <ul class="rows">
      {sessions.map((session) => (
        <li key={session.id}>
          <p>
            <strong>{device(t, session.user_agent)}</strong>
            {session.id === own ? ` · ${t('sessions.this')}` : null}
          </p>
          <p>
            {t.rich('sessions.used', {
              used: <When at={session.used_at} as="relative" />,
              since: <When at={session.created_at} />,
            })}
          </p>
          {session.id === own ? null : (
            <Action to={paths.sessionEnd({ id: session.id })}>{t('sessions.end')}</Action>
          )}
        </li>
      ))}
    </ul>
    {sessions.length > 1 ? (
      <Action to={paths.sessionsEnd()} tone="danger">
        {t('sessions.end_others')}
      </Action>
    ) : null}
  </Sheet>
)

function device(t: T, userAgent: string | null): string {
  const { browser, system } = deviceOf(userAgent)
  if (browser && system) return t('sessions.device', { browser, system })
  return browser ?? system ?? t('sessions.unknown')
}

import type { FormState } from '#kit/form.ts'
import { localePath } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { paths } from '../paths.ts'
import { linkMinutes } from '../schema.ts'
import { AskSheet, NewPasswordField, PasskeyButton, PasswordField, Sheet } from '../views.tsx'
import type { T } from '../words.ts'

interface Props {
  t: T
  form?: FormState
  next?: string
}

export const SignInPage = ({ t, form, next = '' }: Props) => (
  <AskSheet
    t={t}
    title={t('sign_in')}
    to={paths.signIn()}
    form={form}
    hidden={{ next }}
    submit={t('sign_in.do')}
    scripts={['passkey.ts', 'reveal.ts']}
    fields={
      <>
        <EmailField t={t} />
        <PasswordField t={t} />
      </>
    }
  >
    <Section title={t('sign_in.other_ways')}>
      <PasskeyButton t={t} mode="sign-in" to={localePath(t.locale, next || paths.account())}>
        {t('sign_in.passkey')}
      </PasskeyButton>
      <ul>
        <li>
          <Link to={paths.signUp({ next })}>{t('sign_in.no_account')}</Link>
        </li>
        <li>
          <Link to={paths.link({ next })}>{t('sign_in.link')}</Link>
        </li>
        <li>
          <Link to={paths.reset()}>{t('sign_in.forgotten')}</Link>
        </li>
      </ul>
    </Section>
  </AskSheet>
)

const EmailField = ({ t }: { t: T }) => (
  <Field name="email" type="email" label={t('email')} autocomplete="username" />
)

export const CodePage = ({ t, form, next = '' }: Props) => (
  <AskSheet
    t={t}
    title={t('code')}
    lead={t('code.lead')}
    to={paths.signInCode()}
    form={form}
    hidden={{ next }}
    submit={t('sign_in.do')}
    fields={<CodeField t={t} />}
  >
    <p>
      <Link to={paths.signIn({ next })}>{t('code.begin_again')}</Link>
    </p>
  </AskSheet>
)

const CodeField = ({ t }: { t: T }) => (
  <Field
    name="code"
    label={t('code')}
    hint={t('code.hint')}
    autocomplete="one-time-code"
    short
    autofocus
  />
)

export const LinkPage = ({ t, form, next = '' }: Props) => (
  <AskSheet
    t={t}
    title={t('link')}
    lead={t('link.lead')}
    to={paths.link()}
    form={form}
    hidden={{ next }}
    submit={t('link.send')}
    fields={<EmailField t={t} />}
  />
)

/** The same for every address, with an account or without. */
export const LinkSentPage = ({ t }: { t: T }) => (
  <Sheet title={t('sent')}>
    <p class="lead">{t('link.sent', { minutes: linkMinutes })}</p>
    <p>{t('sent.look')}</p>
  </Sheet>
)

export const LinkUsePage = ({ t, form, token, next = '' }: Props & { token: string }) => (
  <AskSheet
    t={t}
    title={t('link.use')}
    lead={t('link.use.lead')}
    to={paths.linkUse()}
    form={form}
    hidden={{ token, next }}
    submit={t('sign_in.do')}
  >
    <p>
      <Link to={paths.link({ next })}>{t('link.another')}</Link>
    </p>
  </AskSheet>
)

export const ResetPage = ({ t, form }: Props) => (
  <AskSheet
    t={t}
    title={t('reset')}
    lead={t('reset.lead')}
    to={paths.reset()}
    form={form}
    submit={t('link.send')}
    fields={<EmailField t={t} />}
  />
)

export const ResetSentPage = ({ t }: { t: T }) => (
  <Sheet title={t('sent')}>
    <p class="lead">{t('reset.sent', { minutes: linkMinutes })}</p>
    <p>{t('sent.look')}</p>
  </Sheet>
)

export const NewPasswordPage = ({ t, form, token }: Props & { token: string }) => (
  <AskSheet
    t={t}
    title={t('reset.new')}
    lead={t('reset.new.lead')}
    to={paths.newPassword()}
    form={form}
    hidden={{ token }}
    submit={t('password.save')}
    scripts={['reveal.ts']}
    fields={<NewPasswordField t={t} label={t('password.new')} />}
  >
    <p>
      <Link to={paths.reset()}>{t('link.another')}</Link>
    </p>
  </AskSheet>
)

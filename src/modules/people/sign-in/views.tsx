import { emptyForm, type FormState } from '#kit/form.ts'
import { localePath } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { paths } from '../paths.ts'
import { linkMinutes } from '../schema.ts'
import { errorWords, NewPasswordField, PasskeyButton, PasswordField, Sheet } from '../views.tsx'
import type { T } from '../words.ts'

interface Props {
  t: T
  form?: FormState
  next?: string
}

export const SignInPage = ({ t, form = emptyForm(), next = '' }: Props) => (
  <Sheet title={t('sign_in')} scripts={['passkey.ts', 'reveal.ts']}>
    <Form to={paths.signIn()} state={form} errors={errorWords(t)}>
      <EmailField t={t} />
      <PasswordField t={t} />
      <Hidden name="next" value={next} />
      <button type="submit" class="action main">
        {t('sign_in.do')}
      </button>
    </Form>
    <h2>{t('sign_in.other_ways')}</h2>
    <PasskeyButton t={t} mode="sign-in" to={localePath(t.locale, next || paths.account())}>
      {t('sign_in.passkey')}
    </PasskeyButton>
    <ul>
      <li>
        <Link to={paths.link({ next })}>{t('sign_in.link')}</Link>
      </li>
      <li>
        <Link to={paths.reset()}>{t('sign_in.forgotten')}</Link>
      </li>
      <li>
        <Link to={paths.signUp({ next })}>{t('sign_in.no_account')}</Link>
      </li>
    </ul>
  </Sheet>
)

const EmailField = ({ t }: { t: T }) => (
  <Field name="email" type="email" label={t('email')} autocomplete="username" />
)

export const CodePage = ({ t, form, next = '' }: Props) => (
  <Sheet title={t('code')}>
    <p class="lead">{t('code.lead')}</p>
    <Form to={paths.signInCode()} state={form} errors={errorWords(t)}>
      <CodeField t={t} />
      <Hidden name="next" value={next} />
      <button type="submit" class="action main">
        {t('sign_in.do')}
      </button>
    </Form>
    <p>
      <Link to={paths.signIn({ next })}>{t('code.begin_again')}</Link>
    </p>
  </Sheet>
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
  <Sheet title={t('link')}>
    <p class="lead">{t('link.lead')}</p>
    <Form to={paths.link()} state={form} errors={errorWords(t)}>
      <EmailField t={t} />
      <Hidden name="next" value={next} />
      <button type="submit" class="action main">
        {t('link.send')}
      </button>
    </Form>
  </Sheet>
)

/** The same for every address, with an account or without. */
export const LinkSentPage = ({ t }: { t: T }) => (
  <Sheet title={t('sent')}>
    <p class="lead">{t('link.sent', { minutes: linkMinutes })}</p>
    <p>{t('sent.look')}</p>
  </Sheet>
)

export const LinkUsePage = ({ t, form, token, next = '' }: Props & { token: string }) => (
  <Sheet title={t('link.use')}>
    <p class="lead">{t('link.use.lead')}</p>
    <Form to={paths.linkUse()} state={form} errors={errorWords(t)}>
      <Hidden name="token" value={token} />
      <Hidden name="next" value={next} />
      <button type="submit" class="action main">
        {t('sign_in.do')}
      </button>
    </Form>
    <p>
      <Link to={paths.link({ next })}>{t('link.another')}</Link>
    </p>
  </Sheet>
)

export const ResetPage = ({ t, form }: Props) => (
  <Sheet title={t('reset')}>
    <p class="lead">{t('reset.lead')}</p>
    <Form to={paths.reset()} state={form} errors={errorWords(t)}>
      <EmailField t={t} />
      <button type="submit" class="action main">
        {t('link.send')}
      </button>
    </Form>
  </Sheet>
)

export const ResetSentPage = ({ t }: { t: T }) => (
  <Sheet title={t('sent')}>
    <p class="lead">{t('reset.sent', { minutes: linkMinutes })}</p>
    <p>{t('sent.look')}</p>
  </Sheet>
)

export const NewPasswordPage = ({ t, form, token }: Props & { token: string }) => (
  <Sheet title={t('reset.new')} scripts={['reveal.ts']}>
    <p class="lead">{t('reset.new.lead')}</p>
    <Form to={paths.newPassword()} state={form} errors={errorWords(t)}>
      <NewPasswordField t={t} label={t('password.new')} />
      <Hidden name="token" value={token} />
      <button type="submit" class="action main">
        {t('password.save')}
      </button>
    </Form>
    <p>
      <Link to={paths.reset()}>{t('link.another')}</Link>
    </p>
  </Sheet>
)

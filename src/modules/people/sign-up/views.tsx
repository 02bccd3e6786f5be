import { emptyForm, type FormState } from '#kit/form.ts'
import { Field } from '#ui/field.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { paths } from '../paths.ts'
import { nameCharsMax } from '../schema.ts'
import { errorWords, NewPasswordField, PasswordField, Sheet } from '../views.tsx'
import type { T } from '../words.ts'

interface Props {
  t: T
  form?: FormState
}

export const SignUpPage = ({ t, form = emptyForm(), next }: Props & { next: string }) => (
  <Sheet title={t('sign_up')} scripts={['reveal.ts']}>
    <p class="lead">{t('sign_up.lead')}</p>
    <Form to={paths.signUp()} state={form} errors={errorWords(t)}>
      <Field
        name="name"
        label={t('name')}
        hint={t('name.hint')}
        autocomplete="name"
        max={nameCharsMax}
      />
      <Field name="email" type="email" label={t('email')} autocomplete="email" />
      <NewPasswordField t={t} label={t('password')} />
      <Hidden name="next" value={next} />
      <button type="submit" class="action main">
        {t('sign_up.do')}
      </button>
    </Form>
    <p>
      {t('sign_up.have_one')} <Link to={paths.signIn({ next })}>{t('sign_in')}</Link>
    </p>
  </Sheet>
)

/** The same for every address, with an account or without. */
export const SignUpSentPage = ({ t }: { t: T }) => (
  <Sheet title={t('sent')}>
    <p class="lead">{t('sign_up.sent')}</p>
    <p>{t('sent.look')}</p>
  </Sheet>
)

interface ConfirmationProps extends Props {
  token: string
  email: string
  next: string
}

export const ConfirmationPage = ({ t, form, token, email, next }: ConfirmationProps) => (
  <Sheet title={t('confirmation')} scripts={['reveal.ts']}>
    <p class="lead">{t('confirmation.lead', { email })}</p>
    <Form to={paths.confirmation()} state={form} errors={errorWords(t)}>
      <PasswordField t={t} />
      <Hidden name="token" value={token} />
      <Hidden name="email" value={email} />
      <Hidden name="next" value={next} />
      <button type="submit" class="action main">
        {t('confirmation.do')}
      </button>
    </Form>
    <p>
      <Link to={paths.link()}>{t('confirmation.forgotten')}</Link>
    </p>
  </Sheet>
)

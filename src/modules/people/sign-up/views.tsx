import type { FormState } from '#kit/form.ts'
import { Field } from '#ui/field.tsx'
import { Link } from '#ui/link.tsx'
import { ProofOfWork } from '#ui/proof-of-work.tsx'
import { paths } from '../paths.ts'
import { nameCharsMax } from '../schema.ts'
import { AskSheet, NewPasswordField, PasswordField, Sheet } from '../views.tsx'
import type { T } from '../words.ts'

interface Props {
  t: T
  form?: FormState
}

interface SignUpProps extends Props {
  next: string
}

export const SignUpPage = ({ t, form, next }: SignUpProps) => (
  <AskSheet
    t={t}
    title={t('sign_up')}
    lead={t('sign_up.lead')}
    to={paths.signUp()}
    form={form}
    hidden={{ next }}
    submit={t('sign_up.do')}
    scripts={['reveal.ts']}
    fields={
      <>
        <NameField t={t} />
        <Field name="email" type="email" label={t('email')} autocomplete="email" />
        <NewPasswordField t={t} label={t('password')} />
        <ProofOfWork />
      </>
    }
  >
    <p>
      {t('sign_up.have_one')} <Link to={paths.signIn({ next })}>{t('sign_in')}</Link>
    </p>
  </AskSheet>
)

const NameField = ({ t }: { t: T }) => (
  <Field
    name="name"
    label={t('name')}
    hint={t('name.hint')}
    autocomplete="name"
    max={nameCharsMax}
  />
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
  <AskSheet
    t={t}
    title={t('confirmation')}
    lead={t('confirmation.lead', { email })}
    to={paths.confirmation()}
    form={form}
    hidden={{ token, email, next }}
    submit={t('confirmation.do')}
    scripts={['reveal.ts']}
    fields={<PasswordField t={t} />}
  >
    <p>
      <Link to={paths.link()}>{t('confirmation.forgotten')}</Link>
    </p>
  </AskSheet>
)

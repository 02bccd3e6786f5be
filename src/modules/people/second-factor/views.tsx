import type { FormState } from '#kit/form.ts'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { paths } from '../paths.ts'
import { errorWords, Sheet } from '../views.tsx'
import type { T } from '../words.ts'

interface BeginProps {
  t: T
  /** Their role asks for it: nothing else is open until it is set up. */
  required: boolean
}

export const BeginPage = ({ t, required }: BeginProps) => (
  <Sheet in={t('account')} title={t('second_factor')}>
    <p class="lead">{t('second_factor.lead')}</p>
    {required ? <p class="notice">{t('second_factor.required')}</p> : null}
    <Action to={paths.secondFactor()} tone="main">
      {t('second_factor.begin')}
    </Action>
  </Sheet>
)

interface SetUpProps {
  t: T
  form?: FormState
  /** The picture that an app reads, as a data address. */
  picture: string
  /** The same, to be typed. */
  secret: string
}

export const SetUpPage = ({ t, form, picture, secret }: SetUpProps) => (
  <Sheet in={t('account')} title={t('second_factor')}>
    <ol>
      <li>
        <p>{t('second_factor.scan')}</p>
        <p>
          <img src={picture} alt={t('second_factor.picture')} width="240" height="240" />
        </p>
        <p>
          {t('second_factor.type')} <code>{secret.match(/.{1,4}/g)?.join(' ')}</code>
        </p>
      </li>
      <li>
        <p>{t('second_factor.first_code')}</p>
        <Form to={paths.secondFactorCode()} state={form} errors={errorWords(t)}>
          <Field
            name="code"
            label={t('code')}
            hint={t('second_factor.code_hint')}
            autocomplete="one-time-code"
            inputmode="numeric"
            short
          />
          <button type="submit" class="action main">
            {t('second_factor.confirm')}
          </button>
        </Form>
      </li>
    </ol>
  </Sheet>
)

/** Shown once. The page prints well: a sheet of paper in a drawer is the best place for them. */
export const RecoveryCodesPage = ({ t, codes }: { t: T; codes: readonly string[] }) => (
  <Sheet in={t('account')} title={t('recovery_codes')}>
    <p class="lead">{t('recovery_codes.lead')}</p>
    <ul class="codes">
      {codes.map((code) => (
        <li key={code}>
          <code>{code}</code>
        </li>
      ))}
    </ul>
    <ActionLink to={paths.account()} tone="main">
      {t('recovery_codes.kept')}
    </ActionLink>
  </Sheet>
)

export const SecondFactorPage = ({ t }: { t: T }) => (
  <Sheet in={t('account')} title={t('second_factor')}>
    <p class="lead">{t('second_factor.is_on')}</p>
    <Action to={paths.recoveryCodes()}>{t('recovery_codes.renew')}</Action>
    <Action to={paths.secondFactorRemoval()} tone="danger" confirm={t('second_factor.remove_sure')}>
      {t('second_factor.remove')}
    </Action>
    <p>
      <Link to={paths.account()}>{t('account')}</Link>
    </p>
  </Sheet>
)

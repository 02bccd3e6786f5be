// What the pages of this module share: their complaints in words, and the passkey's button.
import type { ComponentChildren, HTMLAttributes } from 'preact'
import type { FormState } from '#kit/form.ts'
import { Field } from '#ui/field.tsx'
import { type ErrorWords, Form, fieldId, Hidden } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { paths } from './paths.ts'
import { passwordCharsMin } from './schema.ts'
import type { T } from './words.ts'

declare module 'preact' {
  namespace JSX {
    interface IntrinsicElements {
      'mz-passkey': HTMLAttributes<HTMLElement> & {
        mode: 'sign-in' | 'register'
        base: string
        to: string
        failed: string
        name?: string
      }
      'mz-reveal': HTMLAttributes<HTMLElement> & { for: string; show: string; hide: string }
    }
  }
}

/** Sentences for the codes that this module's rules and commands refuse with. */
export const errorWords = (t: T): ErrorWords => ({
  too_often: ({ minutes = 1 }) => t('error.too_often', { minutes }),
  wrong_password: t('error.wrong_password'),
  wrong_sign_in: t('error.wrong_sign_in'),
  wrong_code: t('error.wrong_code'),
  codes_locked: t('error.codes_locked'),
  begin_again: t('error.begin_again'),
  not_confirmed: t('error.not_confirmed'),
  account_closed: t('error.account_closed'),
  link_used_up: t('error.link_used_up'),
  not_a_name: t('error.not_a_name'),
  password_too_common: t('error.password_too_common'),
  password_too_personal: t('error.password_too_personal'),
  same_email: t('error.same_email'),
  prove_first: ({ minutes = 1 }) => t('error.prove_first', { minutes }),
})

interface SheetProps {
  title: string
  /** The page above, by name: the account. */
  in?: string
  scripts?: readonly string[]
  children: ComponentChildren
}

/** One page with one subject, for one person: no search engine needs it. */
export const Sheet = ({ title, in: above, scripts, children }: SheetProps) => (
  <Page
    title={title}
    unlisted
    scripts={scripts}
    crumbs={above ? [{ to: paths.account(), label: above }] : undefined}
  >
    <h1>{title}</h1>
    {children}
  </Page>
)

interface AskSheetProps extends Omit<SheetProps, 'children'> {
  t: T
  lead?: string
  to: string
  form?: FormState
  /** What travels along unseen. */
  hidden?: Readonly<Record<string, string>>
  /** What the button says. */
  submit: string
  danger?: boolean
  fields?: ComponentChildren
  /** What stands under the form. */
  children?: ComponentChildren
}

/** A sheet that asks one thing: a sentence, a form, and perhaps another way under it. */
export function AskSheet(props: AskSheetProps) {
  const { t, lead, to, form, hidden = {}, submit, danger, fields, children, ...sheet } = props
  return (
    <Sheet {...sheet}>
      {lead ? <p class="lead">{lead}</p> : null}
      <Form to={to} state={form} errors={errorWords(t)}>
        {fields}
        {Object.entries(hidden).map(([name, value]) => (
          <Hidden key={name} name={name} value={value} />
        ))}
        <button type="submit" class={`action ${danger ? 'danger' : 'main'}`}>
          {submit}
        </button>
      </Form>
      {children}
    </Sheet>
  )
}

/** A password to choose: what it must be is said before it is typed. */
export const NewPasswordField = ({ t, label }: { t: T; label: string }) => (
  <>
    <Field
      name="password"
      type="password"
      label={label}
      hint={t('password.hint', { min: passwordCharsMin })}
      autocomplete="new-password"
    />
    <Reveal t={t} />
  </>
)

/** A password that they have. */
export const PasswordField = ({ t }: { t: T }) => (
  <>
    <Field name="password" type="password" label={t('password')} autocomplete="current-password" />
    <Reveal t={t} />
  </>
)

const Reveal = ({ t }: { t: T }) => (
  <mz-reveal for={fieldId('f', 'password')} show={t('reveal.show')} hide={t('reveal.hide')}>
    <button type="button" class="action text" aria-pressed="false" hidden>
      {t('reveal.show')}
    </button>
  </mz-reveal>
)

interface PasskeyProps {
  t: T
  mode: 'sign-in' | 'register'
  /** Where to go on to when it worked, with the locale. */
  to: string
  children: ComponentChildren
}

/** Unhides itself where the browser knows passkeys; without it the page has other ways. */
export const PasskeyButton = ({ t, mode, to, children }: PasskeyProps) => (
  <mz-passkey mode={mode} base="/account/ceremony/passkey" to={to} failed={t('passkey.failed')}>
    <button type="button" class="action" hidden>
      {children}
    </button>
    <p class="error" role="alert" hidden />
  </mz-passkey>
)

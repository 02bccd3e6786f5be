// Inviting a colleague, and what the invited one sees.
import { emptyForm, type FormState } from '#kit/form.ts'
import { locales } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { paths as peoplePaths } from '#modules/people/index.ts'
import { Checkbox, Radios, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { type ErrorWords, Form } from '#ui/form.tsx'
import { Action, ActionLink } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { rolesFor } from '../rules.ts'
import type { T } from '../words.ts'
import type { Invitation, OpenInvitation } from './queries.ts'
import type { WhyNotAccept } from './rules.ts'

const invitationErrors = (t: T): ErrorWords => ({
  already_invited: t('invitations.refusal.already_invited'),
  too_many_invitations: t('invitations.refusal.too_many_invitations'),
  official_elsewhere: t('members.refusal.official_elsewhere'),
  too_often: t('invitations.refusal.too_often'),
  other_address: t('invitations.refusal.other_address'),
})

interface PageProps {
  t: T
  slug: string
  name: Localized
  institution: boolean
  invitations: readonly OpenInvitation[]
  form?: FormState
}

/** Invitations that wait, and the form for one more. For owners. */
export function InvitationsPage(props: PageProps) {
  const { t, slug, name, invitations } = props
  const { locale } = usePage()
  const crumbs = [
    { to: paths.profile({ slug }), label: plainText(name, locale) },
    { to: paths.members({ slug }), label: t('members.title') },
  ]
  return (
    <Page title={t('invitations.title')} crumbs={crumbs} unlisted>
      <h1>{t('invitations.title')}</h1>
      <InvitationForm {...props} />
      {invitations.length > 0 ? <Waiting {...props} /> : null}
    </Page>
  )
}

const Waiting = ({ t, slug, invitations }: PageProps) => (
  <Table
    caption={t('invitations.waiting')}
    rows={invitations}
    rowKey={({ id }) => id}
    columns={[
      { key: 'email', label: t('invitations.email'), heads: true, cell: ({ email }) => email },
      { key: 'role', label: t('members.role'), cell: ({ role }) => t(`role.${role}`) },
      { key: 'sent', label: t('invitations.sent'), cell: ({ sent_at }) => <When at={sent_at} /> },
      { key: 'until', label: t('invitations.until'), cell: (one) => <Until t={t} of={one} /> },
      {
        key: 'do',
        label: t('members.do'),
        cell: ({ id }) => (
          <div class="actions">
            <Action to={paths.invitationLetter({ slug, id })}>{t('invitations.resend')}</Action>
            <Action to={paths.invitationWithdrawal({ slug, id })} tone="quiet">
              {t('invitations.withdraw')}
            </Action>
          </div>
        ),
      },
    ]}
  />
)

function Until({ t, of }: { t: T; of: OpenInvitation }) {
  const { now } = usePage()
  return of.expires_at <= now ? <b>{t('invitations.expired')}</b> : <When at={of.expires_at} />
}

function InvitationForm({ t, slug, institution, form }: PageProps) {
  const { locale } = usePage()
  return (
    <Form
      to={paths.invitations({ slug })}
      id="invitation"
      state={form ?? emptyForm({ locale, role: 'editor' })}
      errors={invitationErrors(t)}
    >
      <Field
        name="email"
        type="email"
        label={t('invitations.email')}
        hint={t('invitations.email.hint')}
        autocomplete="off"
      />
      <Radios
        name="role"
        label={t('members.role')}
        choices={rolesFor(institution).map((role) => ({
          value: role,
          label: t(`role.${role}`),
          hint: t(`role.${role}.may`),
        }))}
      />
      <Select
        name="locale"
        label={t('invitations.locale')}
        choices={locales.map(({ code, name }) => ({ value: code, label: name }))}
      />
      <button type="submit" class="action main">
        {t('invitations.send')}
      </button>
    </Form>
  )
}

interface InvitationProps {
  t: T
  invitation: Invitation
  token: string
  me: { email: string; sameAddress: boolean } | null
  whyNot: WhyNotAccept | null
  form?: FormState
}

/** Where the link of the letter leads. Looking changes nothing; the button does. */
export function InvitationPage(props: InvitationProps) {
  const { t, invitation, token, me, whyNot } = props
  const { locale } = usePage()
  const organisation = plainText(invitation.name, locale)
  const title = t('invitation.title', { organisation })
  const closed = whyNot !== null && whyNot !== 'other_address'
  return (
    <Page title={title} unlisted>
      <h1>{title}</h1>
      <p class="lead">
        {t('invitation.lead', {
          inviter: invitation.invited_by ?? t('members.erased'),
          organisation,
          role: t(`role.${invitation.role}`),
        })}
      </p>
      <p>{t(`role.${invitation.role}.may`)}</p>
      {closed ? <Notice tone="bad">{t(`invitation.refusal.${whyNot}`)}</Notice> : null}
      {!closed && me ? <AcceptForm {...props} /> : null}
      {!closed && !me ? <SignInFirst t={t} token={token} /> : null}
      {closed ? (
        <ActionLink to={paths.profile(invitation)}>
          {t('invitation.look', { organisation })}
        </ActionLink>
      ) : (
        <Action to={paths.invitationRefusal({ token })} tone="quiet">
          {t('invitation.decline')}
        </Action>
      )}
    </Page>
  )
}

function AcceptForm({ t, token, me, form = emptyForm() }: InvitationProps) {
  return (
    <Form to={paths.invitationAcceptance({ token })} state={form} errors={invitationErrors(t)}>
      {me && !me.sameAddress ? (
        <>
          <Notice tone="wait">{t('invitation.other_address', { email: me.email })}</Notice>
          <Checkbox name="vouched" label={t('invitation.vouch', { email: me.email })} />
        </>
      ) : null}
      <button type="submit" class="action main">
        {t('invitation.accept')}
      </button>
    </Form>
  )
}

const SignInFirst = ({ t, token }: { t: T; token: string }) => (
  <>
    <p>{t('invitation.sign_in_first')}</p>
    <div class="actions">
      <ActionLink to={peoplePaths.signIn({ next: paths.invitation({ token }) })} tone="main">
        {t('invitation.sign_in')}
      </ActionLink>
      <ActionLink to={peoplePaths.signUp({ next: paths.invitation({ token }) })}>
        {t('invitation.sign_up')}
      </ActionLink>
    </div>
  </>
)

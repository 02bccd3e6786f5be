// The people behind a page: who they are, what they may do, and how the page is handed on.
import { emptyForm, type FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Radios, Select } from '#ui/choices.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { type ErrorWords, Form } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Member, MyOrganisation, Offer } from './queries.ts'
import { type Role, rolesFor, type WhyNotLeave } from './rules.ts'

interface Subject {
  readonly slug: string
  readonly name: MyOrganisation['name']
  readonly institution: boolean
}

/** Sentences for the codes that the rules about members refuse with. */
const memberErrors = (t: T): ErrorWords => ({
  same_role: t('members.refusal.same_role'),
  last_owner: t('members.refusal.last_owner'),
  official_elsewhere: t('members.refusal.official_elsewhere'),
  yourself: t('members.refusal.yourself'),
  not_a_member: t('members.refusal.not_a_member'),
  already_owner: t('members.refusal.already_owner'),
  already_offered: t('members.refusal.already_offered'),
  offer_ended: t('members.refusal.offer_ended'),
  offer_expired: t('members.refusal.offer_expired'),
})

/** A name, or what stands for somebody who was erased. */
const nameOf = (t: T, name: string | null) => name ?? t('members.erased')

interface MembersProps {
  t: T
  subject: Subject
  members: readonly Member[]
  offers: readonly Offer[]
  me: string
  role: Role
  whyNotLeave: WhyNotLeave | null
  /** What is said about the last form, when it was refused. */
  offerForm?: FormState
}

/** What everybody in the organisation sees of each other; owners see what they may do. */
export function MembersPage(props: MembersProps) {
  const { t, subject, members, me, role, whyNotLeave } = props
  const { locale } = usePage()
  const crumbs = [{ to: paths.profile(subject), label: plainText(subject.name, locale) }]
  return (
    <Page title={t('members.title')} crumbs={crumbs} unlisted>
      <h1>{t('members.title')}</h1>
      <p class="lead">{t('members.lead')}</p>
      <Offers {...props} />
      {role === 'owner' ? (
        <ActionLink to={paths.invitations(subject)} tone="main">
          {t('invitations.do')}
        </ActionLink>
      ) : null}
      <Section id="members" title={t('members.list')}>
        <Table
          caption={t('members.list')}
          hideCaption
          rows={members}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'name',
              label: t('members.name'),
              heads: true,
              cell: (one) => nameIn(t, one, me),
            },
            {
              key: 'role',
              label: t('members.role'),
              cell: (one) => <RoleCell {...props} of={one} />,
            },
            { key: 'since', label: t('members.since'), cell: ({ since }) => <When at={since} /> },
            {
              key: 'do',
              label: t('members.do'),
              cell: (one) =>
                role === 'owner' && one.person_id !== me ? (
                  <Link to={paths.memberRemoval({ slug: subject.slug, id: one.id })}>
                    {t('members.remove')}
                  </Link>
                ) : null,
            },
          ]}
        />
      </Section>
      {role === 'owner' ? <OfferForm {...props} /> : null}
      <Section id="leaving" title={t('leaving.title')}>
        <p>{whyNotLeave ? t(`leaving.refusal.${whyNotLeave}`) : t('leaving.lead')}</p>
        <LeavingWays slug={subject.slug} t={t} whyNot={whyNotLeave} />
      </Section>
    </Page>
  )
}

const nameIn = (t: T, { name, person_id }: Member, me: string) =>
  person_id === me ? t('members.you', { name: nameOf(t, name) }) : nameOf(t, name)

interface CellProps extends MembersProps {
  of: Member
}

/** Owners change roles where they read them. */
function RoleCell({ t, subject, role, of }: CellProps) {
  if (role !== 'owner') return <>{t(`role.${of.role}`)}</>
  const choices = rolesFor(subject.institution).map((value) => ({
    value,
    label: t(`role.${value}`),
  }))
  return (
    <Form
      to={paths.memberRole({ slug: subject.slug, id: of.id })}
      id={`role-${of.id}`}
      class="form inline"
      state={emptyForm({ role: of.role })}
    >
      <Select
        name="role"
        label={t('members.role_of', { name: nameOf(t, of.name) })}
        choices={choices}
      />
      <button type="submit" class="action quiet">
        {t('members.change_role')}
      </button>
    </Form>
  )
}

/** Offers that wait, as either side sees them. */
const Offers = ({ t, subject, offers, me }: MembersProps) => (
  <>
    {offers.map(({ id, giver, taker, from_person_id, to_person_id, expires_at }) => {
      const names = { giver: nameOf(t, giver), taker: nameOf(t, taker) }
      const until = { when: () => <When at={expires_at} /> }
      const at = { slug: subject.slug, id }
      if (to_person_id === me)
        return (
          <Notice key={id} tone="wait">
            <p>{t.rich('ownership.offered_to_you', { ...names, ...until })}</p>
            <div class="actions">
              <Action to={paths.ownershipAcceptance(at)} tone="main">
                {t('ownership.accept')}
              </Action>
              <Action to={paths.ownershipEnd(at)}>{t('ownership.decline')}</Action>
            </div>
          </Notice>
        )
      return (
        <Notice key={id} tone="wait">
          <p>{t.rich('ownership.waits', { ...names, ...until })}</p>
          {from_person_id === me ? (
            <Action to={paths.ownershipEnd(at)}>{t('ownership.withdraw')}</Action>
          ) : null}
        </Notice>
      )
    })}
  </>
)

function OfferForm({ t, subject, members, me, offerForm = emptyForm() }: MembersProps) {
  const others = members.filter((one) => one.person_id !== me && one.role !== 'owner')
  if (others.length === 0) return null
  return (
    <Section id="ownership" title={t('ownership.title')}>
      <p>{t('ownership.lead')}</p>
      <Form
        to={paths.ownership(subject)}
        id="ownership-form"
        state={offerForm}
        errors={memberErrors(t)}
      >
        <Select
          name="to"
          label={t('ownership.to')}
          choices={others.map((one) => ({ value: one.person_id, label: nameOf(t, one.name) }))}
        />
        <Radios
          name="afterwards"
          label={t('ownership.afterwards')}
          choices={(['editor', 'finance', 'leaves'] as const).map((value) => ({
            value,
            label: t(`ownership.afterwards.${value}`),
          }))}
        />
        <button type="submit" class="action">
          {t('ownership.offer')}
        </button>
      </Form>
    </Section>
  )
}

interface WaysProps {
  t: T
  slug: string
  whyNot: WhyNotLeave | null
}

/** The last one out does not simply go: they give the page back, or close the organisation. */
const LeavingWays = ({ t, slug, whyNot }: WaysProps) => (
  <div class="actions">
    {whyNot === null ? (
      <ActionLink to={paths.leaving({ slug })}>{t('leaving.do')}</ActionLink>
    ) : null}
    {whyNot === 'only_member' ? (
      <ActionLink to={paths.returning({ slug })}>{t('returning.do')}</ActionLink>
    ) : null}
    {whyNot ? (
      <ActionLink to={paths.closing({ slug })} tone="quiet">
        {t('closing.do')}
      </ActionLink>
    ) : null}
  </div>
)

interface ConfirmProps {
  t: T
  subject: Subject
}

export function RemovalPage({ t, subject, member }: ConfirmProps & { member: Member }) {
  const { locale } = usePage()
  const names = { name: nameOf(t, member.name), organisation: plainText(subject.name, locale) }
  const at = { slug: subject.slug, id: member.id }
  return (
    <Page title={t('removal.title', names)} unlisted>
      <Confirm
        title={t('removal.title', names)}
        to={paths.memberRemoval(at)}
        yes={t('removal.yes')}
        back={paths.members(subject)}
        no={t('removal.no')}
        danger
      >
        <p>{t('removal.what', names)}</p>
      </Confirm>
    </Page>
  )
}

export function LeavingPage({ t, subject }: ConfirmProps) {
  const { locale } = usePage()
  const organisation = plainText(subject.name, locale)
  return (
    <Page title={t('leaving.confirm', { organisation })} unlisted>
      <Confirm
        title={t('leaving.confirm', { organisation })}
        to={paths.leaving(subject)}
        yes={t('leaving.yes')}
        back={paths.members(subject)}
        no={t('leaving.no')}
        danger
      >
        <p>{t('leaving.what')}</p>
      </Confirm>
    </Page>
  )
}

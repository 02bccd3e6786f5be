// Verification: what a steward asks for and sees, and what an operator compares.
import { emptyForm, type FormState } from '#kit/form.ts'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Checkbox } from '#ui/choices.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { ExtractFields, extractErrors, FileLink, ReasonFields } from '../views.tsx'
import { type T, words } from '../words.ts'
import type { Asking, Request, Verification, WaitingVerification } from './queries.ts'
import {
  approvalsNeeded,
  verificationReasons,
  type WhyNotApprove,
  type WhyNotRequest,
} from './rules.ts'

interface RequestProps {
  t: T
  asking: Asking
  request: Request | undefined
  whyNot: WhyNotRequest | null
  form?: FormState
}

/** For those who act for the organisation: where the request stands, or the form to ask. */
export function VerificationPage({ t, asking, request, whyNot, form }: RequestProps) {
  const { locale } = usePage()
  const crumbs = [{ to: paths.profile(asking), label: plainText(asking.name, locale) }]
  const empty = emptyForm({ register_number: asking.registration_number })
  return (
    <Page title={t('verification.title')} crumbs={crumbs} unlisted>
      <h1>{t('verification.title')}</h1>
      <p class="lead">{t('verification.lead')}</p>
      {request ? <RequestState t={t} slug={asking.slug} request={request} /> : null}
      {whyNot ? (
        <p>{t(`verification.refusal.${whyNot}`)}</p>
      ) : (
        <Form
          to={paths.verification(asking)}
          state={form ?? empty}
          errors={extractErrors(t)}
          uploads
        >
          <Once />
          <ExtractFields t={t} />
          <button type="submit" class="action main">
            {t('verification.send')}
          </button>
        </Form>
      )}
    </Page>
  )
}

function RequestState({ t, slug, request }: { t: T; slug: string; request: Request }) {
  const { state, reason, reason_text, approvals, requested_at } = request
  const open = state === 'open'
  return (
    <Notice tone={state === 'refused' ? 'bad' : open ? 'wait' : 'good'}>
      <p>{t.rich(`verification.is.${state}`, { when: () => <When at={requested_at} /> })}</p>
      {open ? <p>{t('verification.approvals', { approvals, needed: approvalsNeeded })}</p> : null}
      {reason ? <p>{reasonIn(t, reason)}</p> : null}
      {reason_text ? <p>{reason_text}</p> : null}
      {open ? (
        <Action to={paths.verificationWithdrawal({ slug })} tone="quiet">
          {t('verification.withdraw')}
        </Action>
      ) : null}
    </Notice>
  )
}

/** The sentence of a code that the database kept as text. */
function reasonIn(t: T, code: string): string {
  const known = verificationReasons.find((reason) => reason === code)
  return t(`verification.reason.${known ?? 'other'}`)
}

interface QueueProps {
  t: T
  waiting: readonly WaitingVerification[]
}

export const VerificationsPage = ({ t, waiting }: QueueProps) => (
  <Page title={t('desk.verifications')} unlisted>
    <h1>{t('desk.verifications')}</h1>
    <p class="lead">{t('desk.verifications.lead')}</p>
    {waiting.length === 0 ? (
      <EmptyState title={t('desk.empty')}>{t('desk.verifications.none')}</EmptyState>
    ) : (
      <Table
        caption={t('desk.verifications')}
        hideCaption
        rows={waiting}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('desk.organisation'),
            heads: true,
            cell: ({ id, name }) => (
              <Link to={paths.deskVerification({ id })}>
                <Text of={name} />
              </Link>
            ),
          },
          {
            key: 'at',
            label: t('desk.since'),
            cell: ({ requested_at }) => <When at={requested_at} as="relative" />,
          },
          { key: 'how', label: t('desk.standing'), cell: (one) => howFar(t, one) },
        ]}
      />
    )}
  </Page>
)

function howFar(t: T, { approvals, approved, claim_state }: WaitingVerification): string {
  if (claim_state === 'open') return t('verification.cannot.claim_first')
  if (approved) return t('verification.cannot.approved_already')
  return t('verification.approvals', { approvals, needed: approvalsNeeded })
}

interface DecisionProps {
  t: T
  verification: Verification
  whyNotApprove: WhyNotApprove | null
  mayRefuse: boolean
  approval?: FormState
  refusal?: FormState
}

/** The extract beside what the page says, the other operator's word, and the two answers. */
export function VerificationDecisionPage(props: DecisionProps) {
  const { t, verification, whyNotApprove, mayRefuse } = props
  const { locale } = usePage()
  const name = plainText(verification.name, locale)
  return (
    <Page
      title={t('desk.verification', { name })}
      crumbs={[{ to: paths.deskVerifications(), label: t('desk.verifications') }]}
      unlisted
    >
      <h1>{t('desk.verification', { name })}</h1>
      <Compared t={t} verification={verification} />
      <Approvals t={t} verification={verification} />
      {whyNotApprove ? (
        <Notice tone="wait">{t(`verification.cannot.${whyNotApprove}`)}</Notice>
      ) : (
        <ApprovalForm {...props} />
      )}
      {mayRefuse ? <RefusalForm {...props} /> : null}
    </Page>
  )
}

const Compared = ({ t, verification: v }: { t: T; verification: Verification }) => (
  <Section id="extract" title={t('desk.extract')}>
    <DefinitionList
      wide
      of={[
        {
          key: 'file',
          term: t('verification.extract'),
          is: <FileLink t={t} to={paths.deskExtract(v)} name={v.file} bytes={v.bytes} />,
        },
        { key: 'seen', term: t('verification.seen_on'), is: <When at={v.extract_seen_on} /> },
        { key: 'register', term: t('verification.register_name'), is: v.register_name },
        { key: 'number', term: t('verification.register_number'), is: v.register_number },
        { key: 'page', term: t('desk.number_on_page'), is: v.registration_number },
        { key: 'fiscal', term: t('desk.fiscal_number'), is: v.fiscal_number },
        { key: 'unique', term: t('desk.unique_number'), is: v.unique_number },
        { key: 'name', term: t('desk.name_then'), is: <Text of={v.organisation_name} /> },
        {
          key: 'now',
          term: t('desk.name_now'),
          is: (
            <Link to={paths.profile(v)}>
              <Text of={v.name} />
            </Link>
          ),
        },
        { key: 'by', term: t('desk.requested_by'), is: v.requested_by ?? t('members.erased') },
        { key: 'at', term: t('desk.since'), is: <When at={v.requested_at} as="time" /> },
        { key: 'note', term: t('verification.note'), is: v.note },
      ]}
    />
    {v.claim_id ? (
      <p>
        <Link to={paths.deskClaim({ id: v.claim_id })}>{t('desk.its_claim')}</Link>
      </p>
    ) : null}
  </Section>
)

const Approvals = ({ t, verification }: { t: T; verification: Verification }) => (
  <Section id="approvals" title={t('desk.approvals')}>
    {verification.approvals.length === 0 ? <p>{t('desk.approvals.none')}</p> : null}
    <ul>
      {verification.approvals.map(({ operator_id, name, approved_at }) => (
        <li key={operator_id}>
          {t.rich('desk.approved_by', {
            name: name ?? t('members.erased'),
            when: () => <When at={approved_at} as="time" />,
          })}
        </li>
      ))}
    </ul>
  </Section>
)

const ApprovalForm = ({ t, verification, approval = emptyForm() }: DecisionProps) => (
  <Section id="approving" title={t('verification.approve')}>
    <Form
      to={paths.deskApproval(verification)}
      id="approval"
      state={approval}
      errors={{ tick_compared: t('verification.refusal.tick_compared') }}
    >
      <Checkbox name="compared" label={t('verification.compared')} />
      <button type="submit" class="action main">
        {t('verification.approve.do')}
      </button>
    </Form>
  </Section>
)

const RefusalForm = ({ t, verification, refusal = emptyForm() }: DecisionProps) => (
  <Section id="refusing" title={t('verification.refuse')}>
    <Form
      to={paths.deskVerificationRefusal(verification)}
      id="refusal"
      state={refusal}
      errors={{ say_why: t('desk.say_why') }}
    >
      <ReasonFields
        t={t}
        reasons={verificationReasons.map((value) => ({ value, label: reasonIn(t, value) }))}
      />
      <button type="submit" class="action danger">
        {t('verification.refuse.do')}
      </button>
    </Form>
  </Section>
)

interface Told {
  slug: string
  name: Localized
  reason?: string
  reason_text?: string | null
}

/** How the outcome reads for those who act for the organisation. */
export const notices = {
  'organisations.verified': (locale: Locale, { slug, name }: Told) => ({
    text: words(locale)('notice.verified', { name: plainText(name, locale) }),
    to: paths.profile({ slug }),
  }),
  'organisations.verification_refused': (locale: Locale, told: Told) => {
    const t = words(locale)
    const reason = [reasonIn(t, told.reason ?? ''), told.reason_text].filter(Boolean).join(' ')
    return {
      text: t('notice.verification_refused', { name: plainText(told.name, locale), reason }),
      to: paths.verification(told),
    }
  },
}

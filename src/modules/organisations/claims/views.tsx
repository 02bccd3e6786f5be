// "This is our organisation": the form, what became of it, and the desk's decision.
import { emptyForm, type FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Checkbox, Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { type ErrorWords, Form, Once } from '#ui/form.tsx'
import { Group, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { isPublicInstitution } from '../rules.ts'
import { ExtractFields, extractErrors, FileLink, ReasonFields } from '../views.tsx'
import { type T, words } from '../words.ts'
import type { Claim, Claimable, ClaimFile, WaitingClaim } from './queries.ts'
import {
  claimReasons,
  relationsFor,
  type WhyNotAcceptClaim,
  type WhyNotClaim,
  type WhyNotDecideClaim,
} from './rules.ts'
import { evidenceCharsMax, evidenceFiles } from './schema.ts'

const claimErrors = (t: T): ErrorWords => ({
  ...extractErrors(t),
  tick_truthful: t('claim.refusal.tick_truthful'),
  already_member: t('claim.refusal.already_member'),
  has_owner: t('claim.refusal.has_owner'),
  stands_still: t('claim.refusal.stands_still'),
  already_claimed: t('claim.refusal.already_claimed'),
  too_often: t('claim.refusal.too_often'),
})

/** For the page of an organisation that nobody looks after: the way to take it over. */
export function ClaimInvitation({ slug }: { slug: string }) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <Notice tone="wait">
      <p>{t('claim.unclaimed')}</p>
      <ActionLink to={paths.claim({ slug })}>{t('claim.do')}</ActionLink>
    </Notice>
  )
}

interface ClaimProps {
  t: T
  page: Claimable
  whyNot: WhyNotClaim | null
  form?: FormState
}

export function ClaimPage({ t, page, whyNot, form }: ClaimProps) {
  const { locale } = usePage()
  const name = plainText(page.name, locale)
  return (
    <Page
      title={t('claim.title', { name })}
      crumbs={[{ to: paths.profile(page), label: name }]}
      unlisted
    >
      <h1>{t('claim.title', { name })}</h1>
      {whyNot ? (
        <WhyNot t={t} slug={page.slug} whyNot={whyNot} />
      ) : (
        <>
          <p class="lead">{t('claim.lead')}</p>
          <ClaimForm t={t} page={page} form={form} />
        </>
      )}
    </Page>
  )
}

const WhyNot = ({ t, slug, whyNot }: { t: T; slug: string; whyNot: WhyNotClaim }) => (
  <>
    <Notice tone={whyNot === 'already_claimed' ? 'wait' : 'bad'}>
      {t(`claim.refusal.${whyNot}`)}
    </Notice>
    {whyNot === 'already_claimed' ? (
      <Action to={paths.claimWithdrawal({ slug })} tone="quiet">
        {t('claim.withdraw')}
      </Action>
    ) : null}
  </>
)

const ClaimForm = ({ t, page, form }: Omit<ClaimProps, 'whyNot'>) => (
  <Form to={paths.claim(page)} state={form ?? emptyForm()} errors={claimErrors(t)} uploads>
    <Once />
    {form && form.errors.length > 0 ? <p>{t('file.choose_again')}</p> : null}
    <Radios
      name="relation"
      label={t('claim.relation')}
      choices={relationsFor(isPublicInstitution(page.kind)).map((value) => ({
        value,
        label: t(`claim.relation.${value}`),
      }))}
    />
    <Field
      name="evidence"
      label={t('claim.evidence')}
      hint={t('claim.evidence.hint')}
      rows={6}
      max={evidenceCharsMax}
    />
    {evidenceFiles.map((name, i) => (
      <Field
        key={name}
        name={name}
        type="file"
        label={t('claim.file', { number: i + 1 })}
        hint={i === 0 ? t('file.hint') : undefined}
        accept=".pdf,.jpg,.jpeg,.png,.docx,.odt"
        optional
      />
    ))}
    <Group title={t('claim.verify')}>
      <Checkbox name="verify" label={t('claim.verify.tick')} hint={t('claim.verify.hint')} />
      <ExtractFields t={t} optional />
    </Group>
    <Checkbox name="truthful" label={t('claim.truthful')} />
    <button type="submit" class="action main">
      {t('claim.send')}
    </button>
  </Form>
)

function reasonIn(t: T, code: string): string {
  const known = claimReasons.find((reason) => reason === code)
  return t(`claim.reason.${known ?? 'other'}`)
}

export const ClaimsPage = ({ t, waiting }: { t: T; waiting: readonly WaitingClaim[] }) => (
  <Page title={t('desk.claims')} unlisted>
    <h1>{t('desk.claims')}</h1>
    <p class="lead">{t('desk.claims.lead')}</p>
    {waiting.length === 0 ? (
      <EmptyState title={t('desk.empty')}>{t('desk.claims.none')}</EmptyState>
    ) : (
      <Table
        caption={t('desk.claims')}
        hideCaption
        rows={waiting}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'name',
            label: t('desk.organisation'),
            heads: true,
            cell: ({ id, name }) => (
              <Link to={paths.deskClaim({ id })}>
                <Text of={name} />
              </Link>
            ),
          },
          { key: 'who', label: t('desk.claimant'), cell: (one) => one.person },
          {
            key: 'relation',
            label: t('claim.relation.short'),
            cell: ({ relation }) => t(`claim.relation.${relation}`),
          },
          {
            key: 'at',
            label: t('desk.since'),
            cell: ({ claimed_at }) => <When at={claimed_at} as="relative" />,
          },
        ]}
      />
    )}
  </Page>
)

interface DecisionProps {
  t: T
  claim: Claim
  files: readonly ClaimFile[]
  verification: { id: string } | undefined
  whyNotAccept: WhyNotAcceptClaim | null
  whyNotDecide: WhyNotDecideClaim | null
  form?: FormState
}

export function ClaimDecisionPage(props: DecisionProps) {
  const { t, claim, whyNotAccept, whyNotDecide } = props
  const { locale } = usePage()
  const name = plainText(claim.name, locale)
  return (
    <Page
      title={t('desk.claim', { name })}
      crumbs={[{ to: paths.deskClaims(), label: t('desk.claims') }]}
      unlisted
    >
      <h1>{t('desk.claim', { name })}</h1>
      <Evidence {...props} />
      {whyNotAccept ? (
        <Notice tone="wait">{t(`claim.cannot.${whyNotAccept}`)}</Notice>
      ) : (
        <Section id="accepting" title={t('claim.accept')}>
          <p>{t('claim.accept.what', { person: claim.person ?? t('members.erased') })}</p>
          <Action to={paths.deskClaimAcceptance(claim)} tone="main">
            {t('claim.accept.do')}
          </Action>
        </Section>
      )}
      {whyNotDecide ? null : <RefusalForm {...props} />}
    </Page>
  )
}

const Evidence = ({ t, claim, files, verification }: DecisionProps) => (
  <Section id="evidence" title={t('claim.evidence.short')}>
    <DefinitionList
      wide
      of={[
        {
          key: 'page',
          term: t('desk.organisation'),
          is: (
            <Link to={paths.profile(claim)}>
              <Text of={claim.name} />
            </Link>
          ),
        },
        { key: 'who', term: t('desk.claimant'), is: claim.person ?? t('members.erased') },
        {
          key: 'relation',
          term: t('claim.relation.short'),
          is: t(`claim.relation.${claim.relation}`),
        },
        { key: 'said', term: t('claim.evidence.short'), is: <Said of={claim.evidence} /> },
        {
          key: 'files',
          term: t('desk.files'),
          is: files.length > 0 ? <Files t={t} id={claim.id} of={files} /> : t('desk.files.none'),
        },
        { key: 'mail', term: t('desk.mail_on_page'), is: claim.organisation_email },
        { key: 'web', term: t('desk.web_on_page'), is: claim.website },
        { key: 'number', term: t('desk.number_on_page'), is: claim.registration_number },
        { key: 'at', term: t('desk.since'), is: <When at={claim.claimed_at} as="time" /> },
        {
          key: 'state',
          term: t('desk.standing'),
          is: claim.state === 'open' ? null : t(`claim.is.${claim.state}`),
        },
        { key: 'by', term: t('desk.decided_by'), is: claim.decided_by },
      ]}
    />
    {claim.rivals > 0 ? (
      <Notice tone="wait">{t('claim.rivals', { count: claim.rivals })}</Notice>
    ) : null}
    {verification ? (
      <p>
        <Link to={paths.deskVerification(verification)}>{t('desk.its_verification')}</Link>
      </p>
    ) : null}
  </Section>
)

const Said = ({ of }: { of: string }) => (
  <>
    {of.split('\n').map((line, i) => (
      // Lines have nothing but their place to be told apart by.
      <p key={String(i)}>{line}</p>
    ))}
  </>
)

const Files = ({ t, id, of }: { t: T; id: string; of: readonly ClaimFile[] }) => (
  <ul>
    {of.map((file) => (
      <li key={file.id}>
        <FileLink t={t} {...file} to={paths.deskClaimFile({ id, file_id: file.id })} />
      </li>
    ))}
  </ul>
)

const RefusalForm = ({ t, claim, form = emptyForm() }: DecisionProps) => (
  <Section id="refusing" title={t('claim.refuse')}>
    <Form to={paths.deskClaimRefusal(claim)} state={form} errors={{ say_why: t('desk.say_why') }}>
      <ReasonFields
        t={t}
        reasons={claimReasons.map((value) => ({ value, label: reasonIn(t, value) }))}
      />
      <button type="submit" class="action danger">
        {t('claim.refuse.do')}
      </button>
    </Form>
  </Section>
)

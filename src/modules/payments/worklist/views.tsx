// One entry that waits for people, with what it may be for.
import { emptyForm, type FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Radios, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type {
  AllocationShown,
  Called,
  CandidatePledge,
  EntryShown,
  OpenProposal,
  ProcessorShown,
  ProposedShown,
} from './queries.ts'
import { proposalKinds, type Suggested } from './rules.ts'
import { reasonCharsMax } from './schema.ts'

interface EntryProps {
  t: T
  entry: EntryShown
  allocations: readonly AllocationShown[]
  proposal: OpenProposal | undefined
  proposed: readonly ProposedShown[]
  /** Whether the reader may say the same as the one who proposed. */
  mayConfirm: boolean
  suggestions: readonly Suggested<CandidatePledge>[]
  /** Organisations among whom the name that was typed does not decide. */
  namesakes: readonly Called[]
  processors: readonly ProcessorShown[]
  form?: FormState
}

export function EntryPage(props: EntryProps) {
  const { t, entry, proposal } = props
  const waits = entry.state === 'open' || entry.state === 'to_return'
  return (
    <Page
      title={entry.name ?? t('worklist.nobody')}
      crumbs={[{ to: paths.deskPayments(), label: t('worklist.title') }]}
      unlisted
    >
      <h1>
        <Money minor={entry.amount_minor} currency={entry.currency} />{' '}
        {entry.name ?? t('worklist.nobody')}
      </h1>
      <Notice tone={waits ? 'wait' : 'good'}>
        {entry.why_open && entry.state === 'open'
          ? t(`worklist.why.${entry.why_open}`)
          : t(`worklist.state.${entry.state}`)}
      </Notice>
      <About t={t} entry={entry} />
      <Allocations t={t} allocations={props.allocations} currency={entry.currency} />
      {proposal ? (
        <Proposed {...props} proposal={proposal} />
      ) : waits ? (
        <Proposing {...props} />
      ) : null}
    </Page>
  )
}

const About = ({ t, entry }: { t: T; entry: EntryShown }) => (
  <DefinitionList
    of={[
      { key: 'on', term: t('worklist.on'), is: <When at={entry.booked_on} /> },
      {
        key: 'said',
        term: t('worklist.said'),
        is: entry.lines.join(' ') || t('worklist.nothing_said'),
      },
      {
        key: 'from',
        term: t('worklist.from'),
        is: entry.iban ?? entry.other_account ?? t('worklist.unknown'),
      },
      {
        key: 'into',
        term: t('worklist.into'),
        is: `${entry.bank_name} … ${entry.our_iban.slice(-4)}`,
      },
      {
        key: 'bank',
        term: t('worklist.bank_reference'),
        is: entry.bank_reference ?? t('worklist.unknown'),
      },
      {
        key: 'ordered',
        term: t('worklist.ordered'),
        is:
          entry.ordered_minor !== null && entry.ordered_currency ? (
            <Money minor={entry.ordered_minor} currency={entry.ordered_currency} />
          ) : (
            ''
          ),
      },
      {
        key: 'file',
        term: t('worklist.file'),
        is: <Link to={paths.deskStatement({ id: entry.file_id })}>{entry.file_name}</Link>,
      },
    ]}
  />
)

interface AllocationsProps {
  t: T
  allocations: readonly AllocationShown[]
  currency: string
}

const whoseOf = (...said: readonly (string | null)[]) => said.filter(Boolean).join(' · ')

const Allocations = ({ t, allocations, currency }: AllocationsProps) =>
  allocations.length === 0 ? null : (
    <Section id="allocations" title={t('worklist.allocated')}>
      <ul>
        {allocations.map(({ id, kind, amount_minor, reference, donor_name }) => (
          <li key={id}>
            <Money minor={amount_minor} currency={currency} />{' '}
            {`${t(`worklist.allocation.${kind}`)} ${whoseOf(reference, donor_name)}`}
          </li>
        ))}
      </ul>
    </Section>
  )

function Proposed({
  t,
  entry,
  proposal,
  proposed,
  mayConfirm,
}: EntryProps & { proposal: OpenProposal }) {
  const { locale } = usePage()
  const { id, kind, reason, proposed_by_name, proposed_at, title, processor } = proposal
  return (
    <Section id="proposal" title={t('worklist.proposal')}>
      <p>
        {t.rich('worklist.proposal.by', {
          name: proposed_by_name ?? '',
          when: () => <When at={proposed_at} as="time" />,
        })}
      </p>
      <p>
        <strong>{t(`worklist.kind.${kind}`)}</strong>{' '}
        {[title ? plainText(title, locale) : null, processor].filter(Boolean).join(' ')}
      </p>
      <ul>
        {proposed.map((one) => (
          <li key={one.id}>
            {one.reference} {one.donor_name ?? ''}{' '}
            <Money minor={one.proposed_minor} currency={entry.currency} />
          </li>
        ))}
      </ul>
      <p>{reason}</p>
      {mayConfirm ? (
        <Action to={paths.deskProposalConfirmation({ id })} tone="main">
          {t('worklist.confirm')}
        </Action>
      ) : (
        <p>{t('worklist.second_person')}</p>
      )}
      <Action to={paths.deskProposalWithdrawal({ id })} tone="quiet">
        {t('worklist.withdraw')}
      </Action>
    </Section>
  )
}

const refusals = [
  ...(['not_waiting', 'wrong_direction', 'proposed_already', 'pledge_missing'] as const),
  ...(['pledge_unknown', 'currency_differs', 'pledge_withdrawn', 'sum_differs'] as const),
  ...(['organisation_missing', 'organisation_unknown', 'organisation_several'] as const),
  ...(['processor_missing', 'origin_unknown', 'not_a_reference', 'too_many'] as const),
]
const errorsOf = (t: T) =>
  Object.fromEntries(refusals.map((code) => [code, t(`worklist.error.${code}`)]))

function Proposing({ t, entry, form, ...whats }: EntryProps) {
  const incoming = entry.amount_minor > 0n
  const kinds = proposalKinds.filter((kind) => (kind === 'charge') !== incoming)
  return (
    <Section id="proposing" title={t('worklist.propose')}>
      <p>{t('worklist.propose.lead')}</p>
      <Form
        to={paths.deskEntryProposals({ id: entry.id })}
        state={form ?? emptyForm(incoming ? {} : { kind: 'charge' })}
        errors={errorsOf(t)}
      >
        <Once />
        <Radios
          name="kind"
          label={t('worklist.kind')}
          choices={kinds.map((value) => ({ value, label: t(`worklist.kind.${value}`) }))}
        />
        {incoming ? <Whats t={t} {...whats} /> : null}
        <Field
          name="reason"
          label={t('worklist.reason')}
          hint={t('worklist.reason.hint')}
          max={reasonCharsMax}
          rows={2}
        />
        <button type="submit" class="action main">
          {t('worklist.send')}
        </button>
      </Form>
    </Section>
  )
}

type WhatsProps = Pick<EntryProps, 't' | 'suggestions' | 'namesakes' | 'processors'>

/** What each kind needs besides; which kind that is, each says itself. */
const Whats = ({ t, suggestions, namesakes, processors }: WhatsProps) => (
  <>
    {suggestions.length > 0 ? (
      <Radios
        name="pledge"
        label={t('worklist.suggested')}
        hint={t('worklist.suggested.hint')}
        optional
        unmarked
        choices={suggestions.map((one) => ({
          value: one.id,
          label: `${one.reference} ${one.donor_name ?? ''}`,
          hint: <Hints t={t} of={one} />,
        }))}
      />
    ) : null}
    <Field
      name="references"
      label={t('worklist.references')}
      hint={t('worklist.references.hint')}
      rows={2}
      optional
      unmarked
    />
    <Organisation t={t} namesakes={namesakes} />
    {processors.length > 0 ? (
      <Select
        name="processor"
        label={t('worklist.processor')}
        hint={t('worklist.processor.hint')}
        optional
        unmarked
        choices={processors.map(({ id, label }) => ({ value: id, label }))}
      />
    ) : null}
  </>
)

/** By name; where several are called so, one of them is chosen. */
function Organisation({ t, namesakes }: Pick<EntryProps, 't' | 'namesakes'>) {
  const { locale } = usePage()
  return (
    <>
      <Field
        name="organisation"
        label={t('worklist.organisation')}
        hint={t('worklist.organisation.hint')}
        optional
        unmarked
      />
      {namesakes.length > 0 ? (
        <Radios
          name="organisation_id"
          label={t('worklist.organisation.which')}
          optional
          unmarked
          choices={namesakes.map(({ id, slug, name }) => ({
            value: id,
            label: plainText(name, locale),
            hint: slug,
          }))}
        />
      ) : null}
    </>
  )
}

const Hints = ({ t, of }: { t: T; of: Suggested<CandidatePledge> }) => (
  <>
    <Money minor={of.amount_minor} currency={of.currency} /> ·{' '}
    {of.hints.map((hint) => t(`worklist.hint.${hint}`)).join(', ')}
  </>
)

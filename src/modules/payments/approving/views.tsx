// What two operators look at before money leaves.
import { emptyForm, type FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisationPaths } from '#modules/organisations/index.ts'
import { Checkbox, Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { AccountPast, Payout, PayoutRow, StandingMoney } from '../queries.ts'
import { refusalReasons, type WhyNotApprove } from '../rules.ts'
import { whyCharsMax } from '../schema.ts'
import { AccountLine, BoundTo, inFours, PayoutBadge, reasonSaid, Steps } from '../views.tsx'
import type { T } from '../words.ts'

interface QueueProps {
  t: T
  waiting: readonly PayoutRow[]
  recent: readonly PayoutRow[]
}

export const DeskPayoutsPage = ({ t, waiting, recent }: QueueProps) => (
  <Page title={t('payouts.desk')} unlisted>
    <h1>{t('payouts.desk')}</h1>
    <p class="lead">{t('payouts.desk.lead')}</p>
    {waiting.length === 0 ? (
      <EmptyState title={t('payouts.desk.none')}>{t('payouts.desk.none.text')}</EmptyState>
    ) : (
      <Rows t={t} caption={t('payouts.desk.waiting')} rows={waiting} />
    )}
    <p>
      <Link to={paths.deskOrders()}>{t('orders.title')}</Link>
    </p>
    {recent.length > 0 ? (
      <Section id="recent" title={t('payouts.desk.recent')}>
        <Rows t={t} caption={t('payouts.desk.recent')} rows={recent} hide />
      </Section>
    ) : null}
  </Page>
)

interface RowsProps {
  t: T
  caption: string
  rows: readonly PayoutRow[]
  hide?: boolean
}

const Rows = ({ t, caption, rows, hide }: RowsProps) => (
  <Table
    caption={caption}
    hideCaption={hide}
    rows={rows}
    rowKey={({ id }) => id}
    columns={[
      {
        key: 'name',
        label: t('payouts.organisation'),
        heads: true,
        cell: ({ id, name }) => (
          <Link to={paths.deskPayout({ id })}>
            <Text of={name} />
          </Link>
        ),
      },
      { key: 'purpose', label: t('payouts.purpose'), cell: ({ purpose }) => purpose },
      {
        key: 'state',
        label: t('payouts.state'),
        cell: (one) => <PayoutBadge t={t} of={one.state} />,
      },
      {
        key: 'since',
        label: t('payouts.since'),
        cell: ({ state_at }) => <When at={state_at} as="relative" />,
      },
      {
        key: 'amount',
        label: t('payouts.amount'),
        number: true,
        cell: ({ amount_minor, currency }) => <Money minor={amount_minor} currency={currency} />,
      },
    ]}
  />
)

interface DecisionProps {
  t: T
  payout: Payout
  accounts: readonly AccountPast[]
  standing: readonly StandingMoney[]
  whyNotApprove: WhyNotApprove | null
  mayRefuse: boolean
  approval?: FormState
  refusal?: FormState
}

export function DeskPayoutPage(props: DecisionProps) {
  const { t, payout, whyNotApprove, mayRefuse } = props
  const { locale } = usePage()
  const title = t('payouts.desk.one', { name: plainText(payout.name, locale) })
  return (
    <Page title={title} crumbs={[{ to: paths.deskPayouts(), label: t('payouts.desk') }]} unlisted>
      <h1>{title}</h1>
      <p>
        <PayoutBadge t={t} of={payout.state} />
      </p>
      <Particulars t={t} payout={payout} />
      <DeskDocuments t={t} payout={payout} />
      <Accounts {...props} />
      <Books {...props} />
      {whyNotApprove === 'not_waiting' ? null : whyNotApprove ? (
        <Notice tone="wait">{t(`payouts.why.${whyNotApprove}`)}</Notice>
      ) : (
        <ApprovalForm {...props} />
      )}
      {mayRefuse ? <RefusalForm {...props} /> : null}
      <Steps t={t} steps={payout.steps} />
    </Page>
  )
}

const Particulars = ({ t, payout }: { t: T; payout: Payout }) => (
  <DefinitionList
    wide
    of={[
      {
        key: 'amount',
        term: t('payouts.amount'),
        is: <Money minor={payout.amount_minor} currency={payout.currency} />,
      },
      { key: 'purpose', term: t('payouts.purpose'), is: payout.purpose },
      payout.purpose_id !== null && {
        key: 'bound',
        term: t('payouts.bound'),
        is: <BoundTo of={payout} />,
      },
      {
        key: 'organisation',
        term: t('payouts.organisation'),
        is: (
          <Link to={organisationPaths.deskStanding(payout)}>
            <Text of={payout.name} />
          </Link>
        ),
      },
      {
        key: 'standing',
        term: t('payouts.standing'),
        is: t(`payouts.standing.${payout.organisation_state}`),
      },
      { key: 'holder', term: t('payouts.holder'), is: payout.holder },
      { key: 'to', term: t('payouts.account'), is: <AccountLine of={payout} /> },
      { key: 'bic', term: t('payouts.bic'), is: payout.bic },
      { key: 'by', term: t('payouts.requested_by'), is: payout.requested_by_name },
    ]}
  />
)

const DeskDocuments = ({ t, payout }: { t: T; payout: Payout }) => (
  <Section id="documents" title={t('payouts.documents')}>
    {payout.documents.length === 0 ? <p>{t('payouts.documents.none')}</p> : null}
    <ul>
      {payout.documents.map(({ file_id, name, sha256 }) => (
        <li key={file_id}>
          <Link to={paths.deskPayoutDocument({ id: payout.id, file_id })}>{name}</Link>{' '}
          <small class="number">{sha256.slice(0, 12)}</small>
        </li>
      ))}
    </ul>
  </Section>
)

/** Every account that the organisation ever had: a change of late is what a thief would make. */
const Accounts = ({ t, accounts, payout }: DecisionProps) => (
  <Section id="accounts" title={t('payouts.desk.accounts')}>
    <Table
      caption={t('payouts.desk.accounts')}
      hideCaption
      rows={accounts}
      rowKey={({ id }) => id}
      columns={[
        {
          key: 'iban',
          label: t('payouts.account'),
          heads: true,
          cell: ({ iban, bank_name }) => (
            <>
              <span class="number">{inFours(iban)}</span> {bank_name}
              {iban === payout.iban ? ` (${t('payouts.desk.this')})` : null}
            </>
          ),
        },
        {
          key: 'added',
          label: t('payouts.desk.added'),
          cell: ({ created_at, added_by_name }) => (
            <>
              <When at={created_at} as="short" /> {added_by_name}
            </>
          ),
        },
        {
          key: 'confirmed',
          label: t('payouts.desk.confirmed'),
          cell: ({ confirmed_at, confirmed_by_name }) =>
            confirmed_at ? (
              <>
                <When at={confirmed_at} as="short" /> {confirmed_by_name}
              </>
            ) : null,
        },
        {
          key: 'removed',
          label: t('payouts.desk.removed'),
          cell: ({ removed_at }) => (removed_at ? <When at={removed_at} as="short" /> : null),
        },
      ]}
    />
  </Section>
)

const booksOf = ({ purpose_id }: Payout) =>
  purpose_id ? 'payouts.desk.books.bound' : 'payouts.desk.books'

const Books = ({ t, payout, standing }: DecisionProps) => (
  <Section id="books" title={t(booksOf(payout))}>
    {standing.map(({ currency, available_minor, pending_minor, asked_minor, paid_minor }) => (
      <DefinitionList
        key={currency}
        wide
        of={(
          [
            ['there', available_minor],
            ['asked', asked_minor],
            ['leaving', pending_minor],
            ['paid_out', paid_minor],
          ] as const
        ).map(([key, minor]) => ({
          key,
          term: t(`payouts.${key}`),
          is: <Money minor={minor} currency={currency} />,
        }))}
      />
    ))}
  </Section>
)

const ApprovalForm = ({ t, payout, approval = emptyForm() }: DecisionProps) => (
  <Section id="approving" title={t('payouts.approve')}>
    <p>{t(payout.state === 'requested' ? 'payouts.approve.first' : 'payouts.approve.second')}</p>
    <Form
      to={paths.deskPayoutApproval(payout)}
      id="approval"
      state={approval}
      errors={{ tick_compared: t('payouts.error.tick_compared') }}
    >
      <Checkbox name="compared" label={t('payouts.compared')} />
      <button type="submit" class="action main">
        {t('payouts.approve.do')}
      </button>
    </Form>
  </Section>
)

const RefusalForm = ({ t, payout, refusal = emptyForm() }: DecisionProps) => (
  <Section id="refusing" title={t('payouts.refuse')}>
    <Form
      to={paths.deskPayoutRefusal(payout)}
      id="refusal"
      state={refusal}
      errors={{ say_why: t('payouts.error.say_why') }}
    >
      <Radios
        name="reason"
        label={t('payouts.refuse.reason')}
        choices={refusalReasons.map((value) => ({ value, label: reasonSaid(t, value) }))}
      />
      <Field name="why" label={t('payouts.refuse.why')} rows={3} max={whyCharsMax} optional />
      <button type="submit" class="action danger">
        {t('payouts.refuse.do')}
      </button>
    </Form>
  </Section>
)

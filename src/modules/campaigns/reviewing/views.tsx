// What waits to be looked at, and one campaign with the list that two operators go through.
import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisations } from '#modules/organisations/index.ts'
import type { Thanks } from '#modules/payments/index.ts'
import { Checkboxes } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { BudgetRow, Campaign, Film, Happening } from '../queries.ts'
import { approvalsNeeded, checklist, type WhyNotApprove } from '../rules.ts'
import { reasonCharsMax } from '../schema.ts'
import {
  Course,
  errorWords,
  FilmShown,
  Pictured,
  Said,
  StateBadge,
  TermsSaid,
  ThanksPanel,
} from '../views.tsx'
import type { T } from '../words.ts'
import type { Approval, Review, Waiting } from './queries.ts'

export const ReviewsPage = ({ t, waiting }: { t: T; waiting: readonly Waiting[] }) => (
  <Page title={t('desk.title')} unlisted>
    <h1>{t('desk.title')}</h1>
    <p class="lead">{t('desk.lead')}</p>
    {waiting.length === 0 ? (
      <EmptyState title={t('desk.none')}>{t('desk.none.text')}</EmptyState>
    ) : (
      <Table
        caption={t('desk.title')}
        hideCaption
        rows={waiting}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'title',
            label: t('desk.campaign'),
            heads: true,
            cell: ({ id, title }) => (
              <Link to={paths.deskReview({ id })}>
                <Text of={title} />
              </Link>
            ),
          },
          {
            key: 'who',
            label: t('desk.organisation'),
            cell: ({ organisation }) => <Text of={organisation} bare />,
          },
          {
            key: 'since',
            label: t('desk.since'),
            cell: ({ requested_at }) => <When at={requested_at} as="relative" />,
          },
          {
            key: 'far',
            label: t('desk.standing'),
            cell: ({ approvals, approved }) =>
              approved
                ? t('cannot.approved_already')
                : t('desk.approvals', { approvals, needed: approvalsNeeded }),
          },
        ]}
      />
    )}
  </Page>
)

interface ReviewProps {
  t: T
  campaign: Campaign
  items: readonly BudgetRow[]
  review: Review
  film: Film | null
  course: readonly Happening[]
  thanks: readonly Thanks[]
  approvals: readonly Approval[]
  approval: FormState
  refusal: FormState
  whyNotApprove: WhyNotApprove | null
  whyNotRefuse: WhyNotApprove | null
}

export function ReviewPage(props: ReviewProps) {
  const { t, campaign, review, items, film, thanks, approvals, course } = props
  const { whyNotApprove, whyNotRefuse } = props
  const { locale } = usePage()
  const title = plainText(campaign.title, locale)
  return (
    <Page title={title} unlisted crumbs={[{ to: paths.deskReviews(), label: t('desk.title') }]}>
      <h1>{title}</h1>
      <p class="standfirst">
        <Text of={campaign.summary} />
      </p>
      <Meta
        of={[
          <StateBadge key="state" t={t} state={campaign.state} />,
          <Link key="who" to={organisations.profile({ slug: campaign.organisation_slug })}>
            <Text of={campaign.organisation} bare />
          </Link>,
          t.rich('desk.asked', {
            name: review.asked_by ?? '',
            when: () => <When at={review.requested_at} />,
          }),
        ]}
      />
      {course.some(({ since }) => since) ? (
        <Course t={t} currency={campaign.currency} of={course} />
      ) : null}
      <Pictured campaign={campaign} />
      {film ? <FilmShown t={t} film={film} poster={campaign.picture_id} /> : null}
      <TermsSaid t={t} campaign={campaign} items={items} />
      <Said t={t} campaign={campaign} />
      <ThanksPanel t={t} of={thanks} />
      <Section id="decision" title={t('desk.decision')}>
        <ul>
          {approvals.map(({ operator_id, name, approved_at }) => (
            <li key={operator_id}>
              {t.rich('desk.approved_by', {
                name: name ?? '',
                when: () => <When at={approved_at} as="time" />,
              })}
            </li>
          ))}
        </ul>
        {whyNotApprove ? (
          <Notice tone="wait">{t(`cannot.${whyNotApprove}`)}</Notice>
        ) : (
          <ApprovalForm {...props} />
        )}
        {whyNotRefuse ? null : <RefusalForm {...props} />}
      </Section>
    </Page>
  )
}

const ApprovalForm = ({ t, review, approval }: ReviewProps) => (
  <Form to={paths.deskApproval(review)} id="approval" state={approval} errors={errorWords(t)}>
    <Checkboxes
      name="checks[]"
      label={t('desk.checks')}
      choices={checklist.map((value) => ({ value, label: t(`check.${value}`) }))}
    />
    <button type="submit" class="action main">
      {t('desk.approve')}
    </button>
  </Form>
)

const RefusalForm = ({ t, review, refusal }: ReviewProps) => (
  <Form to={paths.deskRefusal(review)} id="refusal" state={refusal} errors={errorWords(t)}>
    <Field
      name="reason"
      rows={4}
      max={reasonCharsMax}
      label={t('desk.reason')}
      hint={t('desk.reason.hint')}
    />
    <button type="submit" class="action danger">
      {t('desk.refuse')}
    </button>
  </Form>
)

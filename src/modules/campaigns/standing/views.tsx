// Where a campaign stands, for those who keep it, and what they may do about it.
import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Copy } from '#ui/copy.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { Timeline } from '#ui/timeline.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { BudgetRow, Campaign, Happening, StateMoment } from '../queries.ts'
import {
  approvalsNeeded,
  checklist,
  extensionDaysMax,
  missingBeforeReview,
  takesGifts,
  type WhyNotSubmit,
  whyNotCancel,
  whyNotExtend,
  whyNotPause,
} from '../rules.ts'
import {
  Asking,
  Course,
  errorWords,
  Lines,
  Pictured,
  Said,
  Sheet,
  StateBadge,
  TermsSaid,
  timeSaid,
} from '../views.tsx'
import type { T } from '../words.ts'
import type { LastReview } from './queries.ts'

/** Every state it was in, with its day: on its page, for everybody. */
const StateHistory = ({ t, moments }: { t: T; moments: readonly StateMoment[] }) => (
  <Timeline
    of={moments.map(({ id, at, state, reason }, i) => ({
      key: id,
      at,
      what: t(`state.${state}`),
      now: i === 0,
      more: Object.keys(reason).length > 0 && (
        <p>
          <Text of={reason} />
        </p>
      ),
    }))}
  />
)

interface StandingProps {
  t: T
  campaign: Campaign
  course: readonly Happening[]
  review: LastReview
  form: FormState
}

export const StandingPage = ({ t, campaign, course, review, form }: StandingProps) => (
  <Sheet t={t} campaign={campaign} way="standing">
    <p>
      <StateBadge t={t} state={campaign.state} />
      <Left t={t} campaign={campaign} />
    </p>
    {form.errors.map(({ code }) => (
      <Notice key={code} tone="bad" live>
        {String(errorWords(t)[code] ?? code)}
      </Notice>
    ))}
    {campaign.state === 'draft' || campaign.state === 'in_review' ? (
      <Before t={t} campaign={campaign} review={review} />
    ) : (
      <After t={t} campaign={campaign} />
    )}
    <Course t={t} currency={campaign.currency} of={course} />
  </Sheet>
)

/** Before it opens: what is still missing, and what the reviewers will look at. */
function Before({ t, campaign, review }: Pick<StandingProps, 't' | 'campaign' | 'review'>) {
  const missing = missingBeforeReview({
    ...campaign,
    recipient_verified: campaign.recipient_state === 'verified',
  })
  return (
    <>
      {review?.state === 'refused' && campaign.state === 'draft' ? (
        <Notice tone="bad">
          <p>{t('submission.refused')}</p>
          <Lines of={review.reason ?? ''} />
        </Notice>
      ) : null}
      <Section id="review" title={t('submission.title')}>
        <p>{t('submission.lead', { needed: approvalsNeeded })}</p>
        <ul>
          {checklist.map((check) => (
            <li key={check}>{t(`check.${check}`)}</li>
          ))}
        </ul>
        {campaign.state === 'in_review' ? (
          <>
            <Notice tone="wait">
              {t.rich('submission.waits', {
                approvals: review?.approvals ?? 0,
                when: () => <When at={review?.requested_at ?? campaign.state_since} />,
              })}
            </Notice>
            <Action to={paths.submissionWithdrawal(campaign)} tone="quiet">
              {t('submission.withdraw')}
            </Action>
          </>
        ) : missing.length > 0 ? (
          <Notice tone="wait">
            {missing.map((what) => (
              <Missing key={what} t={t} campaign={campaign} what={what} />
            ))}
          </Notice>
        ) : (
          <Action to={paths.submission(campaign)} tone="main">
            {t('submission.submit')}
          </Action>
        )}
      </Section>
    </>
  )
}

/** One thing that is missing, and where it can be written. */
function Missing({ t, campaign, what }: { t: T; campaign: Campaign; what: WhyNotSubmit }) {
  const text = what === 'no_summary' || what === 'no_story'
  return (
    <>
      <p>
        {t(`error.${what}`)}{' '}
        {text ? <Link to={paths.story(campaign)}>{t('way.story')}</Link> : null}
        {what === 'no_budget' ? <Link to={paths.budget(campaign)}>{t('way.budget')}</Link> : null}
      </p>
      {what === 'host_has_not_agreed' ? <ForHost t={t} campaign={campaign} /> : null}
    </>
  )
}

/** Where the organisation that is asked says yes: its page shows it too. */
function ForHost({ t, campaign }: { t: T; campaign: Campaign }) {
  const { base_url } = usePage()
  return (
    <>
      <p>{t('hosting.pass_on')}</p>
      <p>
        <Copy text={`${base_url}${paths.hosting(campaign)}`} />
      </p>
    </>
  )
}

/** While people can give: until when. */
function Left({ t, campaign }: { t: T; campaign: Campaign }) {
  const { now } = usePage()
  return takesGifts(campaign.state) ? <> · {timeSaid(t, campaign, now)}</> : null
}

/** What may be done about it now, each with what it means. */
function After({ t, campaign }: { t: T; campaign: Campaign }) {
  const { now } = usePage()
  const ways = [
    { what: 'pause', whyNot: whyNotPause(campaign), to: paths.pause(campaign) },
    { what: 'extension', whyNot: whyNotExtend(campaign, now), to: paths.extension(campaign) },
    { what: 'cancellation', whyNot: whyNotCancel(campaign), to: paths.cancellation(campaign) },
  ] as const
  const open = ways.filter(({ whyNot }) => whyNot === null)
  return (
    <>
      {campaign.state === 'paused' ? (
        <Action to={paths.resumption(campaign)} tone="main">
          {t('resumption.submit')}
        </Action>
      ) : null}
      {open.length > 0 ? (
        <ul class="rows bare">
          {open.map(({ what, to }) => (
            <li key={what}>
              <div>
                <Link to={to}>{t(`${what}.title`)}</Link>
                <p class="faint">{t(`${what}.lead`)}</p>
              </div>
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}

interface AskProps {
  t: T
  campaign: Campaign
  form: FormState
}

export const PausePage = ({ t, campaign, form }: AskProps) => (
  <Asking
    t={t}
    campaign={campaign}
    form={form}
    to={paths.pause(campaign)}
    title={t('pause.title')}
    lead={t('pause.lead')}
    submit={t('pause.submit')}
  />
)

export const ExtensionPage = ({ t, campaign, form }: AskProps) => (
  <Asking
    t={t}
    campaign={campaign}
    form={form}
    to={paths.extension(campaign)}
    title={t('extension.title')}
    lead={t('extension.lead')}
    submit={t('extension.submit')}
  >
    <Field
      name="days"
      type="number"
      min={1}
      max={extensionDaysMax}
      short
      label={t('extension.days')}
      hint={t('extension.days.hint')}
    />
  </Asking>
)

export function HostingPage(props: AskProps & { items: readonly BudgetRow[] }) {
  const { t, campaign, items, form } = props
  const { locale } = usePage()
  const agreed = campaign.host_agreed_at
  return (
    <Page title={t('hosting.title')} unlisted>
      <h1>{t('hosting.title')}</h1>
      <p class="standfirst">
        {t('hosting.lead', {
          group: plainText(campaign.organisation, locale),
          host: plainText(campaign.host, locale),
        })}
      </p>
      {agreed ? (
        <Notice>{t.rich('hosting.agreed', { when: () => <When at={agreed} /> })}</Notice>
      ) : (
        <Form to={paths.hosting(campaign)} state={form} errors={errorWords(t)}>
          <p>{t('hosting.text')}</p>
          <button type="submit" class="action main">
            {t('hosting.submit')}
          </button>
        </Form>
      )}
      <Section id="what" title={plainText(campaign.title, locale)}>
        <p>
          <Text of={campaign.summary} />
        </p>
        <Pictured campaign={campaign} />
      </Section>
      <Said t={t} campaign={campaign} />
      <TermsSaid t={t} campaign={campaign} items={items} />
    </Page>
  )
}

/** The same in the narrow column of its page; drafts have none. */
export function StandingPanel({ t, moments }: { t: T; moments: readonly StateMoment[] }) {
  const shown = moments.filter(({ state }) => state !== 'draft' && state !== 'in_review')
  return shown.length === 0 ? null : (
    <Section id="states" title={t('states.title')}>
      <StateHistory t={t} moments={shown} />
    </Section>
  )
}

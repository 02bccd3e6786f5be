// In which state an organisation stands and why, for everybody; and the desk where it is changed.
import { emptyForm, type FormState } from '#kit/form.ts'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Disclosure } from '#ui/finding-ways.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { Timeline } from '#ui/timeline.tsx'
import { paths } from '../paths.ts'
import type { State } from '../rules.ts'
import { StateBadge } from '../views.tsx'
import { type T, words } from '../words.ts'
import type { DecidedMoment, Standing, StateMoment } from './queries.ts'
import {
  type Measure,
  measures,
  ownersReasons,
  type Reason,
  reasonsFor,
  silentReasons,
  type WhyNotReturn,
} from './rules.ts'
import { reasonTextCharsMax } from './schema.ts'

const known: readonly Reason[] = [
  ...Object.values(reasonsFor).flat(),
  ...ownersReasons,
  ...silentReasons,
]

/** The sentence of a code that the database kept as text. */
function reasonIn(t: T, code: string | null): string {
  const reason = known.find((one) => one === code)
  return reason ? t(`state.reason.${reason}`) : ''
}

/** Every state the organisation was in, with its day and reason: on its page, for everybody. */
export function StateHistory({ moments }: { moments: readonly StateMoment[] }) {
  const { locale } = usePage()
  const t = words(locale)
  if (moments.length === 0) return null
  return (
    <Section id="states" title={t('state.history')}>
      <Timeline
        of={moments.map(({ id, at, state, reason, reason_text }, i) => ({
          key: id,
          at,
          what: t(`state.${state}`),
          more: <Why t={t} reason={reason} text={reason_text} />,
          now: i === 0,
        }))}
      />
    </Section>
  )
}

const Why = ({ t, reason, text }: { t: T; reason: string; text: Localized }) => (
  <>
    <p>{reasonIn(t, reason)}</p>
    {Object.keys(text).length > 0 ? (
      <p>
        <Text of={text} />
      </p>
    ) : null}
  </>
)

interface StandingProps {
  t: T
  standing: Standing
  moments: readonly DecidedMoment[]
  /** What leads somewhere from here; nothing when the operator belongs to the organisation. */
  offered: readonly Measure[]
  refused?: { measure: Measure; form: FormState }
}

/** One organisation at the desk: how it stands, who decided what, and what can be done. */
export function StandingPage({ t, standing, moments, offered, refused }: StandingProps) {
  const { locale } = usePage()
  const name = plainText(standing.name, locale)
  return (
    <Page title={t('desk.standing_of', { name })} unlisted>
      <h1>{t('desk.standing_of', { name })}</h1>
      <p>
        <StateBadge state={standing.state} since={standing.state_since} />{' '}
        <Link to={paths.profile(standing)}>{t('desk.its_page')}</Link>
      </p>
      {standing.belonged ? <Notice tone="wait">{t('desk.own_organisation')}</Notice> : null}
      {measures
        .filter((measure) => offered.includes(measure))
        .map((measure) => (
          <Disclosure
            key={measure}
            title={t(`measure.${measure}`)}
            open={refused?.measure === measure}
          >
            <MeasureForm
              t={t}
              slug={standing.slug}
              measure={measure}
              form={refused?.measure === measure ? refused.form : undefined}
            />
          </Disclosure>
        ))}
      <Decisions t={t} moments={moments} />
    </Page>
  )
}

const Decisions = ({ t, moments }: { t: T; moments: readonly DecidedMoment[] }) => (
  <Section id="states" title={t('state.history')}>
    <Timeline
      as="time"
      of={moments.map((one, i) => ({
        key: one.id,
        at: one.at,
        what: t(`state.${one.state}`),
        more: (
          <>
            <Why t={t} reason={one.reason} text={one.reason_text} />
            <p>{[one.decided_by, one.confirmed_by].filter(Boolean).join(', ')}</p>
          </>
        ),
        now: i === 0,
      }))}
    />
  </Section>
)

interface MeasureProps {
  t: T
  slug: string
  measure: Measure
  form?: FormState
}

const MeasureForm = ({ t, slug, measure, form = emptyForm() }: MeasureProps) => (
  <Form
    to={paths.deskMeasure({ slug, measure })}
    id={measure}
    state={form}
    errors={{ say_why: t('desk.say_why') }}
  >
    <p>{t(`measure.${measure}.what`)}</p>
    <Radios
      name="reason"
      label={t('desk.reason')}
      choices={reasonsFor[measure].map((value) => ({ value, label: t(`state.reason.${value}`) }))}
    />
    <ReasonText t={t} />
    <button type="submit" class={measure === 'reopening' ? 'action main' : 'action danger'}>
      {t(`measure.${measure}.do`)}
    </button>
  </Form>
)

const ReasonText = ({ t }: { t: T }) => (
  <LocalizedField
    name="reason_text"
    label={t('state.reason_text')}
    hint={t('state.reason_text.hint')}
    rows={3}
    max={reasonTextCharsMax}
    optional
  />
)

interface OwnProps {
  t: T
  subject: { slug: string; name: Localized }
  form?: FormState
}

/** The owners close their organisation. It is said what that means, and the address is typed. */
export function ClosingPage({ t, subject, form = emptyForm() }: OwnProps) {
  const { locale } = usePage()
  const name = plainText(subject.name, locale)
  return (
    <Page
      title={t('closing.title', { name })}
      crumbs={[{ to: paths.members(subject), label: t('members.title') }]}
      unlisted
    >
      <h1>{t('closing.title', { name })}</h1>
      <p class="lead">{t('closing.lead')}</p>
      <Form to={paths.closing(subject)} state={form} errors={ownErrors(t)}>
        <Radios
          name="reason"
          label={t('desk.reason')}
          choices={ownersReasons.map((value) => ({ value, label: t(`state.reason.${value}`) }))}
        />
        <ReasonText t={t} />
        <SlugField t={t} slug={subject.slug} />
        <button type="submit" class="action danger">
          {t('closing.yes')}
        </button>
      </Form>
      <ActionLink to={paths.members(subject)} tone="quiet">
        {t('removal.no')}
      </ActionLink>
    </Page>
  )
}

interface ReturnProps extends OwnProps {
  whyNot: WhyNotReturn | null
}

/** The last owner gives the page back. */
export function ReturningPage({ t, subject, whyNot, form = emptyForm() }: ReturnProps) {
  const { locale } = usePage()
  const name = plainText(subject.name, locale)
  return (
    <Page
      title={t('returning.title', { name })}
      crumbs={[{ to: paths.members(subject), label: t('members.title') }]}
      unlisted
    >
      <h1>{t('returning.title', { name })}</h1>
      {whyNot ? (
        <Notice tone="bad">{t(`returning.refusal.${whyNot}`)}</Notice>
      ) : (
        <>
          <p class="lead">{t('returning.lead')}</p>
          <Form to={paths.returning(subject)} state={form} errors={ownErrors(t)}>
            <SlugField t={t} slug={subject.slug} />
            <button type="submit" class="action danger">
              {t('returning.yes')}
            </button>
          </Form>
        </>
      )}
      <ActionLink to={paths.members(subject)} tone="quiet">
        {t('removal.no')}
      </ActionLink>
    </Page>
  )
}

const ownErrors = (t: T) => ({
  say_why: t('desk.say_why'),
  other_slug: t('closing.refusal.other_slug'),
})

const SlugField = ({ t, slug }: { t: T; slug: string }) => (
  <Field name="slug" label={t('closing.slug', { slug })} autocomplete="off" short />
)

interface Told {
  slug: string
  name: Localized
  state: State
  reason: string
  reason_text: Localized
}

/** How a change of state reads for those who act for the organisation. */
export const notices = {
  'organisations.state_changed': (locale: Locale, told: Told) => {
    const t = words(locale)
    const reason = [reasonIn(t, told.reason), plainText(told.reason_text, locale)]
    const values = { name: plainText(told.name, locale), state: t(`state.${told.state}`) }
    return {
      text: t('notice.state_changed', { ...values, reason: reason.filter(Boolean).join(' ') }),
      to: paths.profile(told),
    }
  },
}

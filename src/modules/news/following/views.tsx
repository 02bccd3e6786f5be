import type { FormState } from '#kit/form.ts'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { areaSaid, areas, paths as organisations } from '#modules/organisations/index.ts'
import { paths as places } from '#modules/places/index.ts'
import { Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action, actionClass, Link, type Tone } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { type T, words } from '../words.ts'
import type { Follow, Subscription } from './queries.ts'
import { rhythms } from './schema.ts'

/** What is to be followed, as the address names it and as the page says it. */
export interface Subject {
  readonly field: 'organisation' | 'area' | 'place'
  readonly value: string
  readonly name: string
  /** Its feed, without the ending that says the format. */
  readonly feed: string
}

interface FollowPageProps {
  t: T
  subject: Subject
  form: FormState
  /** Somebody with an account needs no address. */
  known: boolean
}

export const FollowPage = ({ t, subject, form, known }: FollowPageProps) => (
  <Page title={t('following.of', { name: subject.name })} unlisted>
    <Lede title={t('following.of', { name: subject.name })} standfirst={t('following.lede')} />
    <Form to={paths.follow()} state={form}>
      <Hidden name={subject.field} value={subject.value} />
      {known ? null : (
        <Field
          name="email"
          type="email"
          label={t('following.email')}
          hint={t('following.email.hint')}
          autocomplete="email"
        />
      )}
      <RhythmField t={t} among={['at_once', 'daily', 'weekly']} />
      <Actions>
        <button type="submit" class="action main">
          {t('following.do')}
        </button>
      </Actions>
    </Form>
    <p class="faint">
      {t('following.feeds')} <a href={`${subject.feed}.atom`}>Atom</a>,{' '}
      <a href={`${subject.feed}.json`}>JSON</a>
    </p>
  </Page>
)

const RhythmField = ({ t, among }: { t: T; among: readonly (typeof rhythms)[number][] }) => (
  <Radios
    name="rhythm"
    label={t('following.rhythm')}
    choices={among.map((value) => ({ value, label: t(`following.rhythm.${value}`) }))}
  />
)

/** Nothing was named: topics to choose from. */
export const ChoosePage = ({ t }: { t: T }) => (
  <Page title={t('following.title')}>
    <Lede title={t('following.title')} standfirst={t('following.lede')} />
    <Section id="topics" title={t('following.choose')}>
      <p>{t('following.choose.hint')}</p>
      <p class="tags">
        {areas.map((area) => (
          <Link key={area} class="tag" to={paths.follow({ area })}>
            {areaSaid(area, t.locale)}
          </Link>
        ))}
      </p>
    </Section>
  </Page>
)

export const SentPage = ({ t }: { t: T }) => (
  <Page title={t('following.sent')} unlisted>
    <Lede title={t('following.sent')} standfirst={t('following.sent.lede')} />
  </Page>
)

interface AskPageProps {
  title: string
  lede: string
  to: string
  /** On the button. */
  label: string
}

/** One question with one button: links in letters change nothing by being opened. */
export const AskPage = ({ title, lede, to, label }: AskPageProps) => (
  <Page title={title} unlisted>
    <Lede title={title} standfirst={lede} />
    <Actions>
      <Action to={to} tone="main">
        {label}
      </Action>
    </Actions>
  </Page>
)

export const LeftPage = ({ t }: { t: T }) => (
  <Page title={t('following.left')} unlisted>
    <Lede title={t('following.left')} standfirst={t('following.left.lede')} />
  </Page>
)

interface ReadingProps {
  t: T
  token: string
  form: FormState
  bounced: boolean
  follows: readonly Follow[]
  subscriptions: readonly Subscription[]
}

/** Everything somebody follows, how often they are written to, and the way out of each. */
export const ReadingPage = ({ t, token, form, bounced, follows, subscriptions }: ReadingProps) => (
  <Page title={t('following.mine')} unlisted>
    <Lede title={t('following.mine')} standfirst={t('following.lede')} />
    {bounced ? <Notice tone="wait">{t('following.bounced')}</Notice> : null}
    {follows.length === 0 ? <p>{t('following.mine.none')}</p> : null}
    <ol class="rows bare">
      {follows.map((follow) => (
        <li key={follow.id}>
          <div>
            <h2 class="h3">
              <FollowName follow={follow} locale={t.locale} />
            </h2>
          </div>
          <Action to={paths.readingRemoval({ token })} tone="quiet" fields={{ id: follow.id }}>
            {t('following.remove')}
          </Action>
        </li>
      ))}
    </ol>
    <Newsletters t={t} token={token} subscriptions={subscriptions} />
    <Form to={paths.reading({ token })} state={form}>
      <RhythmField t={t} among={rhythms} />
      <Actions>
        <button type="submit" class="action main">
          {t('following.save')}
        </button>
        <Link to={paths.leaving({ token })}>{t('following.leave')}</Link>
      </Actions>
    </Form>
    <p>
      <Link to={paths.follow()}>{t('following.choose')}</Link>
    </p>
  </Page>
)

function Newsletters({
  t,
  token,
  subscriptions,
}: Pick<ReadingProps, 't' | 'token' | 'subscriptions'>) {
  if (subscriptions.length === 0) return null
  return (
    <Section id="newsletters" title={t('following.mine.newsletters')}>
      <ol class="rows bare">
        {subscriptions.map(({ id, slug, name }) => (
          <li key={id}>
            <div>
              <h3>
                <Named to={organisations.profile({ slug })} name={name} />
              </h3>
            </div>
            <Action to={paths.readingRemoval({ token })} tone="quiet" fields={{ id }}>
              {t('following.remove')}
            </Action>
          </li>
        ))}
      </ol>
    </Section>
  )
}

const Named = ({ to, name }: { to: string; name: Localized | null }) => (
  <Link to={to}>
    <Text of={name} bare />
  </Link>
)

function FollowName({ follow, locale }: { follow: Follow; locale: Locale }) {
  const { area, organisation_slug, organisation_name, place_slug, place_name } = follow
  if (area) return <>{areaSaid(area, locale)}</>
  if (organisation_slug)
    return (
      <Named to={organisations.profile({ slug: organisation_slug })} name={organisation_name} />
    )
  return <Named to={places.place({ slug: place_slug ?? '' })} name={place_name} />
}

/** The way to follow something, on its page. */
export function FollowLink({
  of,
  locale,
  tone = 'plain',
}: {
  of: Partial<Record<Subject['field'], string>>
  locale: Locale
  tone?: Tone
}) {
  return (
    <Link to={paths.follow(of)} class={actionClass(tone)}>
      {words(locale)('following.do')}
    </Link>
  )
}

/** The way to the newsletter, on the organisation's page. */
export const NewsletterLink = ({ slug, locale }: { slug: string; locale: Locale }) => (
  <Link to={paths.newsletter({ slug })} class={actionClass('quiet')}>
    {words(locale)('newsletter.crumb')}
  </Link>
)

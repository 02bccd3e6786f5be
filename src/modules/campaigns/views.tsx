// What the pages of this house share: how far a campaign has come, its state, campaigns in a list.
import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import { formatMoney } from '#kit/format.ts'
import type { Locale } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { areaSaid } from '#modules/organisations/index.ts'
import { Tabs } from '#ui/finding-ways.tsx'
import { type ErrorWords, Form } from '#ui/form.tsx'
import { Actions } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import type { PreviewCard } from '#ui/preview.ts'
import { Meta } from '#ui/rows.tsx'
import { State as StateMark, type StateTone, Tag } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { Bar } from './gauge/views.tsx'
import { paths, pictureOf } from './paths.ts'
import type { Campaign, Card } from './queries.ts'
import { daysLeft, percentOf, type RoundState, type State, takesGifts } from './rules.ts'
import { reasonCharsMax } from './schema.ts'
import { type T, words } from './words.ts'

export { Expenses, Payouts } from './expenses/views.tsx'
export { FilmShown } from './film/views.tsx'
export { Bar, PotDrawn, SpendingDrawn, Swatch } from './gauge/views.tsx'
export { Course, Lines } from './history/views.tsx'
export { Keeping } from './keeping/views.tsx'
export { Pictured, Said, TermsList, TermsSaid } from './saying/views.tsx'
export { ThanksLine, ThanksPanel } from './thanks/views.tsx'

const tones: Readonly<Record<State, StateTone>> = {
  draft: 'still',
  in_review: 'wait',
  open: 'good',
  paused: 'wait',
  second_round: 'good',
  succeeded: 'good',
  failed: 'bad',
  cancelled: 'bad',
  paid_out: 'good',
  reported: 'good',
}

const roundTones: Readonly<Record<RoundState, StateTone>> = {
  draft: 'still',
  waiting: 'wait',
  open: 'good',
  computed: 'wait',
  closed: 'still',
  cancelled: 'bad',
}

export const RoundBadge = ({ t, state }: { t: T; state: RoundState }) => (
  <StateMark tone={roundTones[state]}>{t(`matching.state.${state}`)}</StateMark>
)

export const StateBadge = ({ t, state }: { t: T; state: State }) => (
  <StateMark tone={tones[state]}>{t(`state.${state}`)}</StateMark>
)

/** How long it still lasts, or how it ended. */
export function timeSaid(t: T, card: Pick<Card, 'state' | 'closes_at'>, now: Date): string {
  if (!takesGifts(card.state) || !card.closes_at) return t(`state.${card.state}`)
  const days = daysLeft(card.closes_at, now)
  return days === 0 ? t('time.over') : t('time.left', { days })
}

/** One campaign in a list: its picture or nothing, what it is for, and how far it is. */
function Row({ t, card, now, heading }: { t: T; card: Card; now: Date; heading: 2 | 3 }) {
  const Heading = `h${heading}` as 'h2' | 'h3'
  const percent = percentOf(card.received_minor, card.minimum_minor)
  return (
    <li class="campaign-row">
      {card.picture_id ? (
        <img src={pictureOf(card.picture_id, 320)} alt="" width={160} height={107} loading="lazy" />
      ) : null}
      <div>
        <Heading class="h3">
          <Link to={paths.campaign(card)}>
            <Text of={card.title} bare />
          </Link>
        </Heading>
        <Meta
          of={[
            <Text key="who" of={card.organisation} bare />,
            card.place ? <Text key="where" of={card.place} bare /> : t('whole_country'),
            card.area ? areaSaid(card.area, t.locale) : null,
            card.is_sample ? <Tag key="sample">{t('sample.mark')}</Tag> : null,
          ]}
        />
        <p>
          <Text of={card.summary} />
        </p>
        <Bar t={t} of={card} />
        <p class="campaign-line">
          <span>
            {t.rich('row.received', {
              amount: () => (
                <b>
                  <Money minor={card.received_minor} currency={card.currency} whole />
                </b>
              ),
              percent,
            })}
          </span>
          <span>{timeSaid(t, card, now)}</span>
        </p>
      </div>
    </li>
  )
}

export function CampaignList({ of, heading = 3 }: { of: readonly Card[]; heading?: 2 | 3 }) {
  const { locale, now } = usePage()
  const t = words(locale)
  return (
    <ol class="rows bare campaigns">
      {of.map((card) => (
        <Row key={card.id} t={t} card={card} now={now} heading={heading} />
      ))}
    </ol>
  )
}

/** What is drawn when the page is passed on elsewhere. */
export function previewOf(campaign: Campaign, locale: Locale): PreviewCard {
  const { slug, accent, organisation_id, received_minor, minimum_minor, currency } = campaign
  const { picture_id, picture_alt } = campaign
  const percent = percentOf(received_minor, minimum_minor)
  return {
    of: 'campaigns',
    slug,
    id: organisation_id,
    locale,
    accent,
    logo_id: null,
    picture_id,
    picture_alt: picture_id ? plainText(picture_alt, locale) : '',
    name: plainText(campaign.title, locale),
    html_lang: inLocale(campaign.title, locale)?.html ?? '',
    above: plainText(campaign.organisation, locale),
    below: plainText(campaign.summary, locale),
    percent,
    far: words(locale)('row.far', {
      amount: formatMoney(received_minor, currency, locale, { cents: false }),
      percent,
    }),
  }
}

const ways = ['story', 'film', 'terms', 'budget', 'thanks', 'standing'] as const
export type Way = (typeof ways)[number]

interface Sheeted {
  readonly slug: string
  readonly title: Localized
}

interface SheetProps {
  t: T
  campaign: Sheeted
  way: Way
  /** What is done here; the name of the part unless said. */
  title?: string
  lead?: string
  children: ComponentChildren
}

/** The frame of every page on which a campaign is kept. */
export function Sheet({ t, campaign, way, title, lead, children }: SheetProps) {
  const { locale } = usePage()
  const name = plainText(campaign.title, locale)
  const heading = title ?? t(`way.${way}`)
  return (
    <Page
      title={`${heading} · ${name}`}
      unlisted
      crumbs={[{ to: paths.campaign(campaign), label: name }]}
    >
      <Tabs
        label={t('edit.parts')}
        ways={ways.map((one) => ({
          to: paths[one](campaign),
          label: t(`way.${one}`),
          current: one === way,
        }))}
      />
      <h1>{heading}</h1>
      {lead ? <p class="standfirst">{lead}</p> : null}
      {children}
    </Page>
  )
}

interface AskingProps {
  t: T
  campaign: Sheeted
  to: string
  form: FormState
  title: string
  lead: string
  submit: string
  grave?: boolean
  children?: ComponentChildren
}

/** A form that asks why, for everybody to read. */
export const Asking = ({ t, campaign, form, grave, ...asked }: AskingProps) => (
  <Sheet t={t} campaign={campaign} way="standing" title={asked.title} lead={asked.lead}>
    <Form to={asked.to} state={form} errors={errorWords(t)} guard>
      {asked.children}
      <LocalizedField
        name="reason"
        label={t('field.reason')}
        hint={t('field.reason.public')}
        max={reasonCharsMax}
        rows={4}
      />
      <Actions>
        <button type="submit" class={grave ? 'action danger' : 'action main'}>
          {asked.submit}
        </button>
        <Link to={paths.standing(campaign)}>{t('cancel')}</Link>
      </Actions>
    </Form>
  </Sheet>
)

/** Sentences for the codes that this house's rules, schemas and commands refuse with. */
export const errorWords = (t: T): ErrorWords => ({
  changed_meanwhile: t('error.changed_meanwhile'),
  in_review: t('error.in_review'),
  terms_stand: t('error.terms_stand'),
  over_already: t('error.over_already'),
  say_why: t('error.say_why'),
  too_many_items: t('error.too_many_items'),
  too_many_decimals: t('error.too_many_decimals'),
  not_an_amount: t('error.not_an_amount'),
  nothing_asked: t('error.nothing_asked'),
  no_essential_left: t('error.no_essential_left'),
  unknown_host: t('error.unknown_host'),
  too_often: t('error.too_often'),
  no_film: t('error.no_film'),
  film_without_captions: t('error.film_without_captions'),
  captions_wrong: ({ line = 1 }) => t('error.captions_wrong', { line }),
  not_a_video: t('error.not_a_video'),
  video_too_large: t('error.video_too_large'),
  not_a_picture: t('error.not_a_picture'),
  too_large: t('error.too_large'),
  too_many_pixels: t('error.too_large'),
  not_a_draft: t('error.not_a_draft'),
  no_summary: t('error.no_summary'),
  no_story: t('error.no_story'),
  no_budget: t('error.no_budget'),
  host_has_not_agreed: t('error.host_has_not_agreed'),
  not_verified: t('error.not_verified'),
  not_running: t('error.not_running'),
  not_paused: t('error.not_paused'),
  extended_already: t('error.extended_already'),
  already_decided: t('error.already_decided'),
  check_all: t('error.check_all'),
  unknown_campaign: t('matching.error.unknown_campaign'),
  round_over: t('matching.cannot.round_over'),
  joined_already: t('matching.cannot.joined_already'),
  round_is_for_others: t('matching.cannot.round_is_for_others'),
  too_many_thanks: t('error.too_many_thanks'),
  nobody_to_thank: t('error.nobody_to_thank'),
  not_succeeded: t('error.not_succeeded'),
  more_than_paid_out: t('error.more_than_paid_out'),
  day_in_future: t('error.day_in_future'),
  removed_already: t('error.removed_already'),
  not_a_document: t('error.not_a_document'),
})

// What the pages of this house share: a project in a list, its state, its dates, its money.
import type { ComponentChildren } from 'preact'
import { formatDate, formatMonth } from '#kit/format.ts'
import { isLanguage, type Locale } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { areaSaid, areas } from '#modules/organisations/index.ts'
import { Tabs } from '#ui/finding-ways.tsx'
import type { ErrorWords } from '#ui/form.tsx'
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import type { PreviewCard } from '#ui/preview.ts'
import { Directory } from '#ui/rows.tsx'
import { State as StateMark, type StateTone, Tag } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { original, paths } from './paths.ts'
import type { Card, Document, Indicator, Project } from './queries.ts'
import {
  activityStates,
  directions,
  itemParts,
  levels,
  type Part,
  partyRoles,
  type State,
  sections,
  states,
} from './rules.ts'
import { type T, words } from './words.ts'

export { type FieldChoices, PartFields } from './questions/views.tsx'

const tones: Readonly<Record<State, StateTone>> = {
  draft: 'still',
  published: 'good',
  closed: 'still',
  withdrawn: 'bad',
}

export const StateBadge = ({ t, state }: { t: T; state: State }) => (
  <StateMark tone={tones[state]}>{t(`state.${state}`)}</StateMark>
)

/** A date as exactly as it is known: a year, a month, a day. */
export function roughDate(rough: string, locale: Locale): string {
  if (rough.length === 4) return rough
  return rough.length === 7 ? formatMonth(rough, locale) : formatDate(rough, locale)
}

/** From when to when, as far as it is known; null when nothing is. */
export function timeSaid(
  t: T,
  { starts, ends, months = null }: Pick<Card, 'starts' | 'ends'> & { months?: number | null },
): string | null {
  const said = (rough: string) => roughDate(rough, t.locale)
  if (starts && ends) return t('time.both', { from: said(starts), to: said(ends) })
  if (starts) return t('time.from', { from: said(starts) })
  if (ends) return t('time.to', { to: said(ends) })
  return months === null ? null : t('time.months', { months })
}

/** What is drawn when the page is passed on elsewhere. */
export function previewOf(project: Project, locale: Locale): PreviewCard {
  const { slug, id, accent, organisation_id } = project
  return {
    of: 'projects',
    slug,
    id: organisation_id ?? id,
    locale,
    accent,
    logo_id: null,
    name: plainText(project.name, locale),
    html_lang: inLocale(project.name, locale)?.html ?? '',
    above: plainText(project.organisation, locale) || words(locale)('preview.project'),
    below: plainText(project.summary, locale),
  }
}

/** A project as one row of a list. */
function entryOf(t: T, card: Card) {
  return {
    id: card.organisation_id ?? card.id,
    to: paths.project(card),
    name: card.name,
    meta: [
      card.organisation ? <Text key="who" of={card.organisation} bare /> : t('unknown.implementer'),
      timeSaid(t, card),
      card.budget_minor === null ? null : (
        <Money key="money" minor={card.budget_minor} currency={card.currency} whole />
      ),
      card.is_sample ? <Tag key="sample">{t('sample.mark')}</Tag> : null,
    ],
    about: card.summary,
    state: <StateBadge t={t} state={card.state} />,
  }
}

/** Projects in a list, as other pages show them. */
export function ProjectList({ of, heading }: { of: readonly Card[]; heading?: 2 | 3 }) {
  const { locale } = usePage()
  const t = words(locale)
  return <Directory of={of.map((one) => entryOf(t, one))} heading={heading} />
}

/** The parts that can be edited, in the order of the tabs. */
const ways = [...sections, ...itemParts, 'documents'] as const
export type Way = Part | 'documents'

interface EditSheetProps {
  t: T
  project: { slug: string; name: Localized; state: State }
  way: Way
  title?: string
  children: ComponentChildren
}

/** The frame of every page on which a project is edited. */
export function EditSheet({ t, project, way, title, children }: EditSheetProps) {
  const { locale } = usePage()
  const name = plainText(project.name, locale)
  const heading = title ?? t(`part.${way}`)
  return (
    <Page
      title={`${heading} · ${name}`}
      unlisted
      crumbs={[{ to: paths.project(project), label: name }]}
    >
      <Tabs
        label={t('edit.parts')}
        ways={ways.map((one) => ({
          to: paths[one](project),
          label: t(`part.${one}`),
          current: one === way,
        }))}
      />
      <h1>{heading}</h1>
      {project.state === 'draft' ? (
        <p class="faint">
          {t('edit.draft')} <Link to={paths.project(project)}>{t('edit.draft.look')}</Link>
        </p>
      ) : null}
      {children}
    </Page>
  )
}

/** Sentences for the codes that this house's rules, schemas and commands refuse with. */
export const errorWords = (t: T): ErrorWords => ({
  ends_before_start: t('error.ends_before_start'),
  wrong_way: t('error.wrong_way'),
  party_is_one: t('error.party_is_one'),
  party_twice: t('error.party_twice'),
  unknown_organisation: t('error.unknown_organisation'),
  unknown_objective: t('error.unknown_objective'),
  unknown_place: t('error.unknown_place'),
  too_many_decimals: t('error.too_many_decimals'),
  too_many_items: t('error.too_many_items'),
  not_an_amount: t('error.not_an_amount'),
  not_a_rough_date: t('error.not_a_rough_date'),
  changed_meanwhile: t('error.changed_meanwhile'),
  consent_missing: t('error.consent_missing'),
  in_use: t('error.in_use'),
  future_value: t('error.future_value'),
  value_twice: t('error.value_twice'),
  not_a_document: t('error.not_a_document'),
  too_large: t('error.too_large'),
  too_often: t('error.too_often'),
  no_account: t('error.no_account'),
  no_summary: t('error.no_summary'),
  already_published: t('error.already_published'),
  already_closed: t('error.already_closed'),
  already_withdrawn: t('error.already_withdrawn'),
  not_published: t('error.not_published'),
})

const fields = [
  ...(['name', 'summary', 'contract_number', 'starts', 'ends', 'months', 'budget'] as const),
  ...(['currency', 'goal', 'specific_goals', 'areas', 'whole_country', 'places', 'title'] as const),
  ...(['planned', 'reached', 'state', 'role', 'organisation', 'since', 'until'] as const),
  ...(['amount', 'objective_id', 'unit', 'direction', 'baseline', 'baseline_on'] as const),
  ...(['target', 'target_on', 'likelihood', 'impact', 'response', 'value'] as const),
]
export type FieldName = (typeof fields)[number]

/** A field as people call it, with the part it belongs to and its language where it has one. */
export function fieldSaid(t: T, part: string, field: string, language: string | null): string {
  const known = fields.find((one) => one === field)
  const called = known ? t(`field.${known}`) : field
  const named =
    language && isLanguage(language)
      ? t('field.in_language', { field: called, language: t(`language.${language}`) })
      : called
  const kept = ways.find((one) => one === part) ?? (part === 'document' ? 'documents' : null)
  return kept ? `${t(`part.${kept}`)}: ${named}` : named
}

/** A stored value in words: codes by their names. */
export function valueSaid(
  t: T,
  field: string,
  value: unknown,
  /** Of places and objectives, by their ids. */
  names: ReadonlyMap<string, string>,
): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((one) => valueSaid(t, field, one, names)).join(', ')
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'object') return plainText(value, t.locale)
  const text = String(value)
  if (field === 'places' || field === 'objective_id') return names.get(text) ?? text
  if (roughFields.includes(field)) return roughDate(text, t.locale)
  const area = areas.find((one) => field === 'areas' && one === text)
  if (area) return areaSaid(area, t.locale)
  const code = codes.find((one) => one === `${field}.${text}`)
  return code ? t(code) : text
}

const roughFields: readonly string[] = [
  ...['starts', 'ends', 'since', 'until', 'baseline_on', 'target_on'],
]

// What the database keeps as a code, by its field.
const codes = [
  ...states.map((one) => `state.${one}` as const),
  ...activityStates.map((one) => `state.${one}` as const),
  ...partyRoles.map((one) => `role.${one}` as const),
  ...directions.map((one) => `direction.${one}` as const),
  ...levels.flatMap((one) => [`likelihood.${one}` as const, `impact.${one}` as const]),
]

type Shown = Pick<Indicator['values'][number], 'evidence_url' | 'evidence_file_id'>

/** Where anybody can see that it is so. */
export const Evidence = ({ t, value }: { t: T; value: Shown }) => (
  <>
    {value.evidence_url ? (
      <Link to={value.evidence_url} rel="nofollow noopener noreferrer">
        {t('values.evidence')}
      </Link>
    ) : null}{' '}
    {value.evidence_file_id ? (
      <a href={original(value.evidence_file_id)}>{t('values.evidence_file')}</a>
    ) : null}
  </>
)

export const DocumentLine = ({ t, document }: { t: T; document: Document }) => (
  <>
    <a href={original(document.file_id)}>
      <Text of={document.title} />
    </a>
    <p class="meta">
      {[t(`document.${document.kind}`), document.year].filter(Boolean).join(' · ')}
    </p>
  </>
)

/** The words of a project's page, for the site that lays it out with what others tell of it. */
export const wordsOfProjects = words

// What the pages of this house share: how an organisation is shown in a list, and its state.
import type { ComponentChildren } from 'preact'
import { isLanguage, type Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Tabs } from '#ui/finding-ways.tsx'
import type { ErrorWords } from '#ui/form.tsx'
import { Page } from '#ui/page.tsx'
import { Directory, type DirectoryEntry } from '#ui/rows.tsx'
import { State as StateMark, type StateTone, Tag } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths, picture } from './paths.ts'
import {
  type Area,
  type HistoryField,
  isPublicInstitution,
  type Kind,
  kinds,
  type Section as SectionName,
  type ServedGroup,
  type State,
  type WorkingLanguage,
} from './rules.ts'
import { type T, words } from './words.ts'

export { ExtractFields, extractErrors, FileLink, ReasonFields } from './evidence/views.tsx'

const tones: Readonly<Record<State, StateTone>> = {
  verified: 'good',
  in_review: 'wait',
  unverified: 'still',
  suspended: 'bad',
  closed: 'still',
}

interface StateBadgeProps {
  state: State
  /** Said where there is room for it: on the organisation's own page. */
  since?: Date
}

/** In which state an organisation is, always with its word. */
export function StateBadge({ state, since }: StateBadgeProps) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <StateMark tone={tones[state]}>
      {t(`state.${state}`)}
      {since ? <> {t.rich('state.since', { when: () => <When at={since} /> })}</> : null}
    </StateMark>
  )
}

/** What an organisation works on, by its name. */
export function AreaName({ of }: { of: Area }) {
  const { locale } = usePage()
  return <>{words(locale)(`area.${of}`)}</>
}

/** A made-up organisation is marked wherever it is shown. */
export const SampleMark = ({ t }: { t: T }) => <Tag>{t('sample.mark')}</Tag>

interface Shown {
  readonly id: string
  readonly slug: string
  readonly kind: Kind
  readonly name: Localized
  readonly state: State
  readonly logo_id: string | null
  readonly is_sample: boolean
  readonly summary?: Localized
  readonly municipality?: Localized | null
}

/** An organisation as one row of a list. */
export function entryOf(t: T, shown: Shown): DirectoryEntry {
  const { municipality } = shown
  return {
    id: shown.id,
    to: paths.profile(shown),
    name: shown.name,
    logo: picture(shown.logo_id, 320),
    meta: [
      t(`kind.${shown.kind}`),
      municipality ? <Text key="place" of={municipality} bare /> : null,
      shown.is_sample ? <SampleMark key="sample" t={t} /> : null,
    ],
    about: shown.summary,
    state: <StateBadge state={shown.state} />,
  }
}

/** Organisations in a list, as other pages show them. */
export function CardList({ of, heading }: { of: readonly Shown[]; heading?: 2 | 3 }) {
  const { locale } = usePage()
  const t = words(locale)
  return <Directory of={of.map((one) => entryOf(t, one))} heading={heading} />
}

/** The parts of a page that can be edited, in the order of the tabs. */
const editWays = [
  ...(['identity', 'texts', 'contacts', 'work', 'look', 'people', 'documents'] as const),
  ...(['networks', 'accounts', 'publicBenefit', 'address'] as const),
]
export type EditWay = (typeof editWays)[number]

interface EditSheetProps {
  t: T
  organisation: { slug: string; name: Localized }
  way: EditWay
  /** The heading, where it is not the tab's name. */
  title?: string
  children: ComponentChildren
}

/** The frame of every page on which stewards edit: the way back, the parts, one part. */
export function EditSheet({ t, organisation, way, title, children }: EditSheetProps) {
  const { locale } = usePage()
  const name = plainText(organisation.name, locale)
  const heading = title ?? t(`edit.${way}`)
  return (
    <Page
      title={`${heading} · ${name}`}
      unlisted
      crumbs={[{ to: paths.profile(organisation), label: name }]}
    >
      <Tabs
        label={t('edit.parts')}
        ways={editWays.map((one) => ({
          to: paths[one](organisation),
          label: t(`edit.${one}`),
          current: one === way,
        }))}
      />
      <h1>{heading}</h1>
      {children}
    </Page>
  )
}

/** Sentences for the codes that this house's rules, schemas and commands refuse with. */
export const errorWords = (t: T): ErrorWords => ({
  not_a_phone: t('error.not_a_phone'),
  not_an_iban: t('error.not_an_iban'),
  iban_known: t('error.iban_known'),
  too_many_accounts: t('error.too_many_accounts'),
  already_confirmed: t('error.already_confirmed'),
  added_by_yourself: t('error.added_by_yourself'),
  changed_meanwhile: t('error.changed_meanwhile'),
  consent_missing: t('error.consent_missing'),
  too_many_people: t('error.too_many_people'),
  too_many_documents: t('error.too_many_documents'),
  too_many_former_names: t('error.too_many_former_names'),
  not_a_picture: t('error.not_a_picture'),
  not_a_document: t('error.not_a_document'),
  too_large: t('error.too_large'),
  too_many_pixels: t('error.too_many_pixels'),
  slug_taken: t('error.slug_taken'),
  slug_reserved: t('error.slug_reserved'),
  slug_letters: t('error.slug_letters'),
  slug_too_short: t('error.slug_too_short'),
  slug_too_long: t('error.slug_too_long'),
  unknown_place: t('error.unknown_place'),
  unknown_organisation: t('error.unknown_organisation'),
  network_of_itself: t('error.network_of_itself'),
  not_a_coalition: t('error.not_a_coalition'),
  already_joined: t('error.already_joined'),
  already_answered: t('error.already_answered'),
  proposed_by_yourself: t('error.proposed_by_yourself'),
  too_often: t('error.too_often'),
  future_year: t('error.future_year'),
})

/** The name of an area of work. */
export const areaSaid = (area: Area, locale: Locale) => words(locale)(`area.${area}`)

/** The kinds to choose from, civil society before institutions. */
export const kindChoices = (t: T) =>
  kinds.map((kind) => ({
    value: kind,
    label: t(`kind.${kind}`),
    group: t(isPublicInstitution(kind) ? 'kinds.public' : 'kinds.civil'),
  }))

/** A field as people call it, with its language where it has one. */
export const fieldSaid = (t: T, field: HistoryField, language: string | null) =>
  language && isLanguage(language)
    ? t('field.in_language', { field: t(`field.${field}`), language: t(`language.${language}`) })
    : t(`field.${field}`)

/** A stored value in words: codes by their names, pictures as being there. */
export function valueSaid(
  t: T,
  field: HistoryField,
  value: unknown,
  places: ReadonlyMap<string, string> = new Map(),
): string {
  if (value === null || value === undefined) return ''
  if (Array.isArray(value)) return value.map((one) => valueSaid(t, field, one, places)).join(', ')
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'object')
    return 'url' in value ? String(value.url) : plainText(value, t.locale)
  return codeSaid[field]?.(t, String(value), places) ?? String(value)
}

type CodeSaid = (t: T, code: string, places: ReadonlyMap<string, string>) => string

// The database holds only codes of these lists.
const codeSaid: Partial<Record<HistoryField, CodeSaid>> = {
  kind: (t, code) => t(`kind.${code as Kind}`),
  areas: (t, code) => t(`area.${code as Area}`),
  groups: (t, code) => t(`group.${code as ServedGroup}`),
  languages: (t, code) => t(`language.${code as WorkingLanguage}`),
  sections_order: (t, code) => t(`section.${code as SectionName}`),
  municipality_id: (_, code, places) => places.get(code) ?? code,
  places: (_, code, places) => places.get(code) ?? code,
  logo_id: (t) => t('value.picture'),
  cover_id: (t) => t('value.picture'),
}

// What an organisation is, and what may be decided about one without asking anybody.
import { electronicFormatIBAN, friendlyFormatIBAN, isValidIBAN } from 'ibantools'
import { fold } from '#kit/script.ts'

export { claimReasons } from './claims/rules.ts'
export { whyNotSeenOn } from './evidence/rules.ts'
export {
  judge,
  type RowValue,
  type Verdict,
} from './importing/rules.ts'
export {
  editors,
  financeOfficers,
  mayAct,
  members,
  officials,
  owners,
  type Role,
  roles,
  rolesFor,
  standsStill,
} from './members/rules.ts'

export const kinds = [
  'association',
  'foundation',
  'institute',
  'coalition',
  'international',
  'donor',
  'municipality',
  'ministry',
  'agency',
  'assembly',
  'village_council',
  'informal_group',
] as const
export type Kind = (typeof kinds)[number]

const publicKinds: readonly Kind[] = [
  'municipality',
  'ministry',
  'agency',
  'assembly',
  'village_council',
]

/** Institutions answer for the public; they are not civil society. */
export const isPublicInstitution = (kind: Kind) => publicKinds.includes(kind)

export const states = ['unverified', 'in_review', 'verified', 'suspended', 'closed'] as const
export type State = (typeof states)[number]

export const areas = [
  'human_rights',
  'rule_of_law',
  'democracy',
  'youth',
  'gender',
  'children',
  'disability',
  'communities',
  'culture',
  'education',
  'environment',
  'health',
  'social_services',
  'economy',
  'media',
  'digital',
  'rural',
  'sport',
  'peace',
  'european_integration',
  'humanitarian',
  'civil_society',
] as const
export type Area = (typeof areas)[number]

export const servedGroups = [
  'everyone',
  'children',
  'young_people',
  'women',
  'older_people',
  'people_with_disabilities',
  'communities',
  'returnees',
  'survivors',
  'lgbti',
  'families_in_need',
  'farmers',
  'entrepreneurs',
  'students',
  'teachers',
  'artists',
  'journalists',
  'diaspora',
  'organisations',
  'institutions',
] as const
export type ServedGroup = (typeof servedGroups)[number]

/** The sections of a page, in the order a new page has them. */
export const sections = [
  'about',
  'people',
  'networks',
  'documents',
  'numbers',
  'accounts',
  'places',
  'contact',
] as const
export type Section = (typeof sections)[number]

export const documentKinds = [
  'statute',
  'certificate',
  'annual_report',
  'financial_report',
  'policy',
  'strategy',
  'publication',
  'other',
] as const
export type DocumentKind = (typeof documentKinds)[number]

export const socialKinds = [
  'facebook',
  'instagram',
  'linkedin',
  'youtube',
  'x',
  'tiktok',
  'mastodon',
  'bluesky',
  'other',
] as const
export interface SocialLink {
  kind: (typeof socialKinds)[number]
  url: string
}

/** Languages an organisation may work in: those of the country, of signs, and of its partners. */
export const workingLanguages = [
  'sq',
  'sr',
  'en',
  'tr',
  'bs',
  'rom',
  'de',
  'fr',
  'it',
  'sgn',
] as const
export type WorkingLanguage = (typeof workingLanguages)[number]

// An address nobody may have, because the site itself says something there or it would mislead.
const reservedSlugs = new Set(
  [
    'new',
    'edit',
    'admin',
    'api',
    'mozaik',
    'operator',
    'help',
    'search',
    'login',
    'official',
  ].concat(['sq', 'sr', 'en', 'sr-cyrl', 'o', 'index', 'null', 'undefined']),
)

// It is said on the telephone and printed on a card.
export const slugCharsMax = 60
const slugCharsMin = 2

/** An address made from a name: `Шоља e Đakovicës!` is `solja-e-djakovices`. */
export function slugFrom(name: string): string {
  const slug = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, slugCharsMax - 6)
    .replace(/^-+|-+$/g, '')
  return whyNotSlug(slug) ? `o-${slug}`.replace(/-+$/, '').padEnd(slugCharsMin + 1, 'r') : slug
}

/** Why this may not be an address, or null when it may. */
export function whyNotSlug(slug: string) {
  if (slug.length < slugCharsMin) return 'slug_too_short'
  if (slug.length > slugCharsMax) return 'slug_too_long'
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) return 'slug_letters'
  if (reservedSlugs.has(slug)) return 'slug_reserved'
  return null
}

/** The first address of its kind that nobody ever had: river, then river-2, river-3. */
export function freeSlug(name: string, taken: ReadonlySet<string>): string {
  const slug = slugFrom(name)
  if (!taken.has(slug)) return slug
  let number = 2
  while (taken.has(`${slug}-${number}`)) number++
  return `${slug}-${number}`
}

// Registers of this part of the world write digits, sometimes with a letter, a dash or a slash.
const usualNumber = /^[\p{L}]{0,3}[ -]?\d[\d\s./-]{4,14}\p{L}?$/u

/** Whether a number of a register looks unusual: worth a second look, never a refusal. */
export const warnAboutNumber = (number: string | null): boolean =>
  number !== null && !usualNumber.test(number)

/** Every field that the history speaks of. */
export const historyFields = [
  ...(['name', 'short_name', 'kind', 'founded_year', 'registration_number'] as const),
  ...(['fiscal_number', 'unique_number', 'summary', 'description', 'municipality_id'] as const),
  ...(['address', 'email', 'phone', 'website', 'languages', 'social_links'] as const),
  ...(['areas', 'groups', 'places', 'accent', 'cover_alt', 'sections_order'] as const),
  ...(['logo_id', 'cover_id', 'people', 'documents', 'accounts', 'accounts_shown'] as const),
  ...(['public_benefit', 'slug', 'former_names', 'merged'] as const),
]
export type HistoryField = (typeof historyFields)[number]

/** An account number without spaces and signs, in capitals. */
export const electronicIban = (typed: string) => electronicFormatIBAN(typed) ?? ''

/** In groups of four, as people copy it. */
export const friendlyIban = (iban: string) => friendlyFormatIBAN(iban) ?? iban

/** The country's length and the check digits agree. */
export const isIban = (typed: string) => isValidIBAN(electronicIban(typed))

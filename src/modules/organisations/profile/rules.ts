// What a page shows, and the one thing that would help it most.
import { type Locale, languages } from '#kit/locale.ts'
import { inLocale, type Localized, languagesOf } from '#kit/localized.ts'
import {
  isPublicInstitution,
  type Kind,
  type Section,
  type SocialLink,
  type State,
} from '../rules.ts'

/** As much of a profile as is looked at here. */
interface Described {
  readonly state: State
  readonly summary: Localized
  readonly description: Localized
  readonly founded_year: number | null
  readonly registration_number: string | null
  readonly fiscal_number: string | null
  readonly unique_number: string | null
  readonly municipality_id: string | null
  readonly address: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly website: string | null
  readonly social_links: readonly SocialLink[]
  readonly logo_id: string | null
  readonly cover_id: string | null
  readonly cover_alt: Localized
  readonly sections_order: readonly Section[]
  readonly areas: readonly string[]
  readonly groups: readonly string[]
  readonly places: readonly unknown[]
  readonly people: readonly unknown[]
  readonly documents: readonly unknown[]
  readonly accounts: readonly unknown[]
  readonly members: readonly unknown[]
  readonly networks: readonly unknown[]
  readonly former_names: readonly unknown[]
  readonly public_benefit: readonly unknown[]
}

const has = (text: Localized) => languagesOf(text).length > 0

/** Whether a section has anything to show. */
const filled: Readonly<Record<Section, (page: Described) => boolean>> = {
  about: (page) => has(page.description) || page.areas.length + page.groups.length > 0,
  people: (page) => page.people.length > 0,
  networks: (page) => page.members.length + page.networks.length > 0,
  documents: (page) => page.documents.length > 0,
  numbers: (page) =>
    Boolean(page.registration_number || page.fiscal_number || page.unique_number) ||
    page.founded_year !== null ||
    page.public_benefit.length + page.former_names.length > 0,
  accounts: (page) => page.accounts.length > 0,
  places: (page) => page.municipality_id !== null || page.places.length > 0,
  contact: (page) =>
    Boolean(page.address || page.email || page.phone || page.website) ||
    page.social_links.length > 0,
}

/** The sections that visitors see, in the order that was chosen. Empty ones are left out. */
export const shownSections = (page: Described): Section[] =>
  page.sections_order.filter((section) => filled[section](page))

// What a steward would gain most by comes first: that visitors understand it, reach it, trust it.
const missing = {
  summary: (page) => !has(page.summary),
  contact: (page) => page.email === null && page.phone === null,
  areas: (page) => page.areas.length === 0,
  description: (page) => !has(page.description),
  municipality: (page) => page.municipality_id === null,
  logo: (page) => page.logo_id === null,
  verification: (page) => page.state === 'unverified',
  second_language: (page) => languagesOf(page.summary).length < 2,
  cover: (page) => page.cover_id === null,
  cover_alt: (page) => page.cover_id !== null && !has(page.cover_alt),
  people: (page) => page.people.length === 0,
  documents: (page) => page.documents.length === 0,
  groups: (page) => page.groups.length === 0,
  all_languages: (page) => languagesOf(page.summary).length < languages.length,
  social_links: (page) => page.website === null && page.social_links.length === 0,
} as const satisfies Record<string, (page: Described) => boolean>

export type Step = keyof typeof missing
const steps = Object.keys(missing) as Step[]

/** What its stewards may still do, the most useful first. */
export const openSteps = (page: Described): Step[] => steps.filter((step) => missing[step](page))

/** The next useful step for its stewards, or null when nothing is missing. */
export const nextStep = (page: Described): Step | null => openSteps(page)[0] ?? null

/** How much of all that is there, from 0 to 1. */
export const completeness = (page: Described): number =>
  steps.filter((step) => !missing[step](page)).length / steps.length

interface Told extends Described {
  readonly kind: Kind
  readonly name: Localized
  readonly short_name: string | null
  readonly municipality: Localized | null
}

interface Whereabouts {
  readonly locale: Locale
  /** The address of this page. */
  readonly page: string
  readonly logo: string | null
}

/** What search engines are told, in the words of schema.org. */
export function describedForMachines(told: Told, { locale, page, logo }: Whereabouts): object {
  const say = (text: Localized | null) => inLocale(text, locale)?.text
  const names = languagesOf(told.name).map((language) => told.name[language])
  return {
    '@type': schemaTypeOf(told.kind),
    url: told.website ?? page,
    mainEntityOfPage: page,
    name: say(told.name),
    alternateName: [...names, told.short_name].filter((name) => name && name !== say(told.name)),
    description: say(told.summary),
    foundingDate: told.founded_year ? String(told.founded_year) : undefined,
    email: told.email ?? undefined,
    telephone: told.phone ?? undefined,
    logo: logo ?? undefined,
    sameAs: told.social_links.map(({ url }) => url),
    address: told.municipality && {
      '@type': 'PostalAddress',
      streetAddress: told.address ?? undefined,
      addressLocality: say(told.municipality),
    },
  }
}

function schemaTypeOf(kind: Kind) {
  if (isPublicInstitution(kind)) return 'GovernmentOrganization'
  return kind === 'donor' || kind === 'international' ? 'Organization' : 'NGO'
}

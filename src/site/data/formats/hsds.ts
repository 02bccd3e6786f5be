// Organisations and what they offer, as directories of help read them: Open Referral's Human
// Services Data Specification 3.0. https://docs.openreferral.org/en/3.0/
import { createHash } from 'node:crypto'
import type { Locale } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import {
  type Area,
  areaSaid,
  type OpenOrganisation,
  paths as organisations,
} from '#modules/organisations/index.ts'
import { lastDay, type OpenProject, paths as projects } from '#modules/projects/index.ts'

interface Reader {
  readonly locale: Locale
  readonly base_url: string
  /** Everything nested, or only what has one value. */
  readonly full: boolean
}

/** What is not known is left out: the schema has no other word for it. */
const known = (object: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null))

export function organizationOf(row: OpenOrganisation, reader: Reader) {
  const { locale, base_url, full } = reader
  return known({
    id: row.id,
    name: said(row.name, locale) ?? row.slug,
    alternate_name: row.short_name,
    // The one field that may not be left out; who has said nothing has an empty one.
    description: said(row.summary, locale) ?? '',
    email: row.email,
    website: row.website,
    year_incorporated: row.founded_year,
    legal_status: row.kind,
    uri: `${base_url}${organisations.profile(row)}`,
    ...(full ? nestedOf(row, locale) : {}),
  })
}

const said = (text: Localized | null, locale: Locale) => inLocale(text, locale)?.text ?? null

const registers = ['registration_number', 'fiscal_number', 'unique_number'] as const

function nestedOf(row: OpenOrganisation, locale: Locale) {
  const place = said(row.place_name, locale)
  const { id, phone, address, areas } = row
  return {
    organization_identifiers: registers.flatMap((register) => {
      const identifier = row[register]
      if (!identifier) return []
      return { id: idOf(id, register), identifier_type: register, identifier }
    }),
    phones: phone ? [{ id: idOf(id, 'phone'), organization_id: id, number: phone }] : [],
    // No address of the specification: it asks for a postal code, which nobody has given.
    locations: place
      ? [
          known({
            id: idOf(id, 'seat'),
            location_type: 'physical',
            organization_id: id,
            name: place,
            description: address,
          }),
        ]
      : [],
    attributes: attributesOf(id, 'organization', areas, locale),
  }
}

export function serviceOf(row: OpenProject, reader: Reader, today: string) {
  const { locale, base_url, full } = reader
  const over = row.ends !== null && lastDay(row.ends) < today
  const summary = said(row.summary, locale)
  return known({
    id: row.id,
    organization_id: row.organisation_id,
    name: said(row.name, locale) ?? row.slug,
    description: summary,
    url: `${base_url}${projects.project(row)}`,
    status: row.state === 'published' && !over ? 'active' : 'inactive',
    last_modified: row.changed_at.toISOString(),
    ...(full ? offerOf(row, locale) : {}),
  })
}

function offerOf(row: OpenProject, locale: Locale) {
  const { id, areas, places, funders } = row
  return {
    organization: {
      id: row.organisation_id,
      name: said(row.organisation_name, locale) ?? row.organisation ?? '',
      description: '',
    },
    service_areas: places.map((name) => ({ id: idOf(id, `area ${name}`), service_id: id, name })),
    funding: funders.map(({ name }, i) => ({
      id: idOf(id, `funder ${i}`),
      source: said(name, locale) ?? '',
    })),
    attributes: attributesOf(id, 'service', areas, locale),
  }
}

const attributesOf = (id: string, entity: string, areas: readonly Area[], locale: Locale) =>
  areas.map((area) => {
    const name = areaSaid(area, locale)
    return {
      id: idOf(id, area),
      link_id: id,
      link_entity: entity,
      taxonomy_term: {
        id: idOf('area', area),
        code: area,
        name,
        description: name,
        language: locale,
        taxonomy: 'Mozaik areas',
      },
    }
  })

/** The same id for the same part of the same thing, always: a UUID of version 8. */
function idOf(of: string, part: string): string {
  const digest = createHash('sha256').update(`${of} ${part}`).digest('hex')
  const variant = '89ab'[Number.parseInt(digest.charAt(16), 16) % 4]
  return [
    ...[digest.slice(0, 8), digest.slice(8, 12), `8${digest.slice(13, 16)}`],
    ...[`${variant}${digest.slice(17, 20)}`, digest.slice(20, 32)],
  ].join('-')
}

/** A page of a list, as the specification counts them. */
export function pageOf(contents: readonly object[], asked: Page, total_items: number) {
  const { page, per_page } = asked
  const total_pages = Math.max(1, Math.ceil(total_items / per_page))
  return {
    total_items,
    total_pages,
    page_number: page,
    size: contents.length,
    first_page: page === 1,
    last_page: page >= total_pages,
    empty: contents.length === 0,
    contents,
  }
}

interface Page {
  readonly page: number
  readonly per_page: number
}

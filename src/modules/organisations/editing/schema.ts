// The sections a page is edited in, and what each lets in. Every section is a flat set of fields;
// a text in three languages is three of them, so that two people can work on two languages at once.
import { z } from 'zod'
import type { Language } from '#kit/locale.ts'
import { ChosenSides, fieldOf, flatFields } from '#kit/merge.ts'
import {
  areas,
  type Section,
  type SocialLink,
  sections,
  servedGroups,
  socialKinds,
  workingLanguages,
} from '../rules.ts'
import {
  addressCharsMax,
  altCharsMax,
  areasMax,
  descriptionCharsMax,
  Email,
  groupsMax,
  Kind,
  line,
  Name,
  numberCharsMax,
  phoneCharsMax,
  shortNameCharsMax,
  summaryCharsMax,
  textWithin,
  Version,
  WebAddress,
  Year,
} from '../schema.ts'

export const editedSections = ['identity', 'texts', 'contacts', 'work', 'look'] as const
export type EditedSection = (typeof editedSections)[number]

const list = <T extends z.ZodType>(one: T, max: number) =>
  z
    .array(one)
    .max(max)
    .optional()
    .transform((chosen) => [...new Set(chosen ?? [])])

/** Municipalities it works in: no country has more. */
const placesMax = 400

const Identity = z.object({
  kind: Kind,
  name: Name,
  short_name: line(shortNameCharsMax),
  founded_year: Year,
  registration_number: line(numberCharsMax),
  fiscal_number: line(numberCharsMax),
  unique_number: line(numberCharsMax),
})

const Texts = z.object({
  summary: textWithin(summaryCharsMax),
  description: textWithin(descriptionCharsMax),
})

const socialFields = Object.fromEntries(socialKinds.map((kind) => [kind, WebAddress])) as Record<
  SocialLink['kind'],
  typeof WebAddress
>

const Contacts = z.object({
  municipality_id: z
    .uuid()
    .optional()
    .transform((id) => id ?? null),
  address: line(addressCharsMax),
  email: Email,
  phone: line(phoneCharsMax).refine(
    (phone) => phone === null || /^[+\d][\d\s()/.-]{2,}$/.test(phone),
    'not_a_phone',
  ),
  website: WebAddress,
  languages: list(z.enum(workingLanguages), workingLanguages.length),
  social_links: z
    .object(socialFields)
    .optional()
    .transform((typed) => socialKinds.flatMap((kind) => linkOf(kind, typed?.[kind]))),
})

const linkOf = (kind: SocialLink['kind'], url: string | null | undefined): SocialLink[] =>
  url ? [{ kind, url }] : []

const Work = z.object({
  areas: list(z.enum(areas), areasMax),
  groups: list(z.enum(servedGroups), groupsMax),
  places: list(z.uuid(), placesMax),
})

/** Where a section stands: 1 is on top, and no number hides it. */
const Position = z.coerce.number<string>().int().min(1).max(sections.length).optional()

const Look = z.object({
  accent: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/)
    .optional()
    .transform((colour) => colour ?? null),
  cover_alt: textWithin(altCharsMax),
  sections_order: z
    .partialRecord(z.enum(sections), Position)
    .optional()
    .transform((positions) => inOrder(positions ?? {})),
})

function inOrder(positions: Partial<Record<Section, number | undefined>>): Section[] {
  const shown = sections.filter((section) => positions[section] !== undefined)
  return shown.sort((a, b) => (positions[a] ?? 0) - (positions[b] ?? 0))
}

export const forms = {
  identity: Identity.extend({ version: Version, choice: ChosenSides }),
  texts: Texts.extend({ version: Version, choice: ChosenSides }),
  contacts: Contacts.extend({ version: Version, choice: ChosenSides }),
  work: Work.extend({ version: Version, choice: ChosenSides }),
  look: Look.extend({
    version: Version,
    choice: ChosenSides,
    remove_logo: z.literal('yes').optional(),
    remove_cover: z.literal('yes').optional(),
  }),
} as const

/** The fields of each section, as the history names them. */
export const fieldsOf = {
  identity: Object.keys(Identity.shape) as (keyof typeof Identity.shape)[],
  texts: Object.keys(Texts.shape) as (keyof typeof Texts.shape)[],
  contacts: Object.keys(Contacts.shape) as (keyof typeof Contacts.shape)[],
  work: Object.keys(Work.shape) as (keyof typeof Work.shape)[],
  look: [...(Object.keys(Look.shape) as (keyof typeof Look.shape)[]), 'logo_id', 'cover_id'],
} as const

export type FieldName = (typeof fieldsOf)[EditedSection][number]

/** What a form with these values would have sent: the way back from `flat`. */
export function typedOf(section: EditedSection, stored: Readonly<Record<string, unknown>>) {
  const values = Object.fromEntries(fieldsOf[section].map((field) => [field, stored[field]]))
  if (section === 'contacts') {
    const links = (values.social_links ?? []) as readonly SocialLink[]
    values.social_links = Object.fromEntries(links.map(({ kind, url }) => [kind, url]))
  }
  if (section === 'look') {
    const order = (values.sections_order ?? []) as readonly Section[]
    values.sections_order = Object.fromEntries(order.map((name, i) => [name, i + 1]))
  }
  return values
}

const inLanguages: readonly string[] = ['name', 'summary', 'description', 'cover_alt']

export type Value = string | number | null | readonly string[] | readonly SocialLink[]

/** One field, or one language of one: `email`, `name.sq`. */
export type Key = FieldName | `${FieldName}.${Language}`
export type Values = Readonly<Partial<Record<Key, Value>>>

/** The values of a section as single fields: `{ name: { sq } }` is `name.sq` and so on. */
export const flat = (section: EditedSection, values: Readonly<Record<string, unknown>>): Values =>
  flatFields(values, fieldsOf[section], inLanguages) as Values

/** `name.sq` is the field `name` in Albanian. */
export const partsOf = (key: string) =>
  fieldOf(key) as { field: FieldName; language: Language | null }

// A row of the file becomes what it says of an organisation, and what of it is not right.
import { isLanguage } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { fold, toLatin } from '#kit/script.ts'
import {
  bareNumber,
  type CheckedRow,
  isGrave,
  type Problem,
  plainWords,
  type RowValue,
} from '../rules.ts'
import {
  addressCharsMax,
  areasMax,
  type Columns,
  Email,
  foundedMin,
  type ImportField,
  importFields,
  nameCharsMax,
  numberCharsMax,
  Phone,
  Website,
} from '../schema.ts'
import { readAreas, readKind } from './meanings.ts'

interface RawRow {
  readonly cells: readonly string[]
  readonly wrong: readonly {
    readonly column: number
    readonly code: string
    readonly params: Readonly<Record<string, string | number>>
  }[]
}

interface Means {
  readonly columns: Columns
  readonly municipality: (text: string) => string | undefined
  /** This year: nobody was founded later. */
  readonly year: number
}

type Draft = { -readonly [K in keyof RowValue]: RowValue[K] }
type Complaint = { code: string; params?: Problem['params'] } | null
type Read = (draft: Draft, text: string, means: Means) => Complaint

export function checkRow(row: RawRow, means: Means): CheckedRow {
  const draft: Draft = { name: {} }
  const problems: Problem[] = []
  const { columns } = means
  for (const field of importFields) {
    const column = columns[field]
    if (column === undefined) continue
    const value = clean(row.cells[column] ?? '')
    const foul = row.wrong.find((one) => one.column === column)
    const complaint = foul ?? (value === '' ? null : readers[field](draft, value, means))
    if (complaint) problems.push({ column, field, value: value.slice(0, 200), ...said(complaint) })
  }
  for (const one of row.wrong)
    if (one.code === 'too_many_cells' || one.code === 'too_few_cells')
      problems.push({ column: one.column, field: null, value: '', ...said(one) })
  const named = Object.values(draft.name)
  if (named.length === 0 && !problems.some(isGrave)) {
    const column = columns.name_sq ?? columns.name_sr ?? columns.name_en ?? null
    problems.push({ column, field: 'name_sq', code: 'empty', value: '' })
  }
  return {
    value: draft,
    number_key: draft.registration_number ? bareNumber(draft.registration_number) : null,
    name_keys: [...new Set(named.map((name) => plainWords(fold(name))))].filter(Boolean),
    problems,
    wrong: problems.some(isGrave),
  }
}

const said = ({ code, params }: NonNullable<Complaint>) => (params ? { code, params } : { code })

// Control characters are nothing that a name or an address has.
const clean = (text: string) =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()

const within = (text: string, max: number): Complaint =>
  text.length > max ? { code: 'too_long', params: { max } } : null

const name =
  (language: keyof Localized): Read =>
  (draft, text) => {
    const long = within(text, nameCharsMax)
    if (long) return long
    if (!/[\p{L}\p{N}]/u.test(text)) return { code: 'empty' }
    if (isLanguage(language))
      draft.name = { ...draft.name, [language]: language === 'sr' ? toLatin(text) : text }
    return null
  }

const number =
  (field: 'registration_number' | 'fiscal_number'): Read =>
  (draft, text) => {
    // A dash says that there is none.
    if (/^[-–—/.]+$/.test(text)) return null
    if (!/\d/.test(text)) return { code: 'not_a_number' }
    draft[field] = text
    return within(text, numberCharsMax)
  }

const readers: Readonly<Record<ImportField, Read>> = {
  name_sq: name('sq'),
  name_sr: name('sr'),
  name_en: name('en'),
  registration_number: number('registration_number'),
  fiscal_number: number('fiscal_number'),
  kind(draft, text) {
    const kind = readKind(text)
    if (kind) draft.kind = kind
    return kind ? null : { code: 'not_known' }
  },
  municipality(draft, text, { municipality }) {
    const id = municipality(text)
    if (id) draft.municipality_id = id
    return id ? null : { code: 'not_known' }
  },
  address(draft, text) {
    const long = within(text, addressCharsMax)
    if (!long) draft.address = text
    return long
  },
  website(draft, text) {
    const { data } = Website.safeParse(text)
    if (data) draft.website = data
    return data ? null : { code: 'not_a_url' }
  },
  email(draft, text) {
    const { data } = Email.safeParse(text.toLowerCase())
    if (data) draft.email = data
    return data ? null : { code: 'not_an_email' }
  },
  phone(draft, text) {
    const { data } = Phone.safeParse(text)
    if (data) draft.phone = data
    return data ? null : { code: 'not_a_phone' }
  },
  areas(draft, text) {
    const { areas, unknown } = readAreas(text)
    if (areas.length > 0) draft.areas = areas.slice(0, areasMax)
    const tooMany: Complaint = { code: 'too_many', params: { max: areasMax } }
    if (areas.length > areasMax) return tooMany
    return unknown.length > 0
      ? { code: 'not_known', params: { value: unknown.join(', ').slice(0, 200) } }
      : null
  },
  founded(draft, text, { year }) {
    const found = /^(?:\d{1,2}[./-]\s?\d{1,2}[./-]\s?)?((?:1[89]|20)\d{2})(?:[-./T].*)?\.?$/.exec(
      text,
    )
    const read = Number(found?.[1])
    if (!found || read < foundedMin || read > year) return { code: 'not_a_year' }
    draft.founded_year = read
    return null
  },
}

// What the columns of a register are called here, in three languages and by those who export them.
import { fold } from '#kit/script.ts'
import { plainWords } from '../rules.ts'
import { type Columns, type ImportField, importFields } from '../schema.ts'

const called: Readonly<Record<ImportField, readonly string[]>> = {
  name_sq: [
    ...['emri', 'emri i organizates', 'emri i ojq se', 'emri i shoqates', 'emertimi', 'name sq'],
    ...['emri i plote', 'organizata', 'ojq', 'shoqata', 'emri shqip', 'name albanian', 'emri ojq'],
  ],
  name_sr: [
    ...['naziv', 'ime', 'naziv organizacije', 'naziv nvo', 'naziv udruzenja', 'name sr'],
    ...[
      'organizacija',
      'udruzenje',
      'puni naziv',
      'name serbian',
      'naziv srpski',
      'ime organizacije',
    ],
  ],
  name_en: [
    ...['name', 'organisation', 'organization', 'name of organisation', 'name of organization'],
    ...['ngo', 'ngo name', 'name en', 'name english', 'full name', 'title', 'organisation name'],
    ...['organization name', 'name of ngo', 'emri anglisht', 'naziv engleski'],
  ],
  registration_number: [
    ...['nr i regjistrit', 'numri i regjistrit', 'numri i regjistrimit', 'nr i regjistrimit'],
    ...['nr rendor i regjistrit', 'numri regjistrit', 'registarski broj', 'registracioni broj'],
    ...[
      'broj registracije',
      'reg broj',
      'registration number',
      'registration no',
      'register number',
    ],
    ...['reg no', 'reg number', 'nr reg', 'registration'],
  ],
  fiscal_number: [
    ...['numri fiskal', 'nr fiskal', 'numri unik', 'nuis', 'nipt', 'fiskalni broj', 'pib'],
    ...['fiscal number', 'fiscal no', 'tax number', 'tax id', 'vat number'],
  ],
  kind: [
    ...['lloji', 'lloji i organizates', 'forma', 'forma juridike', 'vrsta', 'tip', 'oblik'],
    ...['pravni oblik', 'kind', 'type', 'legal form', 'form', 'organisation type'],
  ],
  municipality: [
    ...['komuna', 'qyteti', 'vendi', 'selia', 'opstina', 'grad', 'mesto', 'sediste'],
    ...['municipality', 'city', 'town', 'place', 'seat'],
  ],
  address: ['adresa', 'adresa e selise', 'rruga', 'ulica', 'address', 'street'],
  website: [
    ...['faqja', 'faqja e internetit', 'ueb faqja', 'uebfaqja', 'webfaqja', 'veb sajt', 'sajt'],
    ...['internet stranica', 'website', 'web', 'web site', 'url', 'homepage'],
  ],
  email: [
    ...['email', 'e mail', 'posta elektronike', 'e posta', 'imejl', 'elektronska posta', 'mail'],
    ...['email address', 'adresa elektronike'],
  ],
  phone: [
    ...['telefoni', 'telefon', 'tel', 'nr i telefonit', 'numri i telefonit', 'broj telefona'],
    ...['phone', 'telephone', 'phone number', 'mobile', 'kontakt telefon'],
  ],
  areas: [
    ...['fusha', 'fushat', 'fusha e veprimit', 'fushat e veprimit', 'veprimtaria', 'oblast'],
    ...['oblasti', 'oblast rada', 'oblasti rada', 'delatnost', 'area', 'areas', 'field', 'fields'],
    ...['area of work', 'areas of work', 'field of work', 'sector', 'topics'],
  ],
  founded: [
    ...['themeluar', 'viti i themelimit', 'data e themelimit', 'data e regjistrimit'],
    ...['osnovano', 'godina osnivanja', 'datum osnivanja', 'datum registracije', 'founded'],
    ...['year founded', 'founded year', 'founded in', 'established', 'registration date'],
    ...['date of registration', 'registered', 'date founded'],
  ],
}

const meaningOf = new Map<string, ImportField>(
  importFields.flatMap((field) => [
    [plainWords(fold(field)), field] as const,
    ...called[field].map((name) => [name, field] as const),
  ]),
)

const fieldOf = (name: string) => meaningOf.get(plainWords(fold(name)))

/** What each field stands in, as far as names of columns say it; the first of two counts. */
export function guessColumns(header: readonly string[]): Columns {
  const columns: Columns = {}
  for (const [column, name] of header.entries()) {
    const field = fieldOf(name)
    if (field && columns[field] === undefined) columns[field] = column
  }
  return columns
}

// Above the header stand a title and an empty row, seldom more.
const rowsLooked = 20

interface Row {
  readonly cells: readonly string[]
}

/** Which of the first rows names the columns: the one with most names that we know. */
export function headerAmong(rows: readonly Row[]): number {
  const known = rows
    .slice(0, rowsLooked)
    .map(({ cells }) => Object.keys(guessColumns(cells)).length)
  const most = Math.max(0, ...known)
  if (most > 0) return known.indexOf(most)
  const filled = ({ cells }: Row) => cells.filter((cell) => cell.trim() !== '').length
  return Math.max(
    0,
    rows.slice(0, rowsLooked).findIndex((row) => filled(row) > 1),
  )
}

export type WhyNotMap = { readonly what: 'field' | 'column'; readonly said: string }

/**
 * `name=Emri` as somebody wrote it in a terminal: on the left a field, on the right the name of a
 * column. `name` alone is the name in Albanian.
 */
export function namedColumns(
  header: readonly string[],
  wishes: readonly string[],
): { columns: Columns } | { wrong: WhyNotMap } {
  const columns = guessColumns(header)
  for (const wish of wishes) {
    const [left = '', ...right] = wish.split('=')
    const typed = left.trim() === 'name' ? 'name_sq' : left.trim()
    const field = importFields.find((one) => one === typed)
    if (!field) return { wrong: { what: 'field', said: left } }
    const name = right.join('=').trim()
    const column = header.findIndex((one) => fold(one) === fold(name))
    if (column < 0) return { wrong: { what: 'column', said: name } }
    for (const other of importFields) if (columns[other] === column) delete columns[other]
    columns[field] = column
  }
  return { columns }
}

// SWIFT MT940: tags at the beginning of lines, commas for points, two digits for a year.
import { countrySpecs } from 'ibantools'
import {
  anEmptyPart,
  anEmptyStatement,
  type Balance,
  type Entry,
  type Read,
  type Reason,
  type RejectCode,
  reject,
  type Statement,
  unreadable,
} from '../judging/schema.ts'
import { day, ibanOf, swiftAmount } from './amounts.ts'
import { detailsOf } from './mt940-details.ts'

interface Field {
  readonly tag: string
  readonly line: number
  readonly lines: string[]
}

/** A year of a busy account has some hundred thousand lines. */
const linesMax = 2_000_000

export const looksLikeMt940 = (text: string) => /^(?:\{1:|:\d{2}[A-Z]?:)/m.test(text.slice(0, 4000))

export function readMt940(text: string): Read {
  const lines = text.split(/\r\n|\n|\r/)
  if (lines.length > linesMax)
    return unreadable('mt940', reject('too_large', '', `It has more than ${linesMax} lines.`))
  const messages = messagesOf(lines)
  if (messages.length === 0)
    return unreadable('mt940', reject('no_statement', '', 'The file holds no statement.'))
  return { format: 'mt940', statements: messages.map(statementOf) }
}

function messagesOf(lines: readonly string[]): Field[][] {
  const messages: Field[][] = []
  let fields: Field[] = []
  const finish = () => {
    if (fields.length > 0) messages.push(fields)
    fields = []
  }
  for (const [index, whole] of lines.entries()) {
    const text = whole.replace(/^(?:\{[1-35]:.*?\})*\{4:/, '')
    const [, tag, rest = ''] = /^\s?:(\d{2}[A-Z]?):(.*)$/.exec(text) ?? []
    if (tag) {
      if (tag === '20') finish()
      fields.push({ tag, line: index + 1, lines: [rest] })
    } else if (endsHere(text, lines, index)) finish()
    else if (fields.length > 0) fields.at(-1)?.lines.push(text)
  }
  finish()
  return messages
}

/** A dash ends a message; but some texts hold a dash alone on a line, too. */
function endsHere(text: string, lines: readonly string[], index: number): boolean {
  if (/^-\}/.test(text)) return true
  if (!/^-(?:XXX)?\s*$/.test(text)) return false
  const next = lines.slice(index + 1, index + 12).find((line) => line.trim() !== '')
  return next === undefined || /^(?::20:|\{|\}|-)/.test(next) || /^:\d{2}[A-Z]?:/.test(next)
}

type Told = (code: RejectCode, line: number, message: string) => void

function statementOf(fields: readonly Field[]): Statement {
  const faults: Reason[] = []
  const told: Told = (code, line, message) =>
    void faults.push(reject(code, `line ${line}`, message))
  const first = fields[0]?.line ?? 1
  const find = (...tags: readonly string[]) => fields.find(({ tag }) => tags.includes(tag))
  const balances = fields.flatMap((field) => balanceOf(field, told) ?? [])
  const opening = balances.find(({ kind }) => kind === 'OPBD') ?? null
  const closing = balances.findLast(({ kind }) => kind === 'CLBD') ?? null
  for (const [tag, found] of [
    ['25', find('25', '25P')],
    ['60F', opening],
    ['62F', closing],
  ] as const)
    if (!found && !faults.some(({ code }) => code === 'amount_unreadable'))
      told('field_missing', first, `The field :${tag}: is missing; the file may be cut off.`)
  const account = accountOf(find('25', '25P'))
  const currency = opening?.currency ?? closing?.currency ?? account.currency
  return {
    ...anEmptyStatement,
    format: 'mt940',
    path: `line ${first}`,
    id: joined(find('20')).trim() || null,
    iban: account.iban,
    account: account.number,
    currency,
    ...numberOf(find('28C', '28')),
    from_on: opening?.on ?? null,
    to_on: closing?.on ?? null,
    balances,
    opening,
    closing,
    entries: entriesOf(fields, currency ?? '', told),
    faults,
  }
}

const joined = (field: Field | undefined) => field?.lines.join('') ?? ''

/** `NL77INGB0574908765EUR`, `PL25…`, `50880050/0194774600888`. */
function accountOf(field: Field | undefined) {
  const text = joined(field).replace(/\s/g, '')
  const [, start = text, currency = null] = /^(.{8,}?)([A-Z]{3})$/.exec(text) ?? []
  const iban = ibanLike(text) ?? ibanLike(start)
  if (iban) return { iban, number: null, currency: iban === text ? null : currency }
  return { iban: null, number: (currency ? start : text) || null, currency }
}

/** Right check digits, or at least the length that IBANs of its country have. */
function ibanLike(text: string): string | null {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]+$/.test(text)) return null
  return ibanOf(text) ?? (text.length === countrySpecs[text.slice(0, 2)]?.chars ? text : null)
}

function numberOf(field: Field | undefined) {
  const [, number, page] = /^(\d{1,5})(?:\/(\d{1,5}))?/.exec(joined(field).trim()) ?? []
  // A bank that does not count writes noughts.
  const sequence = number && Number(number) > 0 ? BigInt(number) : null
  return { sequence, page: page ? { number: Number(page), last: true } : null }
}

const balanceKinds: Readonly<Record<string, string>> = {
  '60F': 'OPBD',
  '60M': 'OPBD',
  '62F': 'CLBD',
  '62M': 'CLBD',
  '64': 'CLAV',
  '65': 'FWAV',
}

function balanceOf(field: Field, told: Told): Balance | null {
  const kind = balanceKinds[field.tag]
  if (!kind) return null
  const text = joined(field).trim()
  const match = /^([CD])(\d{2})(\d{2})(\d{2})([A-Z]{3})(.*)$/.exec(text)
  const [, sign, year = '', month = '', date = '', currency = '', amount = ''] = match ?? []
  if (!match) {
    told('amount_unreadable', field.line, `“${text.slice(0, 40)}” is no balance.`)
    return null
  }
  const on = day(`${century(year)}${year}`, month, date)
  if (!on) told('date_unreadable', field.line, `“${year}${month}${date}” is no day.`)
  const minor = signed(swiftAmount(amount, currency), sign === 'D', (code) =>
    told(code, field.line, `“${amount.slice(0, 40)}” is no amount in ${currency}.`),
  )
  return { path: `line ${field.line}`, kind, minor, currency, on }
}

function signed(
  read: ReturnType<typeof swiftAmount>,
  out: boolean,
  wrong: (code: 'amount_unreadable' | 'decimals') => void,
): bigint | null {
  if ('minor' in read) return out ? -read.minor : read.minor
  wrong(read.wrong)
  return null
}

const century = (year: string) => (Number(year) < 80 ? '20' : '19')

function entriesOf(fields: readonly Field[], currency: string, told: Told): Entry[] {
  const entries: Entry[] = []
  for (const [index, field] of fields.entries()) {
    if (field.tag !== '61') continue
    const next = fields[index + 1]
    const details = next?.tag === '86' ? next : undefined
    const entry = entryOf(field, details, currency, told)
    if (entry) entries.push(entry)
  }
  return entries
}

const line61 = new RegExp(
  [
    /^(?<year>\d{2})(?<month>\d{2})(?<date>\d{2})/,
    /(?<entry>\d{4}|\s{4})?/,
    /(?<mark>R?[CD])(?<funds>[A-Z])?\s?/,
    /(?<amount>\d[\d.]*(?:,\d*)?)/,
    /(?<kind>[A-Z][A-Z0-9]{3})?/,
    /(?<rest>.*)$/,
  ]
    .map(({ source }) => source)
    .join(''),
)

function entryOf(field: Field, details: Field | undefined, currency: string, told: Told) {
  const [first = '', ...more] = field.lines
  const found = line61.exec(first)?.groups
  if (!found) {
    told('amount_unreadable', field.line, `“${first.slice(0, 40)}” is no entry.`)
    return null
  }
  const { year = '', month = '', date = '', mark = '', amount = '', rest = '' } = found
  const value_on = day(`${century(year)}${year}`, month, date)
  if (!value_on) told('date_unreadable', field.line, `“${year}${month}${date}” is no day.`)
  // RC takes back what had come in, RD what had gone out.
  const minor = signed(swiftAmount(amount, currency), mark === 'D' || mark === 'RC', (code) =>
    told(code, field.line, `“${amount.slice(0, 40)}” is no amount in ${currency}.`),
  )
  const [reference = '', ...bank] = rest.split('//')
  const path = `line ${field.line}`
  const extra = more.join('\n').trim()
  const entry: Entry = {
    path,
    minor,
    currency,
    status: 'booked',
    reversal: mark.startsWith('R'),
    booked_on: entryDay(found.entry, value_on) ?? value_on,
    value_on,
    reference: meant(reference),
    bank_reference: meant(bank.join('//')),
    kind: found.kind ?? null,
    text: extra || null,
    charges: [],
    batch: null,
    parts: [{ ...anEmptyPart, path, minor, currency, ...detailsOf(details?.lines ?? []) }],
  }
  return entry
}

const meant = (text: string) => (/^\s*(?:NONREF)?\s*$/.test(text) ? null : text.trim())

/** The day of booking has no year: it is the one nearest to the day of value. */
function entryDay(text: string | undefined, value_on: string | null): string | null {
  if (!text || !/^\d{4}$/.test(text) || !value_on) return null
  const [month, date] = [text.slice(0, 2), text.slice(2)]
  const year = Number(value_on.slice(0, 4))
  const days = [year - 1, year, year + 1].flatMap((one) => day(String(one), month, date) ?? [])
  const away = (one: string) => Math.abs(Date.parse(one) - Date.parse(value_on))
  return days.sort((a, b) => away(a) - away(b))[0] ?? null
}

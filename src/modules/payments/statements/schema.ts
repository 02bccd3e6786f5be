// What may come in about banks' statements.
import { z } from 'zod'

/** What a column of a bank’s table may hold. */
export const sheetFields = [
  'booked_on',
  'value_on',
  'amount',
  'debit',
  'credit',
  'direction',
  'balance',
  'currency',
  'name',
  'iban',
  'text',
  'text_2',
  'reference',
  'bank_reference',
  'account',
] as const
export type SheetField = (typeof sheetFields)[number]

/** Wider than any bank's table. */
const columnMax = 199
/** Banks put their address, the account and the period above the columns. */
const rowsAboveMax = 100

const column = z.int().min(0).max(columnMax)

/** Which column of a bank's table means what; kept per account. */
export const Mapping = z.object({
  sheet: z.string().max(100).nullable().default(null),
  rows_above: z.int().min(0).max(rowsAboveMax).default(1),
  columns: z
    .partialRecord(z.enum(sheetFields), column)
    .refine((of) => of.booked_on !== undefined, 'booked_on_missing')
    .refine((of) => (of.amount ?? of.credit ?? of.debit) !== undefined, 'amount_missing'),
  decimal: z.enum(['.', ',']).default('.'),
  dates: z.enum(['ymd', 'dmy', 'mdy']).default('dmy'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .nullable()
    .default(null),
})

export type Mapping = z.output<typeof Mapping>

/** What was kept is read again as if it came from outside; what no longer fits is none. */
export function keptMapping(kept: unknown): Mapping | undefined {
  const read = Mapping.safeParse(kept)
  return read.success ? read.data : undefined
}

/** A sentence that explains a decision to whoever looks later. */
export const reasonCharsMax = 500

export const Deciding = z.object({
  reason: z.string().trim().min(3).max(reasonCharsMax),
})

/** A year of a busy account; the terminal takes larger ones. */
export const deskBytesMax = 32 * 1024 * 1024

export const Upload = z.object({ account: z.uuid().optional().catch(undefined) })

const letters = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^(?:[A-G]?[A-Z])?$/, 'not_a_column')
  .transform((typed) => (typed === '' ? undefined : numberOf(typed)))

/** A is 0, Z is 25, AA is 26. */
const numberOf = (typed: string) =>
  [...typed].reduce((sum, sign) => sum * 26 + sign.charCodeAt(0) - 64, 0) - 1

const lettersOf = (column: number): string =>
  `${column >= 26 ? lettersOf(Math.floor(column / 26) - 1) : ''}${String.fromCharCode(65 + (column % 26))}`

/** The form by which a treasurer says it: columns as letters. */
export const MappingForm = z.object({
  rows_above: z.coerce.number<string>().int().min(0).max(rowsAboveMax),
  sheet: z
    .string()
    .trim()
    .max(100)
    .optional()
    .transform((typed) => typed || null),
  columns: z
    .partialRecord(z.enum(sheetFields), letters)
    .refine((of) => of.booked_on !== undefined, 'booked_on_missing')
    .refine((of) => (of.amount ?? of.credit ?? of.debit) !== undefined, 'amount_missing')
    .transform((of) => Object.fromEntries(Object.entries(of).filter(([, at]) => at !== undefined))),
  decimal: z.enum(['.', ',']),
  dates: z.enum(['ymd', 'dmy', 'mdy']),
})

/** What the form begins with. */
export function typedMapping(kept: unknown): Record<string, unknown> {
  const mapping = keptMapping(kept)
  if (!mapping) return { rows_above: '1', decimal: ',', dates: 'dmy' }
  const columns = Object.entries(mapping.columns).map(([field, at]) => [field, lettersOf(at ?? 0)])
  const { sheet, rows_above, decimal, dates } = mapping
  return {
    sheet: sheet ?? '',
    rows_above: String(rows_above),
    decimal,
    dates,
    columns: Object.fromEntries(columns),
  }
}

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

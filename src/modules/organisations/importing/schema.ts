// What a row of a register may say, and how much of it is handled at once.
import { z } from 'zod'
import { WebAddress } from '#kit/fields.ts'
import type { ColumnsOf } from '#kit/importing.ts'
import { emailCharsMax, phoneCharsMax } from '../schema.ts'

export {
  addressCharsMax,
  areasMax,
  nameCharsMax,
  numberCharsMax,
  PageQuery,
} from '../schema.ts'

/** What a column can be taken for. */
export const importFields = [
  ...(['name_sq', 'name_sr', 'name_en', 'registration_number', 'fiscal_number', 'kind'] as const),
  ...(['municipality', 'address', 'website', 'email', 'phone', 'areas', 'founded'] as const),
] as const
export type ImportField = (typeof importFields)[number]

/** Whether messages have a name for it. */
export const isFieldName = (field: string): field is ImportField | 'name' =>
  field === 'name' || importFields.some((one) => one === field)

export type Columns = ColumnsOf<ImportField>

/** One transaction: long enough to be quick, short enough that the progress moves. */
export const rowsAtOnce = 2000

export const Email = z.string().max(emailCharsMax).pipe(z.email())
export const Website = WebAddress
export const Phone = z
  .string()
  .max(phoneCharsMax)
  .regex(/^[+()\d][\d\s()/.-]{4,}$/)
/** Years before this stand in registers by mistake. */
export const foundedMin = 1800

/** Field by field, the column it stands in; what is left empty is not read. */
export const Mapping = z.object({
  columns: z.record(z.string(), z.string()).default({}),
})

/** The file itself comes beside the fields. */
export const Upload = z.object({})

// What a row of a table of projects may say, and how much of it is handled at once.
import { z } from 'zod'
import type { ColumnsOf } from '#kit/importing.ts'

/** What a column can be taken for, and what it is usually called. */
export const projectColumns = {
  name_sq: ['name sq', 'emri', 'emri i projektit', 'titulli', 'projekti'],
  name_sr: ['name sr', 'naziv', 'naziv projekta', 'projekat'],
  name_en: ['name', 'name en', 'title', 'project', 'project name', 'project title'],
  summary_sq: ['summary sq', 'permbledhje', 'pershkrimi'],
  summary_sr: ['summary sr', 'sazetak', 'opis'],
  summary_en: ['summary', 'summary en', 'description'],
  organisation: [
    ...['organisation', 'organization', 'organizata', 'organizacija', 'ojq', 'nvo', 'ngo'],
    ...['implementer', 'zbatuesi', 'nosilac', 'beneficiary', 'perfituesi', 'korisnik'],
  ],
  funder: ['funder', 'donor', 'financuesi', 'donatori', 'finansijer', 'donator'],
  contract_number: [
    ...['contract number', 'contract no', 'contract', 'numri i kontrates', 'nr i kontrates'],
    ...['broj ugovora', 'ugovor'],
  ],
  starts: ['starts', 'start', 'start date', 'fillimi', 'pocetak', 'from'],
  ends: ['ends', 'end', 'end date', 'perfundimi', 'mbarimi', 'kraj', 'to'],
  budget: ['budget', 'amount', 'buxheti', 'shuma', 'budzet', 'iznos'],
  currency: ['currency', 'valuta', 'monedha'],
  municipality: ['municipality', 'komuna', 'opstina', 'place', 'city', 'qyteti', 'grad'],
} as const

export type ProjectField = keyof typeof projectColumns
export const projectFields = Object.keys(projectColumns) as ProjectField[]

const besides = ['name_any', 'summary_any', 'state'] as const

/** Whether messages have a name for it. */
export const isFieldName = (field: string): field is ProjectField | (typeof besides)[number] =>
  [...projectFields, ...besides].some((one) => one === field)

/** Rows at once; a donor's register of a decade has some thousands. */
export const projectRowsMax = 20_000
export const sourceCharsMax = 200

export type Columns = ColumnsOf<ProjectField>

/** One transaction: long enough to be quick, short enough that the progress moves. */
export const rowsAtOnce = 500

/** Field by field, the column it stands in; what is left empty is not read. */
export const Mapping = z.object({
  source: z.string().trim().min(1).max(sourceCharsMax),
  columns: z.record(z.string(), z.string()).default({}),
})

/** The file itself comes beside the fields. */
export const Upload = z.object({})

export const PageQuery = z.object({ page: z.coerce.number().int().min(1).max(1000).catch(1) })

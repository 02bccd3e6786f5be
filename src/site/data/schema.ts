import { z } from 'zod'
import { type Format, formats } from '#kit/dataset-formats.ts'

/** A day, or a moment with its zone. Older than anything here is as good as no answer at all. */
const Since = z.union([z.iso.datetime({ offset: true }), z.iso.date()]).transform((text) => {
  return new Date(text)
})

/** The moment asked for, null when none is, undefined when it is none. */
export function readSince(asked: string | undefined): Date | null | undefined {
  if (asked === undefined || asked === '') return null
  const read = Since.safeParse(asked)
  return read.success ? read.data : undefined
}

const descriptions = ['csv-metadata.json', 'schema.json'] as const
export type Ending = Format | (typeof descriptions)[number]

/** `organisations.csv` as a name and an ending of ours; null for any other file. */
export function readFile(file: string): { name: string; ending: Ending } | null {
  const dot = file.indexOf('.')
  const ending = [...formats, ...descriptions].find((one) => one === file.slice(dot + 1))
  return dot > 0 && ending ? { name: file.slice(0, dot), ending } : null
}

/** Whoever asks again begins so much before this answer: what was being written may come later. */
export const overlapMs = 60_000

// As the specification's own examples have them; more is for the data sets.
const perPageMax = 500
const pagesMax = 100_000

/** What lists of HSDS may be asked; texts come in one language, the nearest where it is missing. */
export const HsdsQuery = z.object({
  page: z.coerce.number<string>().int().min(1).max(pagesMax).default(1),
  per_page: z.coerce.number<string>().int().min(1).max(perPageMax).default(50),
  full: z.stringbool().default(false),
  lang: z.enum(['sq', 'sr', 'en']).default('en'),
  organization_id: z.uuid().optional(),
})

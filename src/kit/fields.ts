// Shapes that many forms ask for.
import { z } from 'zod'
import { integerMax } from './form.ts'
import { localizedText } from './localized.ts'

const urlCharsMax = 500

/** One line that may be left out; what comes in empty is kept as null. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .optional()
    .transform((typed) => (typed ? typed.replace(/\s+/g, ' ') : null))

/** A text in any of the languages, or in none. */
export const textWithin = (max: number) =>
  localizedText({ max })
    .optional()
    .transform((typed) => typed ?? {})

/** `example.org` is what people type; only the web's own schemes are let through. */
export const WebAddress = z
  .string()
  .trim()
  .max(urlCharsMax)
  .transform((typed) => (/^[a-z][a-z0-9+.-]*:/i.test(typed) ? typed : `https://${typed}`))
  .refine(isWebAddress, 'not_a_url')
  .transform((typed) => new URL(typed).href)
  .optional()
  .transform((typed) => typed ?? null)

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, hostname, username } = new URL(text)
  const web = protocol === 'https:' || protocol === 'http:'
  return web && username === '' && /^[^.]+(\.[^.]+)+$/.test(hostname)
}

// Beyond this nobody leafs: a narrower filter or the download serves better.
const pageMax = 10_000
export const PageNumber = z.coerce.number<string>().int().min(1).max(pageMax).catch(1).default(1)
/** Which page of a list the address asks for. */
export const PageQuery = z.object({ page: PageNumber })

/** The version of a record that a form was opened on. */
export const Version = z.coerce.number<string>().int().min(1).max(integerMax)

/** What kit/once.ts knows a form by. */
export const OnceKey = z.string().max(40).optional()

// Figures of a project or a town; beyond it a float would no longer count by ones.
const decimalMax = 1e12

/** `12,5` and `12.5` are the same number. */
export const Decimal = z
  .string()
  .max(30)
  .transform((typed) => typed.replace(/\s/g, '').replace(',', '.').replace('\u2212', '-'))
  .refine((typed) => /^-?\d{1,12}(\.\d{1,6})?$/.test(typed), 'not_a_number')
  .transform(Number)
  .pipe(z.number().min(-decimalMax).max(decimalMax))

// Reading a form: what was typed is kept as it was, and every complaint has a field and a code that
// the words turn into a sentence.
import type { Context } from 'hono'
import { z } from 'zod'

export interface FieldError {
  /** The field's name in the form, such as `email` or `name.sq`; empty for the form as a whole. */
  readonly field: string
  readonly code: string
  readonly params: Readonly<Record<string, string | number>>
}

/** What a form shows: what was typed, and what is wrong with it. */
export interface FormState {
  readonly typed: Readonly<Record<string, readonly string[]>>
  readonly errors: readonly FieldError[]
}

export type ReadForm<V> = FormState & { readonly uploads: ReadonlyMap<string, File> } & (
    | { readonly ok: true; readonly value: V }
    | { readonly ok: false }
  )

/** A body that no browser sends. Answered 400. */
export class BadForm extends Error {}

// A form of ours has some sixty fields; this bounds what a stranger can make us sort.
const fieldsMax = 400

/**
 * Read and check the posted form. Fields ending in `[]` are lists; `name.sq` becomes `{ name: { sq
 * } }`.
 */
export async function readForm<S extends z.ZodType>(
  c: Context,
  schema: S,
): Promise<ReadForm<z.output<S>>> {
  const { typed, uploads, input } = await readBody(c)
  const wrong = badTexts(typed)
  if (wrong.length > 0) return { ok: false, typed, uploads, errors: wrong }
  const parsed = schema.safeParse(input)
  if (parsed.success) return { ok: true, value: parsed.data, typed, uploads, errors: [] }
  return { ok: false, typed, uploads, errors: parsed.error.issues.map((issue) => errorOf(issue)) }
}

/**
 * The same reading for a question in the address (`?q=…&kind=…`). What does not fit is dropped by
 * the schema's `.catch`. What is named in `lists` may be repeated, with brackets or without.
 */
export function readQuery<S extends z.ZodType>(
  c: Context,
  schema: S,
  lists: readonly string[] = [],
): z.output<S> {
  const input: Record<string, unknown> = {}
  const all = c.req.queries()
  for (const [name, values] of Object.entries(all)) {
    if (values.some((value) => isBadText(value))) continue
    place(input, name, name.endsWith('[]') ? values : (values.at(-1) ?? ''))
  }
  for (const name of lists)
    input[name] = [name, `${name}[]`]
      .flatMap((asked) => all[asked] ?? [])
      .filter((value) => !isBadText(value))
  return schema.parse(input)
}

/** A form nobody has sent yet, with the values it begins with. */
export function emptyForm(values: Record<string, unknown> = {}): FormState {
  const typed: Record<string, string[]> = {}
  flatten('', values, typed)
  return { typed, errors: [] }
}

/** The same form with a rule's no on it, what was typed kept. */
export function refusedForm(
  form: FormState,
  field: string | null,
  code: string,
  params: FieldError['params'] = {},
): FormState {
  return { typed: form.typed, errors: [...form.errors, { field: field ?? '', code, params }] }
}

/** One line or paragraph that a person typed: trimmed, with a limit. */
export const text = (max: number) => z.string().trim().min(1).max(max)

/** The most that PostgreSQL's `integer` holds: nobody types more, but programs do. */
export const integerMax = 2_147_483_647

/** A day as the browser sends it. There was no year 0, and PostgreSQL has no day in it. */
export const day = z.iso.date().refine((typed) => !typed.startsWith('0000'), 'not_a_date')

/** A box that is ticked or not. */
export const tick = z
  .string()
  .optional()
  .transform((value) => value !== undefined)

async function readBody(c: Context) {
  const body = await c.req.formData().catch(() => {
    throw new BadForm('The body is not a form.')
  })
  // A map first: `toString` and `__proto__` are names that a stranger may send.
  const texts = new Map<string, string[]>()
  const uploads = new Map<string, File>()
  const input: Record<string, unknown> = {}
  let count = 0
  for (const [name, value] of body.entries()) {
    if (++count > fieldsMax || name.length > 200) throw new BadForm('The form has too many fields.')
    if (typeof value !== 'string') {
      // Several files may come under one name: the later ones are numbered.
      const key = uploads.has(name) ? `${name} ${uploads.size}` : name
      if (value.size > 0) uploads.set(key, value)
      continue
    }
    const clean = value.replaceAll('\r\n', '\n').normalize('NFC')
    texts.set(name, [...(texts.get(name) ?? []), clean])
  }
  const typed: Readonly<Record<string, readonly string[]>> = Object.fromEntries(texts)
  for (const [name, values] of texts)
    place(input, name, name.endsWith('[]') ? values : (values.at(-1) ?? ''))
  return { typed, uploads, input }
}

// An empty box is a missing value, so "required" is one rule for text, choice and date alike.
function place(input: Record<string, unknown>, name: string, value: string | string[]) {
  const kept = Array.isArray(value) ? value.filter((one) => one !== '') : value
  if (kept === '') return
  const parts = name.replace(/\[\]$/, '').split('.')
  const last = parts.pop() ?? ''
  let target = input
  for (const part of parts) {
    if (isUnsafeName(part)) return
    const inner = target[part]
    target[part] = typeof inner === 'object' && inner !== null ? inner : {}
    target = target[part] as Record<string, unknown>
  }
  if (!isUnsafeName(last)) target[last] = kept
}

const isUnsafeName = (name: string) =>
  name === '__proto__' || name === 'constructor' || name === 'prototype'

// NUL and half characters cannot be stored; the other control characters are nobody's words.
export const isBadText = (value: string): boolean =>
  /\p{Cc}/u.test(value.replace(/[\n\t]/g, '')) || !value.isWellFormed()

const badTexts = (typed: FormState['typed']): FieldError[] =>
  Object.entries(typed)
    .filter(([, values]) => values.some(isBadText))
    .map(([field]) => ({ field, code: 'not_text', params: {} }))

function flatten(prefix: string, value: unknown, typed: Record<string, string[]>) {
  if (value === null || value === undefined) return
  if (Array.isArray(value)) typed[`${prefix}[]`] = value.map(String)
  else if (typeof value === 'object')
    for (const [key, inner] of Object.entries(value))
      flatten(prefix ? `${prefix}.${key}` : key, inner, typed)
  else typed[prefix] = [value === true ? 'yes' : String(value)]
}

/** A zod issue as one of our codes. A schema's own code is the message of its `refine`. */
export function errorOf(issue: z.core.$ZodIssue): FieldError {
  const field = issue.path.join('.')
  const say = (code: string, params: FieldError['params'] = {}) => ({ field, code, params })
  switch (issue.code) {
    case 'invalid_type':
      return say(
        issue.input === undefined
          ? 'required'
          : issue.expected === 'number'
            ? 'not_a_number'
            : 'invalid',
      )
    case 'too_big':
      return say(sizeCode(issue.origin, 'too_long', 'too_big', 'too_many'), {
        max: Number(issue.maximum),
      })
    case 'too_small':
      if (issue.origin === 'string' && issue.minimum === 1) return say('required')
      return say(sizeCode(issue.origin, 'too_short', 'too_small', 'too_few'), {
        min: Number(issue.minimum),
      })
    case 'invalid_format':
      return say(formatCodes[issue.format] ?? 'invalid')
    case 'invalid_value':
      return say(issue.input === undefined ? 'required' : 'not_a_choice')
    case 'custom':
      return say(issue.message === 'Invalid input' ? 'invalid' : issue.message, issue.params ?? {})
    default:
      return say('invalid')
  }
}

const formatCodes: Readonly<Record<string, string>> = {
  email: 'not_an_email',
  url: 'not_a_url',
  date: 'not_a_date',
  datetime: 'not_a_date',
}

function sizeCode(origin: string, ofText: string, ofNumber: string, ofList: string): string {
  if (origin === 'string') return ofText
  return origin === 'array' || origin === 'set' ? ofList : ofNumber
}

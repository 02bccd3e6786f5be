// RFC 9457: an error that a machine can read. What is wrong with a body is said field by field.
import type { Context } from 'hono'
import type { z } from 'zod'
import { errorOf, isBadText } from './form.ts'

export const titles = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not found',
  409: 'Conflict',
  410: 'Gone',
  412: 'Precondition failed',
  413: 'Content too large',
  415: 'Unsupported media type',
  422: 'Unprocessable content',
  428: 'Precondition required',
  429: 'Too many requests',
  451: 'Unavailable for legal reasons',
  500: 'Internal server error',
} as const

export type ProblemStatus = keyof typeof titles

export interface Wrong {
  /** Which part of the request: `body`, `query`, `path` or `header`. */
  readonly in: 'body' | 'query' | 'path' | 'header'
  /** RFC 6901: `/name/sq`. */
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

/** A no to a machine. Thrown, because it ends the transaction that it arose in. */
export class Problem extends Error {
  readonly status: ProblemStatus
  readonly code: string
  readonly errors: readonly Wrong[]
  /** Seconds after which it may be tried again; 0 where that is not known. */
  readonly wait_s: number
  constructor(
    status: ProblemStatus,
    code: string,
    errors: readonly Wrong[] = [],
    wait_s: number = 0,
  ) {
    super(code)
    this.name = 'Problem'
    this.status = status
    this.code = code
    this.errors = errors
    this.wait_s = wait_s
  }
}

export function problem(
  c: Context,
  status: ProblemStatus,
  code: string,
  errors: readonly Wrong[] = [],
) {
  const body = {
    type: 'about:blank',
    title: titles[status],
    status,
    code,
    detail: detailOf(code),
    request_id: c.get('request_id'),
    ...(errors.length > 0 ? { errors } : {}),
  }
  if (status === 401) c.header('www-authenticate', 'Bearer realm="Mozaik"')
  c.header('cache-control', 'no-store')
  return c.json(body, status, { 'content-type': 'application/problem+json' })
}

/** What is wrong with one part of a request, each thing with its place. */
export const wrongsOf = (place: Wrong['in'], error: z.ZodError): Wrong[] =>
  error.issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => wrong(place, [...issue.path, key], 'unknown_field'))
    const missing = issue.code === 'invalid_type' && issue.input === undefined
    const code =
      issue.code === 'invalid_type' ? (missing ? 'required' : 'wrong_type') : errorOf(issue).code
    return [wrong(place, issue.path, code, { ...errorOf(issue).params, ...expectedOf(issue) })]
  })

const expectedOf = (issue: z.core.$ZodIssue): Record<string, string> =>
  issue.code === 'invalid_type'
    ? { expected: issue.expected }
    : issue.code === 'invalid_value'
      ? { choices: issue.values.slice(0, 40).join(', ') }
      : {}

/** One thing that is wrong, at its place. */
export const wrong = (
  place: Wrong['in'],
  path: readonly PropertyKey[],
  code: string,
  params: Readonly<Record<string, string | number>> = {},
): Wrong => ({ in: place, pointer: pointerOf(path), code, detail: detailOf(code, params) ?? code })

const pointerOf = (path: readonly PropertyKey[]) =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

/** Texts that cannot be kept, wherever in a value they stand. */
export function badTextsIn(place: Wrong['in'], value: unknown): Wrong[] {
  const found: Wrong[] = []
  const waiting: { at: unknown; path: PropertyKey[] }[] = [{ at: value, path: [] }]
  while (waiting.length > 0) {
    const { at, path } = waiting.pop() ?? { at: null, path: [] }
    if (typeof at === 'string' && isBadText(at)) found.push(wrong(place, path, 'not_text'))
    if (typeof at !== 'object' || at === null) continue
    for (const [key, inner] of Object.entries(at)) {
      if (isBadText(key)) found.push(wrong(place, path, 'not_text'))
      else waiting.push({ at: inner, path: [...path, key] })
    }
  }
  return found
}

const details: Readonly<Record<string, string>> = {
  required: 'This must be given.',
  unknown_field: 'There is no such field.',
  wrong_type: 'Expected is: {expected}.',
  not_text: 'Control characters and halves of characters are no text.',
  too_long: 'At most {max} characters.',
  too_short: 'At least {min} characters.',
  too_big: 'At most {max}.',
  too_small: 'At least {min}.',
  too_many: 'At most {max} of these.',
  not_a_choice: 'One of: {choices}.',
  not_a_url: 'Not an address of the web.',
  not_an_email: 'Not an e-mail address.',
  not_a_rough_date: 'A date as 2021, 2021-08 or 2021-08-15.',
  unknown_place: 'There is no municipality with this slug.',
  unknown_organisation: 'There is no organisation with this slug.',
  bad_request: 'The request cannot be understood; `errors` names the places.',
  key_missing: 'Send a key: `Authorization: Bearer mzk_…`.',
  key_unknown: 'There is no such key, or it was revoked, or it has expired.',
  key_lacks_scope: 'The key may not do this: it needs another scope.',
  not_yours: 'The key belongs to another organisation.',
  stands_still: 'The organisation is suspended or closed.',
  not_json: 'The body must be JSON in UTF-8 (RFC 8259), with `Content-Type: application/json`.',
  not_bytes: 'Send the file itself as the body, with its own Content-Type or none.',
  empty_file: 'The body is empty: send the file itself.',
  not_a_picture: 'This is no picture that we can read: JPEG, PNG, WebP, AVIF, GIF, HEIC or TIFF.',
  not_a_document: 'This is no document that we take: PDF, DOCX, XLSX, ODT, ODS, JPEG or PNG.',
  too_large: 'The file is too large.',
  too_many_pixels: 'The picture has more than 50 million pixels.',
  too_often: 'That was too often in a row.',
  unknown_file: 'There is no such file of this kind that this key or its maker has brought.',
  picture_not_described: 'Say in one language at least what is seen, or that it is `decorative`.',
  consent_missing: 'Say `"consent": true`: this person has agreed to be shown.',
  too_deep: 'The JSON is nested too deeply.',
  changed_meanwhile: 'It was changed since you read it: read it again and repeat.',
  if_match_required: 'Say which version you change: `If-Match` with the ETag you read, or `*`.',
  idempotency_key_reused: 'This Idempotency-Key was sent with another request.',
  too_many_requests: 'Wait as long as Retry-After says.',
  withdrawn: 'This was withdrawn and cannot be changed.',
}

function detailOf(code: string, params: Readonly<Record<string, string | number>> = {}) {
  return details[code]?.replace(/\{(\w+)\}/g, (_, name) => String(params[name] ?? '?'))
}

// What is the same in every language: names of the protocols, and lines to copy into a terminal.

/** Given to sentences as values, so that no script and no declension changes them. */
export const names = {
  limit: 'limit',
  next: 'next',
  etag: 'ETag',
  known: 'If-None-Match',
  rate: 'RateLimit',
  retry: 'Retry-After',
  match: 'If-Match',
  once: 'Idempotency-Key',
  code: 'code',
  errors: 'errors',
  type: 'application/problem+json',
  standard: 'Standard Webhooks',
  language: 'TypeScript',
  openapi: 'OpenAPI 3.1',
  json: 'JSON',
  utf8: 'UTF-8',
  rfc: 'RFC 9457',
  link: 'Link',
} as const

export const readingExample = (url: string) => `curl '${url}/api/v1/organisations?limit=2'`

export const writingExample = (url: string) =>
  `curl -X PATCH '${url}/api/v1/projects/SLUG' \\
  -H 'Authorization: Bearer mzk_…' -H 'Content-Type: application/json' \\
  -H 'If-Match: "7.…"' -H 'Idempotency-Key: import-7' \\
  -d '{"summary": {"en": "…"}}'`

import type { Locale } from '#kit/locale.ts'
import type { Finding } from '#kit/module.ts'
import type { HandedUp, Whole } from '../handed-up.ts'

/** What was found of one kind. */
export interface Found {
  readonly kind: string
  readonly label: string
  readonly findings: readonly Finding[]
}

/** Ask every module at once. Kinds come in the order of their best finding. */
export async function searchEverything(
  db: Whole,
  searches: HandedUp['searches'],
  query: string,
  locale: Locale,
  limit: number,
): Promise<Found[]> {
  const found = await Promise.all(
    searches.map(async ({ kind, label, find }) => ({
      kind,
      label: label(locale),
      findings: await find(db, query, locale, limit),
    })),
  )
  return found.filter(({ findings }) => findings.length > 0).sort((a, b) => bestOf(b) - bestOf(a))
}

const bestOf = ({ findings }: Found) => Math.max(...findings.map(({ score }) => score))

/** The best of all kinds together, for the list under the search box. */
export const best = (found: readonly Found[], limit: number): (Finding & { label: string })[] =>
  found
    .flatMap(({ label, findings }) => findings.map((finding) => ({ ...finding, label })))
    .sort((a, b) => b.score - a.score)
    .slice(0, limit)

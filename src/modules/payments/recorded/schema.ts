import { z } from 'zod'
import { toLatin } from '#kit/script.ts'
import { findReferences, isReference } from '../rules.ts'

/** As it is printed on the gift's page, with or without spaces. */
export const RecordedQuery = z.object({
  reference: z.string().trim().max(60).optional().catch(undefined),
})

/** The reference that somebody typed, in either script, or null when it cannot be one. */
export function readReference(typed: string): string | null {
  const latin = typed.replace(/\p{Script=Cyrillic}+/gu, toLatin)
  const reference = latin.replace(/[\s.·-]/g, '').toUpperCase()
  return isReference(reference) ? reference : (findReferences([typed])[0] ?? null)
}

/** Questions about references are few; guesses are many. */
export const recordedLimit = { max: 30, per_seconds: 3600 } as const

import { isUuid } from '#kit/ids.ts'

interface Fact {
  readonly person_id: string | null
  readonly payload: unknown
}

/** What a fact holds, by name. */
export const partsOf = (payload: unknown): [string, unknown][] =>
  typeof payload === 'object' && payload !== null ? Object.entries(payload) : []

/** Everybody and everything that facts speak of by an id. */
export function idsIn(facts: readonly Fact[]): string[] {
  const ids = facts.flatMap(({ person_id, payload }) => [
    ...(person_id ? [person_id] : []),
    ...partsOf(payload).flatMap(([, value]) => (isId(value) ? [value] : [])),
  ])
  return [...new Set(ids)]
}

const isId = (value: unknown): value is string => typeof value === 'string' && isUuid(value)

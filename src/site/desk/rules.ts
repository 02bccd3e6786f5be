import { isUuid } from '#kit/ids.ts'
import { type DeskPart, deskParts } from '#kit/module.ts'

interface Queue {
  readonly part: DeskPart
  readonly waiting: number | null
}

/** The lists by the parts of the desk; in each, those in which something waits come first. */
export const inParts = <Q extends Queue>(queues: readonly Q[]) =>
  deskParts
    .map((part) => ({
      part,
      queues: queues
        .filter((queue) => queue.part === part)
        .toSorted((a, b) => Number(waits(b)) - Number(waits(a))),
    }))
    .filter((one) => one.queues.length > 0)

const waits = ({ waiting }: Queue) => (waiting ?? 0) > 0

/** How much waits in all of them together. */
export const waitingIn = (queues: readonly Queue[]) =>
  queues.reduce((sum, { waiting }) => sum + (waiting ?? 0), 0)

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

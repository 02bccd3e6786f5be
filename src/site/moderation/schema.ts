import { z } from 'zod'
import { day, text } from '#kit/form.ts'
import { localizedText } from '#kit/localized.ts'
import { outcomes, reasons } from './rules.ts'

/** Some two pages: what happened, which rule, why. */
export const statementCharsMax = 4000
export const appealCharsMax = 4000
// Long enough for a holiday, short enough that nobody forgets it.
const changeDaysMax = 90

const statement = localizedText({ max: statementCharsMax, required: true })

export const decisionForm = (now: Date) =>
  z
    .object({
      outcome: z.enum(outcomes),
      reason: z.enum(reasons).optional(),
      change_by: day.optional(),
      statement,
    })
    .refine(({ outcome, reason }) => outcome === 'no_breach' || reason !== undefined, {
      error: 'required',
      path: ['reason'],
    })
    .refine(({ outcome, change_by }) => outcome !== 'change' || change_by !== undefined, {
      error: 'required',
      path: ['change_by'],
    })
    .refine(({ outcome, change_by }) => outcome !== 'change' || isSoon(change_by, now), {
      error: 'not_soon',
      path: ['change_by'],
    })

function isSoon(asked: string | undefined, now: Date): boolean {
  if (!asked) return true
  const days = (Date.parse(asked) - now.getTime()) / (24 * 60 * 60 * 1000)
  return days > 0 && days <= changeDaysMax
}

export type Verdict = z.output<ReturnType<typeof decisionForm>>

export const AppealForm = z.object({ body: text(appealCharsMax) })

export const AppealDecisionForm = z.object({ outcome: z.enum(['upheld', 'undone']), statement })
export type AppealVerdict = z.output<typeof AppealDecisionForm>

/** Which cases to show. */
export const shelves = ['open', 'mine', 'free', 'late', 'second', 'appealed', 'closed'] as const
export type Shelf = (typeof shelves)[number]

export const QueueQuery = z.object({
  shelf: z.enum(shelves).catch('open'),
  kind: z
    .string()
    .regex(/^[a-z_]{1,40}$/)
    .optional()
    .catch(undefined),
  reason: z
    .enum([...reasons, 'other'])
    .optional()
    .catch(undefined),
})
export type QueueQuery = z.output<typeof QueueQuery>

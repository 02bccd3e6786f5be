// What may come in when a state is changed.
import { z } from 'zod'
import { text } from '#kit/form.ts'
import { localizedText } from '#kit/localized.ts'
import { ownersReasons, reasonsFor } from './rules.ts'

/** It stands on the public page beside the state: a few sentences. */
export const reasonTextCharsMax = 500

const explained = { error: 'say_why', path: ['reason_text'] }
const saysWhy = ({ reason, reason_text }: { reason: string; reason_text: object }) =>
  reason !== 'other' || Object.keys(reason_text).length > 0

const decision = <const R extends readonly [string, ...string[]]>(reasons: R) =>
  z
    .object({
      reason: z.enum(reasons),
      reason_text: localizedText({ max: reasonTextCharsMax }).default({}),
    })
    .refine(saysWhy, explained)

/** What an operator says with each measure. */
export const Decisions = {
  suspension: decision(reasonsFor.suspension),
  closing: decision(reasonsFor.closing),
  reopening: decision(reasonsFor.reopening),
  end_of_verification: decision(reasonsFor.end_of_verification),
}
export type Decision = z.output<(typeof Decisions)[keyof typeof Decisions]>

/** What an owner says who closes the organisation. Its address is typed: not a slip of a finger. */
export const OwnClosing = z.object({
  reason: z.enum(ownersReasons),
  reason_text: localizedText({ max: reasonTextCharsMax }).default({}),
  slug: text(80),
})
export type OwnClosing = z.output<typeof OwnClosing>

export const Returning = z.object({ slug: text(80) })

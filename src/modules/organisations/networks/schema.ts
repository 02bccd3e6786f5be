import { z } from 'zod'
import { day } from '#kit/form.ts'
import { OnceKey, Slug } from '../schema.ts'

/** A proposal to another organisation: its short address, and since when they are together. */
export const ProposalForm = z.object({
  /** `river`, `/o/river` or the whole address copied from the browser. */
  other: z
    .string()
    .trim()
    .max(300)
    .transform((typed) => typed.replace(/[?#].*$/, '').replace(/^.*\/o\//, ''))
    .pipe(Slug),
  since: day,
  once: OnceKey,
})

export type ProposalForm = z.output<typeof ProposalForm>

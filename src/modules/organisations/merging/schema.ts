// What an operator says of two pages that may be one.
import { z } from 'zod'
import { mergedFields } from './rules.ts'

const Side = z.enum(['one', 'other'])

export const Merge = z.object({
  kept: Side,
  /** Of each field in which they differ: whose value stays. */
  take: z.partialRecord(z.enum(mergedFields), Side).default({}),
})
export type Merge = z.output<typeof Merge>

/** Pairs on one page; the most likely ones first. */
export const pairsShown = 100
/** So many organisations are compared with all others, for whose names an index is made once. */
export const comparedAtOnce = 2000
/** So many pairs are judged by one statement. */
export const judgedAtOnce = 10_000
export const mergesShown = 30

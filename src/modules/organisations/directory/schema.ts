import { z } from 'zod'
import { Paging } from '#kit/paging.ts'
import { areas, kinds } from '../rules.ts'
import { PageNumber, queryCharsMax } from '../schema.ts'

/** A screen and a half on a phone. */
export const rowsPerPage = 24

export const orders = ['name', 'newest'] as const
export type Order = (typeof orders)[number]

const chosen = <T extends z.ZodType>(one: T) => z.array(one).max(60).catch([]).default([])

/** What the address of the directory may say. Whatever does not fit counts as not said. */
export const DirectoryQuery = z.object({
  q: z.string().trim().max(queryCharsMax).catch('').default(''),
  kind: chosen(z.enum(kinds)),
  area: chosen(z.enum(areas)),
  /** Slugs, because people read and share the address. */
  municipality: chosen(z.string().max(80)),
  verified: z.literal('yes').optional().catch(undefined),
  order: z.enum(orders).catch('name').default('name'),
  page: PageNumber,
})

export type DirectoryQuery = z.output<typeof DirectoryQuery>

/** What the API's list may be asked. A wrong value is said to be wrong. */
export const ListQuery = z.object({
  q: z.string().trim().max(queryCharsMax).optional().describe('Words of a name or a summary.'),
  kind: z.enum(kinds).optional(),
  area: z.enum(areas).optional(),
  municipality: z.string().max(80).optional().describe('The slug of a municipality.'),
  verified: z.enum(['true']).optional(),
  ...Paging,
})

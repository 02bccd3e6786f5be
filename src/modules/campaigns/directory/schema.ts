import { z } from 'zod'
import { PageNumber } from '#kit/fields.ts'
import { Paging } from '#kit/paging.ts'
import { areas } from '#modules/organisations/index.ts'
import { listedStates } from '../rules.ts'
import { queryCharsMax, slugCharsMax } from '../schema.ts'

/** A screen and a half on a phone. */
export const rowsPerPage = 24
/** Names beside a filter. */
export const facetRows = 40

const chosen = <T extends z.ZodType>(one: T) => z.array(one).max(60).catch([]).default([])

/** What the address of the list may say. Whatever does not fit counts as not said. */
export const DirectoryQuery = z.object({
  q: z.string().trim().max(queryCharsMax).catch('').default(''),
  organisation: chosen(z.string().max(slugCharsMax)),
  municipality: chosen(z.string().max(80)),
  area: chosen(z.enum(areas)),
  state: chosen(z.enum(listedStates)),
  page: PageNumber,
})
export type DirectoryQuery = z.output<typeof DirectoryQuery>
export type Filter = Omit<DirectoryQuery, 'page'>

/** What the API's list may be asked. A wrong value is said to be wrong. */
export const ListQuery = z.object({
  q: z.string().trim().max(queryCharsMax).optional().describe('Words of a title or a summary.'),
  organisation: z.string().max(slugCharsMax).optional().describe('Slug of who asks.'),
  municipality: z.string().max(80).optional().describe('The slug of a municipality.'),
  area: z.enum(areas).optional(),
  state: z.enum(listedStates).optional(),
  ...Paging,
})

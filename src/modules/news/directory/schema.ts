import { z } from 'zod'
import { PageNumber } from '#kit/fields.ts'
import { areas } from '#modules/organisations/index.ts'
import { queryCharsMax, slugCharsMax } from '../schema.ts'

/** Names beside a filter: those with the most posts; more would be a list of its own. */
export const facetRows = 40

const chosen = <T extends z.ZodType>(one: T) => z.array(one).max(60).catch([]).default([])

/** What the address of the list may say. Whatever does not fit counts as not said. */
export const DirectoryQuery = z.object({
  area: chosen(z.enum(areas)),
  municipality: chosen(z.string().max(slugCharsMax)),
  page: PageNumber,
})

export type DirectoryQuery = z.output<typeof DirectoryQuery>
export type Filter = Omit<DirectoryQuery, 'page'>

const apiPageRows = 100

/** What the API's list may be asked. A wrong value is said to be wrong. */
export const ListQuery = z.object({
  q: z.string().trim().max(queryCharsMax).optional().describe('Words of a title or a text.'),
  organisation: z.string().max(slugCharsMax).optional().describe('The slug of who wrote it.'),
  municipality: z.string().max(80).optional().describe('The slug of a municipality.'),
  area: z.enum(areas).optional(),
  project: z.string().max(slugCharsMax).optional().describe('The slug of a project.'),
  after: z.uuid().optional().describe('The `next` of the list before.'),
  limit: z.coerce.number<string>().int().min(1).max(apiPageRows).default(50),
})

export type ListQuery = z.output<typeof ListQuery>

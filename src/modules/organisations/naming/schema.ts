import { z } from 'zod'
import { Name, OnceKey, Slug, Year } from '../schema.ts'

/** More former names than any organisation had. */
export const formerNamesMax = 20

export const AddressForm = z.object({ slug: Slug.pipe(z.string().min(1)) })

export const FormerNameForm = z.object({ name: Name, until_year: Year, once: OnceKey })
export type FormerNameForm = z.output<typeof FormerNameForm>

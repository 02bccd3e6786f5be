import { z } from 'zod'
import { OnceKey } from '#kit/fields.ts'
import { text } from '#kit/form.ts'
import { lifetimes, scopes } from '../rules.ts'

/** What the program is called by those who look after it. */
export const keyNameCharsMax = 80
/** One for each program and some more. */
export const keysMax = 20

const days = lifetimes.map(String) as ['30', '90', '365']

export const NewKey = z.object({
  name: text(keyNameCharsMax),
  scopes: z.array(z.enum(scopes)).min(1),
  days: z.enum(days).transform(Number),
  once: OnceKey,
})

export type NewKey = z.output<typeof NewKey>

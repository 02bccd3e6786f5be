// What may come in from elsewhere and from the desk, and the limits of it.
import { z } from 'zod'
import { text } from '#kit/form.ts'

/** An activity we understand has two kilobytes; the largest servers send up to this. */
export const inboxBytesMax = 256 * 1024

/** From one address: the largest servers send a few hundred deletions a minute to everybody. */
export const inboxLimit = { max: 600, per_seconds: 60 }

/** From one server, in a minute: a popular organisation gains some hundred on a good day. */
export const followsLimit = { max: 60, per_seconds: 60 }

/** From one server, of one organisation. Whoever makes up followers makes them up on one server. */
export const followersPerHostMax = 20_000

/** How many posts a page of the outbox has. */
export const outboxRows = 20

const hostName =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+(:\d{1,5})?$/

/** A server by its name; an address that was copied whole is cut down to it. */
const host = z
  .string()
  .trim()
  .toLowerCase()
  .transform((typed) => (URL.canParse(typed) ? new URL(typed).host : typed.replace(/^@?.*@/, '')))
  .refine((name) => hostName.test(name), 'not_a_host')

export const reasonCharsMax = 300

export const BlockForm = z.object({ host, reason: text(reasonCharsMax) })
export type Block = z.output<typeof BlockForm>

/** What the button says that was pressed. */
export const SwitchForm = z.object({ open: z.enum(['yes', 'no']) })
export const SettingForm = z.object({ followed: z.enum(['yes', 'no']) })

import { z } from 'zod'
import { facts } from '#facts'
import { OnceKey } from '#kit/fields.ts'

/** Some programs, each with its own address. */
export const webhooksMax = 10
const urlCharsMax = 500
export const deliveriesShown = 40

// About an organisation and what it does; people's comings and goings are told to nobody outside.
const told = /^(organisation|project|post|update|payment|payout|campaign)\./
const shapeOf = (kind: keyof typeof facts) => facts[kind].shape as Record<string, unknown>

/** The kinds of facts that can be heard, as facts.ts has them. */
export const heardKinds = (Object.keys(facts) as (keyof typeof facts)[]).filter(
  (kind) =>
    told.test(kind) && 'organisation_id' in shapeOf(kind) && !('person_id' in shapeOf(kind)),
)

/** What a test carries: no fact. */
export const testKind = 'webhook.test'

const Url = z
  .string()
  .trim()
  .max(urlCharsMax)
  .refine(isCallable, 'not_a_webhook_url')
  .transform((typed) => new URL(typed).href)

/** Whether it may be called at all is decided when it is called: names move. */
function isCallable(typed: string): boolean {
  if (!URL.canParse(typed)) return false
  const { protocol, username, password, hash } = new URL(typed)
  return /^https?:$/.test(protocol) && username === '' && password === '' && hash === ''
}

const Kinds = z
  .array(z.string().refine((kind) => heardKinds.some((one) => one === kind), 'not_a_choice'))
  .min(1)
  .max(heardKinds.length)
  .transform((kinds) => [...new Set(kinds)])

export const WebhookForm = z.object({ url: Url, kinds: Kinds, once: OnceKey })
export type WebhookForm = z.output<typeof WebhookForm>

export const StandingForm = z.object({ state: z.enum(['active', 'paused']) })

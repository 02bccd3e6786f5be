import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { BadForm } from '#kit/form.ts'
import { Absence, SignInNeeded, TooMany, Withheld } from '#kit/outcome.ts'
import { withQuery } from '#kit/path.ts'
import { problem } from '#kit/problem.ts'
import { reply, see } from '#kit/reply.ts'
import type { Ask } from '#kit/site.ts'
import { paths as people } from '#modules/people/index.ts'
import { FaultPage } from './fault-views.tsx'
import type { Whole } from './handed-up.ts'
import { findHiding } from './moderation/queries.ts'
import { statusOfHidden } from './moderation/rules.ts'
import { HiddenPage } from './moderation/views.tsx'
import { words } from './words.ts'

export type FaultStatus = 400 | 403 | 404 | 413 | 429 | 500

const codes = {
  400: 'bad_request',
  403: 'forbidden',
  404: 'not_found',
  413: 'too_large',
  429: 'too_many_requests',
  500: 'fault',
} as const

/**
 * Everything that was thrown ends here: as a page that helps, or as a problem a machine can read.
 */
export function answerFault(context: Context, fault: unknown): Response | Promise<Response> {
  const c = context as Ask<unknown>
  const machine = new URL(c.req.url).pathname.startsWith('/api/')
  if (fault instanceof SignInNeeded) {
    if (machine) return problem(c, 401, 'sign_in_needed')
    const next = c.req.method === 'GET' ? c.var.page.path : undefined
    return see(c, withQuery(people.signIn(), { next }))
  }
  if (fault instanceof Withheld) return answerWithheld(c, fault, machine)
  const status = statusOf(fault)
  if (status === 500)
    c.var.log.error({ fault: String(fault), stack: (fault as Error).stack }, 'fault')
  if (fault instanceof TooMany) c.header('retry-after', String(fault.retry_after_s))
  if (machine) return problem(c, status, codes[status])
  const seconds = fault instanceof TooMany ? fault.retry_after_s : 0
  const t = words(c.var.locale)
  return reply(c, <FaultPage t={t} status={status} seconds={seconds} />, status)
}

/** A page that a moderator took from public view says so, to people and to machines. */
async function answerWithheld(context: Ask<unknown>, { kind, id }: Withheld, machine: boolean) {
  const c = context as Ask<Whole>
  const decision = await findHiding(c.var.db, kind, id)
  const status = statusOfHidden(decision?.reason ?? null)
  if (machine) return problem(c, status, 'withheld')
  return reply(c, <HiddenPage t={words(c.var.locale)} decision={decision} />, status)
}

function statusOf(fault: unknown): FaultStatus {
  if (fault instanceof Absence) return 404
  if (fault instanceof BadForm) return 400
  if (fault instanceof TooMany) return 429
  if (fault instanceof HTTPException) {
    if (fault.status === 413 || fault.status === 403 || fault.status === 404) return fault.status
    if (fault.status < 500) return 400
  }
  return 500
}

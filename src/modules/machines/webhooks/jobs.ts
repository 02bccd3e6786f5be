// Carries deliveries to their addresses.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { postOutside } from '#kit/outside.ts'
import { secretOf, signedHeaders } from '../formats/standard-webhooks.ts'
import type { Tables } from '../tables.ts'
import { noteAttempt, takeDelivery, takeUp } from './commands.ts'

/** Who needs longer should take it and answer first: so the Standard Webhooks advise. */
const timeout_ms = 15_000

export const jobs: Jobs<Tables> = {
  async 'machines.deliver'({ db, settings, now }, payload) {
    const { delivery_id } = payload as { delivery_id: string }
    const taken = await takeDelivery(db, delivery_id, now())
    if (!taken) return
    const began = performance.now()
    const secret = secretOf(settings.secret, taken.salt)
    const answer = await postOutside(taken.url, {
      headers: signedHeaders(secret, taken.id, now(), taken.body),
      body: taken.body,
      timeout_ms: settings.webhook_timeout_ms ?? timeout_ms,
      loopback: settings.reach_loopback ?? false,
    })
    const took_ms = Math.round(performance.now() - began)
    await noteAttempt(db, taken, { ...answer, took_ms }, now())
  },
  'machines.take_up': ({ db, now }) => takeUp(db, now()),
}

export const cron: readonly CronItem[] = [{ at: '*/10 * * * *', task: 'machines.take_up' }]

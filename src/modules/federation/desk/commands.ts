// What an operator decides: whether we speak with others, with whom not, what is tried again.
import { sql } from 'kysely'
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { done, refused } from '#kit/outcome.ts'
import type { Operator } from '#modules/people/index.ts'
import { jobKeyPrefix } from '../commands.ts'
import type { Block } from '../schema.ts'
import type { Db } from '../tables.ts'

/** Closed, everything is as if it were not there. Followers stay, and hear again once it opens. */
export function turn(db: Db, { person_id }: Operator, open: boolean, now: Date) {
  return atomically(db, async (tx) => {
    const values = { open, changed_at: now, changed_by: person_id }
    await tx
      .insertInto('federation.switch')
      .values({ one: true, open: false, changed_at: null, changed_by: null })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
    const changed = await tx
      .updateTable('federation.switch')
      .set(values)
      .where('open', '<>', open)
      .returning('one')
      .executeTakeFirst()
    if (!changed) return
    if (open) await record(tx, 'federation.opened', {}, { person_id })
    else await record(tx, 'federation.closed', {}, { person_id })
  })
}

/** From now on nothing is taken from this server or sent to it; its people follow nobody here. */
export function blockHost(db: Db, { person_id }: Operator, { host, reason }: Block, now: Date) {
  return atomically(db, async (tx) => {
    const made = await tx
      .insertInto('federation.block')
      .values({ host, reason, blocked_by: person_id, at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('host')
      .executeTakeFirst()
    if (!made) return refused('blocked_already')
    await tx.deleteFrom('federation.follower').where(standsUnder(host)).execute()
    await tx
      .updateTable('federation.delivery')
      .set({ state: 'dropped', settled_at: now })
      .where('state', 'in', ['waiting', 'failed'])
      .where(standsUnder(host))
      .execute()
    await record(tx, 'federation.host_blocked', { host, reason }, { person_id })
    return done(host)
  })
}

/** The server itself, with any port, and whatever stands under its name. */
const standsUnder = (name: string) =>
  sql<boolean>`(host = ${name} or split_part(host, ':', 1) = ${name}
    or right(split_part(host, ':', 1), ${name.length + 1}) = ${`.${name}`})`

export function unblockHost(db: Db, { person_id }: Operator, host: string) {
  return atomically(db, async (tx) => {
    const row = await tx
      .deleteFrom('federation.block')
      .where('host', '=', host)
      .returning('host')
      .executeTakeFirst()
    if (!row) return refused('not_blocked')
    await record(tx, 'federation.host_unblocked', { host }, { person_id })
    return done(host)
  })
}

/** What failed or waits for this server is tried at once, from the beginning. */
export function retryHost(db: Db, host: string) {
  return atomically(db, async (tx) => {
    await tx.deleteFrom('federation.host').where('host', '=', host).execute()
    const { rows } = await sql`
      with again as (
        update federation.delivery
          set state = 'waiting', settled_at = null, attempts = 0, next_try_at = null
          where host = ${host} and state in ('waiting', 'failed')
          returning inbox, chain
      )
      select (graphile_worker.add_job('federation.deliver',
        payload => json_build_object('inbox', inbox, 'chain', chain),
        job_key => ${jobKeyPrefix} || chain || ':' || md5(inbox))).id
      from (select distinct inbox, chain from again) as chains`.execute(tx)
    return rows.length
  })
}

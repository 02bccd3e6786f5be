// Carries facts to the modules that hear them.
import type { Transaction } from 'kysely'
import { type FactsTables, facts, type Kind } from '#facts'
import type { Jobs } from '#kit/jobs.ts'
import type { Module } from '#kit/module.ts'
import type { Database } from '#modules'

type Hearer = Pick<Module<Database>, 'name' | 'reactions'>

/**
 * The job that hands one fact to every module that hears its kind. Each module reacts in its own
 * transaction together with its row in `facts.delivery`, so that a job tried twice has its effect
 * once, and one module's fault does not hold up another.
 */
export function deliveryJobs(modules: readonly Hearer[]): Jobs<Database> {
  return {
    async 'facts.deliver'({ db }, payload) {
      const { fact_id } = payload as { fact_id: string }
      const fact = await db
        .selectFrom('facts.fact')
        .select(['id', 'kind', 'payload', 'at'])
        .where('id', '=', BigInt(fact_id))
        .executeTakeFirstOrThrow()
      const kind = fact.kind as Kind
      const heard = modules.filter(({ reactions }) => reactions?.[kind])
      const faults: unknown[] = []
      for (const { name, reactions } of heard) {
        try {
          await db.transaction().execute(async (tx) => {
            if (!(await claim(tx, fact.id, name))) return
            const payload = facts[kind].parse(fact.payload) as never
            await reactions?.[kind]?.(tx, payload, fact.at, fact.id)
          })
        } catch (fault) {
          faults.push(fault)
        }
      }
      if (faults.length > 0) throw faults[0]
    },
  }
}

/**
 * True when this module has not reacted to this fact yet; a second worker waits here for the first.
 */
async function claim(tx: Transaction<FactsTables>, factId: bigint, module: string) {
  const row = await tx
    .insertInto('facts.delivery')
    .values({ fact_id: factId, module })
    .onConflict((conflict) => conflict.doNothing())
    .returning('fact_id')
    .executeTakeFirst()
  return row !== undefined
}

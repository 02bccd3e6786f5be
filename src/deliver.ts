// Carries facts to the modules that hear them.
import type { Kysely, Transaction } from 'kysely'
import { type FactsTables, facts, type Kind } from '#facts'
import type { Jobs } from '#kit/jobs.ts'

interface Hearer<D> {
  readonly name: string
  readonly reactions?: Readonly<
    Record<string, (tx: Transaction<D>, payload: never, at: Date) => Promise<unknown>>
  >
}

/**
 * The job that hands one fact to every module that hears its kind. Each module reacts in its own
 * transaction together with its row in `facts.delivery`, so that a job tried twice has its effect
 * once, and one module's fault does not hold up another.
 */
export function deliveryJobs<D extends FactsTables>(modules: readonly Hearer<D>[]): Jobs<D> {
  return {
    async 'facts.deliver'({ db }, payload) {
      const { fact_id } = payload as { fact_id: string }
      const fact = await (db as unknown as Kysely<FactsTables>)
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
            if (!(await claim(tx as unknown as Transaction<FactsTables>, fact.id, name))) return
            await reactions?.[kind]?.(tx, facts[kind].parse(fact.payload) as never, fact.at)
          })
        } catch (fault) {
          faults.push(fault)
        }
      }
      if (faults.length > 0) throw faults[0]
    },
  }
}

/** True when this module has not reacted to this fact yet; a second worker waits here for the first. */
async function claim(tx: Transaction<FactsTables>, factId: bigint, module: string) {
  const row = await tx
    .insertInto('facts.delivery')
    .values({ fact_id: factId, module })
    .onConflict((conflict) => conflict.doNothing())
    .returning('fact_id')
    .executeTakeFirst()
  return row !== undefined
}

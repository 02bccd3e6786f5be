// One writer for one account: what comes for it at the same moment is written together.
import { atomically, type Handle } from '#kit/db.ts'
import { gather } from '#kit/gather.ts'
import { type Event, nameOf, postMany, type Written } from '../commands.ts'
import { chart } from '../rules.ts'
import type { LedgerTables } from '../tables.ts'

type Ledger = Handle<LedgerTables>

// One transaction of this size takes some 50 ms.
const gatheredMax = 500

const posters = new WeakMap<Ledger, (event: Event) => Promise<Written>>()

/**
 * Posts by the one writer that this process has for the account, with whatever else comes for it at
 * the same moment: many payments into one account then take turns once for all of them, not once
 * each. Answers after the commit; so it is for what stands by itself and belongs to no transaction
 * of the caller's.
 */
export function postTogether(db: Ledger, event: Event): Promise<Written> {
  if (db.isTransaction) throw new Error('whoever has a transaction posts in it')
  const known = posters.get(db)
  if (known) return known(event)
  const poster = gather<Event, Written>({
    most: gatheredMax,
    lineOf: busiestOf,
    write: (events) => atomically(db, (tx) => postInTurns(tx, events)),
  })
  posters.set(db, poster)
  return poster(event)
}

/** The account for which others wait: one whose balance stands in its row. */
function busiestOf({ legs }: Event): string {
  const accounts = legs.flatMap(({ debit, credit }) => [credit, debit])
  const guarded = accounts.find((one) => typeof one !== 'bigint' && chart[one.kind].guarded)
  const account = guarded ?? accounts[0]
  return account === undefined ? '' : nameOf(account)
}

/** Somebody who asks twice at once is answered twice: the second time it exists. */
async function postInTurns(tx: Ledger, events: readonly Event[]): Promise<Written[]> {
  const turns: (readonly [place: number, event: Event])[][] = []
  const times = new Map<string, number>()
  for (const [place, event] of events.entries()) {
    const turn = times.get(event.event_id) ?? 0
    times.set(event.event_id, turn + 1)
    turns[turn] ??= []
    turns[turn]?.push([place, event])
  }
  const answers: Written[] = []
  for (const turn of turns) {
    const said = await postMany(
      tx,
      turn.map(([, event]) => event),
    )
    for (const [at, [place]] of turn.entries()) answers[place] = said[at] as Written
  }
  return answers
}

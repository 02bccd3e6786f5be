// Whoever works at the desk hears once a day that something waits; how, they choose with the rest
// of what they are told.
import { atomically } from '#kit/db.ts'
import type { DeskQueue } from '#kit/module.ts'
import { listHolders, notify } from '#modules/people/index.ts'
import type { All, Whole } from '../handed-up.ts'

const roles = ['operator', 'moderator'] as const

export function tellOfQueues(db: Whole, desk: readonly DeskQueue<All>[], now: Date) {
  return atomically(db, async (tx) => {
    const told = new Set<string>()
    for (const role of roles) {
      const waiting = await countFor(tx, desk, role)
      if (waiting === 0) continue
      for (const { id } of await listHolders(tx, role)) {
        if (told.has(id)) continue
        told.add(id)
        await notify(tx, id, { kind: 'moderation.queues_wait', payload: { waiting } }, now)
      }
    }
  })
}

/** How much waits in the lists that this role works on. */
async function countFor(db: Whole, desk: readonly DeskQueue<All>[], role: (typeof roles)[number]) {
  let total = 0
  for (const { who, waiting } of desk)
    if (waiting && (role === 'operator' || who.name === 'moderators')) total += await waiting(db)
  return total
}

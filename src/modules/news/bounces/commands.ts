// Minding what comes back: dead addresses are written to no more.
import { atomically } from '#kit/db.ts'
import { sha256Of } from '#kit/hash.ts'
import { isShortMac } from '#kit/signed.ts'
import type { Db } from '../tables.ts'
import { findReaderByEmail } from './queries.ts'
import { bounceOf, type Returned, returnedTo, softBouncesMax } from './rules.ts'

/** A message, and what it says of each recipient: nothing when it is no notification. */
interface Message {
  readonly text: string
  readonly returned: readonly Returned[]
}

interface Trust {
  readonly secret: string
  /**
   * Whether an address is enough to say whose letter it was. Anybody can write a notification:
   * where nobody looks on, only our own signed return address is believed.
   */
  readonly by_address: boolean
}

/** Count what messages say. */
export async function takeBounces(
  db: Db,
  messages: readonly Message[],
  { secret, by_address }: Trust,
  now: Date,
) {
  const counts = { messages: messages.length, hard: 0, soft: 0, known: 0, strangers: 0 }
  for (const { text, returned } of messages)
    for (const one of returned) {
      const kind = bounceOf(one)
      if (!kind) continue
      const signed = readerOf(one, secret)
      const named = signed ?? (by_address ? await findReaderByEmail(db, one.recipient) : undefined)
      const key = await sha256Of(`${one.recipient}\n${text}`)
      const noted = named
        ? await noteBounce(db, { key, reader_id: named.id, hard: kind === 'hard' }, now)
        : 'stranger'
      if (noted === 'stranger') counts.strangers += 1
      else counts[noted === 'fresh' ? kind : 'known'] += 1
    }
  return counts
}

/** Whose letter it was, by the signed return address; null when it has none of ours. */
function readerOf({ sent_to }: Returned, secret: string): { id: string } | null {
  for (const address of sent_to) {
    const { id, mac } = returnedTo(address) ?? { id: '', mac: '' }
    if (id && isShortMac(id, mac, secret))
      return { id: id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') }
  }
  return null
}

interface Bounce {
  /** A hash of the message that said so. */
  readonly key: string
  readonly reader_id: string
  readonly hard: boolean
}

/** A letter came back. The same message counts once; who left meanwhile is a stranger. */
function noteBounce(db: Db, { key, reader_id, hard }: Bounce, now: Date) {
  return atomically(db, async (tx) => {
    const reader = await tx
      .selectFrom('news.reader')
      .select('id')
      .where('id', '=', reader_id)
      .forUpdate()
      .executeTakeFirst()
    if (!reader) return 'stranger'
    const noted = await tx
      .insertInto('news.bounce')
      .values({ key, reader_id, hard, at: now })
      .onConflict((conflict) => conflict.doNothing())
      .returning('key')
      .executeTakeFirst()
    if (!noted) return 'known'
    const { soft_bounces } = await tx
      .updateTable('news.reader')
      .set((eb) => ({ soft_bounces: eb('soft_bounces', '+', hard ? 0 : 1) }))
      .where('id', '=', reader_id)
      .returning('soft_bounces')
      .executeTakeFirstOrThrow()
    if (hard || soft_bounces >= softBouncesMax)
      await tx
        .updateTable('news.reader')
        .set({ bounced_at: now })
        .where('id', '=', reader_id)
        .where('bounced_at', 'is', null)
        .execute()
    await countOnLast(tx, reader_id)
    return 'fresh'
  })
}

/** It belongs to the issue that this reader got last. */
const countOnLast = (tx: Db, readerId: string) =>
  tx
    .updateTable('news.issue')
    .set((eb) => ({ bounced_count: eb('bounced_count', '+', 1) }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('news.dispatch')
        .select('issue_id')
        .where('reader_id', '=', readerId)
        .orderBy('at', 'desc')
        .limit(1),
    )
    .execute()

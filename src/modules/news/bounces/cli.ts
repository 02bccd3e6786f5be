// What came back: the operator's mail server hands over its bounce mailbox as a file.
import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { isShortMac } from '#kit/signed.ts'
import type { World } from '#kit/world.ts'
import type { Tables } from '../tables.ts'
import { noteBounce } from './commands.ts'
import { messagesOf, type Returned, readNotification } from './formats/dsn.ts'
import { findReaderByEmail } from './queries.ts'
import { bounceOf } from './rules.ts'

type Open = () => Promise<World<Tables>>

export function cli(program: Command, open: Open) {
  const news = program.command('news').description('letters about news')
  news
    .command('bounces')
    .argument('<file>', 'an mbox or one message, as the mail server stored it')
    .description('read letters that came back (RFC 3464): dead addresses are written to no more')
    .action((file: string) => readBounces(open, file))
}

async function readBounces(open: Open, file: string) {
  const world = await open()
  const counts = await takeBounces(world, await readFile(file, 'utf8'))
  const { messages, hard, soft, known, strangers } = counts
  console.log(`${messages} messages: ${hard} dead addresses, ${soft} passing troubles.`)
  console.log(`${known} were counted before; ${strangers} belong to nobody here.`)
}

/** Count what a file of messages says. */
export async function takeBounces({ db, settings, now }: World<Tables>, text: string) {
  const counts = { messages: 0, hard: 0, soft: 0, known: 0, strangers: 0 }
  for (const message of messagesOf(text)) {
    counts.messages += 1
    for (const returned of readNotification(message)) {
      const kind = bounceOf(returned)
      if (!kind) continue
      const byAddress = readerOf(returned, settings.secret)
      const reader_id = byAddress ?? (await findReaderByEmail(db, returned.recipient))?.id
      const key = createHash('sha256').update(`${returned.recipient}\n${message}`).digest('hex')
      const noted = reader_id
        ? await noteBounce(db, { key, reader_id, hard: kind === 'hard' }, now())
        : 'stranger'
      if (noted === 'stranger') counts.strangers += 1
      else counts[noted === 'fresh' ? kind : 'known'] += 1
    }
  }
  return counts
}

/** Whose letter it was, by the signed return address; null when it has none of ours. */
function readerOf({ sent_to }: Returned, secret: string): string | null {
  for (const address of sent_to) {
    const [, id = '', mac = ''] = /\+([0-9a-f]{32})-([0-9a-f]{12})@/.exec(address) ?? []
    if (id && isShortMac(id, mac, secret))
      return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
  }
  return null
}

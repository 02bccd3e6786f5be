// What came back, from the terminal: the bounce mailbox as a file, or one message that a mail
// server or a sieve pipes into us.
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { World } from '#kit/world.ts'
import type { Tables } from '../tables.ts'
import { takeBounces } from './commands.ts'
import { messagesOf, readNotification } from './formats/dsn.ts'

type Open = () => Promise<World<Tables>>

interface Options {
  /** The address that the message came to. */
  readonly to?: string
}

export function cli(program: Command, open: Open) {
  const news = program.command('news').description('letters about news')
  news
    .command('bounces')
    .argument(
      '<file>',
      'an mbox or one message, as the mail server stored it; - for standard input',
    )
    .option('--to <address>', 'the address that the message came to, as the mail server knows it')
    .description('read letters that came back (RFC 3464): dead addresses are written to no more')
    .action((file: string, { to }: Options) =>
      file === '-' ? pipe(open, to) : read(open, file, to),
    )
}

async function read(open: Open, file: string, to?: string) {
  const trust = { by_address: true, to }
  const counts = await take(await open(), await readFile(file, 'utf8'), trust)
  const { messages, hard, soft, known, strangers } = counts
  console.log(`${messages} messages: ${hard} dead addresses, ${soft} passing troubles.`)
  console.log(`${known} were counted before; ${strangers} belong to nobody here.`)
}

// EX_TEMPFAIL of sysexits: a mail server keeps the message and comes again.
const comeAgain = 75

/** Nobody looks on: only signed return addresses are believed, and nothing is said. */
async function pipe(open: Open, to?: string) {
  const message = await text(process.stdin)
  try {
    await take(await open(), message, { by_address: false, to })
  } catch (fault) {
    console.error(fault instanceof Error ? fault.message : fault)
    process.exitCode = comeAgain
  }
}

interface Trust {
  readonly by_address: boolean
  readonly to?: string
}

export function take(world: World<Tables>, sent: string, { by_address, to }: Trust) {
  const came_to = to ? [to] : []
  const messages = messagesOf(sent).map((one) => ({
    text: one,
    returned: readNotification(one, came_to),
  }))
  const { secret } = world.settings
  return takeBounces(world.db, messages, { secret, by_address }, world.now())
}

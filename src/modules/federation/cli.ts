// What an operator asks of federation from a terminal.
import type { Command } from 'commander'
import type { World } from '#kit/world.ts'
import { rotateKeys } from './commands.ts'
import { findTraffic, listHosts } from './desk/queries.ts'
import { findIdBySlug } from './queries.ts'
import type { Tables } from './tables.ts'

type Open = () => Promise<World<Tables>>

export function cli(program: Command, open: Open) {
  const federation = program
    .command('federation')
    .description('how organisations are followed from Mastodon and its like')
  federation
    .command('status')
    .description('whether it is open, who follows from where, and what waits or failed')
    .option('--json', 'for a machine to read', false)
    .action((options: { json: boolean }) => status(open, options))
  federation
    .command('keys')
    .description('the keys that sign in an organisation’s name')
    .command('rotate')
    .argument('<slug>', 'its short address')
    .description('a new key from now on; the old one is destroyed, and followers are told')
    .action((slug: string) => rotate(open, slug))
}

async function status(open: Open, { json }: { json: boolean }) {
  const { db } = await open()
  const [traffic, hosts] = await Promise.all([findTraffic(db), listHosts(db)])
  if (json) return console.log(JSON.stringify({ ...traffic, hosts }, null, 2))
  const { followers, followed, waiting, failed, delivered } = traffic
  console.log(traffic.open ? 'Federation is open.' : 'Federation is closed.')
  console.log(`${followers} followers of ${followed} organisations`)
  console.log(`${waiting} deliveries wait, ${failed} failed, ${delivered} arrived`)
  for (const { host, ...row } of hosts)
    console.log(
      [host, `${row.followers} followers`, `${row.waiting} wait`, `${row.failed} failed`]
        .concat(row.error ?? [])
        .join('\t'),
    )
}

async function rotate(open: Open, slug: string) {
  const { db, now } = await open()
  const id = await findIdBySlug(db, slug)
  if (!id) {
    console.error(`There is no organisation at /o/${slug}.`)
    process.exitCode = 1
    return
  }
  await rotateKeys(db, id, 'system', now())
  console.log(`${slug} signs with a new key from now on. Its followers' servers are told.`)
}

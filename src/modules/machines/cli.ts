// What an operator asks of keys from a terminal.
import type { Command } from 'commander'
import type { World } from '#kit/world.ts'
import { revokeByOperator } from './keys/commands.ts'
import { listAllKeys } from './keys/queries.ts'
import { stateOfKey } from './rules.ts'
import type { Tables } from './tables.ts'

type Open = () => Promise<World<Tables>>

interface ListOptions {
  organisation?: string
  json: boolean
}

export function cli(program: Command, open: Open) {
  const keys = program.command('keys').description('the keys by which programs write')
  keys
    .command('list')
    .description('every key, with whose it is, what it may, and when it was last used')
    .option('-o, --organisation <slug>', 'of one organisation')
    .option('--json', 'for a machine to read', false)
    .action((options: ListOptions) => list(open, options))
  keys
    .command('revoke')
    .argument('<key>', 'what it begins with (mzk_…), or its id')
    .description('end a key at once; it cannot be undone')
    .action((key: string) => revoke(open, key))
}

async function list(open: Open, { organisation, json }: ListOptions) {
  const { db, now } = await open()
  const rows = await listAllKeys(db, organisation ?? null)
  const keys = rows.map((row) => ({ ...row, state: stateOfKey(row, now()) }))
  if (json) return console.log(JSON.stringify(keys, null, 2))
  for (const { prefix, state, organisation: slug, scopes, last_used_at, name } of keys)
    console.log(
      [prefix, state, slug, scopes.join(','), last_used_at?.toISOString() ?? '-', name].join('\t'),
    )
}

async function revoke(open: Open, key: string) {
  const { db, now } = await open()
  const outcome = await revokeByOperator(db, key, now())
  if (outcome.ok) return console.log(`${outcome.value.prefix} opens nothing any more.`)
  const said = { no_such_key: 'There is no such key.', already_revoked: 'It was revoked before.' }
  console.error(said[outcome.refusal])
  process.exitCode = 1
}

// What an operator asks of cards from a terminal.
import type { Command } from 'commander'
import type { World } from '#kit/world.ts'
import { adapterOf } from '../adapters/choose.ts'
import type { Tables } from '../tables.ts'
import { addAccount, type Check, reconcile } from './commands.ts'
import { listAllAccounts } from './queries.ts'
import { windowOf } from './rules.ts'

type Open = () => Promise<World<Tables>>

export function cardsCli(payments: Command, open: Open) {
  const cards = payments.command('cards').description('gifts by card')
  cards
    .command('accounts')
    .description('our accounts with processors, and where each sends its words')
    .option('--json', 'for a machine to read', false)
    .action((options: { json: boolean }) => accounts(open, options))
  cards
    .command('add-account')
    .description('an account with a processor; its keys are in the environment')
    .requiredOption('--entity <id>', 'who collects by it')
    .requiredOption('--currency <code>', 'in which it is kept')
    .option('--provider <name>', 'the processor', 'stripe')
    .option('--label <label>', 'by which its keys are found', 'main')
    .action((options: AccountOptions) => add(open, options))
  cards
    .command('reconcile')
    .description('hold what each processor lists against our books, and mend what was missed')
    .option('--days <days>', 'how far back', '35')
    .option('--json', 'for a machine to read', false)
    .action((options: { days: string; json: boolean }) => compare(open, options))
}

async function accounts(open: Open, { json }: { json: boolean }) {
  const { db, settings } = await open()
  const rows = (await listAllAccounts(db)).map(({ id, provider, label, currency, closed_at }) => ({
    id,
    provider,
    label,
    currency,
    closed_at,
    keys: adapterOf({ provider, label }, settings) !== null,
    hook: `${settings.base_url}/hooks/cards/${id}`,
  }))
  if (json) return console.log(JSON.stringify(rows, null, 2))
  for (const { provider, label, currency, keys, hook } of rows)
    console.log([provider, label, currency, keys ? 'keys are here' : 'NO KEYS', hook].join('\t'))
}

interface AccountOptions {
  entity: string
  currency: string
  provider: string
  label: string
}

async function add(open: Open, { entity, currency, provider, label }: AccountOptions) {
  const { db, settings } = await open()
  const outcome = await addAccount(db, { entity_id: entity, currency, provider, label })
  if (outcome.ok) {
    console.log(`Have its words sent to ${settings.base_url}/hooks/cards/${outcome.value}`)
    return
  }
  const said = {
    no_such_entity: 'There is no such entity.',
    exists: 'There is an open account of this name already.',
  }
  console.error(said[outcome.refusal])
  process.exitCode = 1
}

async function compare(open: Open, { days, json }: { days: string; json: boolean }) {
  const { db, settings, now } = await open()
  const checks: object[] = []
  for (const account of await listAllAccounts(db)) {
    const adapter = adapterOf(account, settings)
    if (!adapter) continue
    const window = windowOf(now(), Number(days) || 35)
    const { id, provider, label } = account
    const about = { account: { id, provider, label }, ...window }
    try {
      const check = await reconcile(db, adapter, account, window, now())
      if (check.differences.length > 0) process.exitCode = 1
      checks.push({ ...about, ...check })
      if (!json) tell(`${provider} ${label}`, check)
    } catch (fault) {
      // One that does not answer keeps no other from being compared.
      process.exitCode = 1
      checks.push({ ...about, fault: String(fault) })
      console.error(`${provider} ${label}: not compared (${String(fault)})`)
    }
  }
  if (json) console.log(JSON.stringify({ checks }, null, 2))
}

function tell(name: string, { movements, mended, differences }: Check) {
  console.log(`${name}: ${movements} lines, ${mended} brought in, ${differences.length} differ`)
  for (const { what, ref, currency, theirs_minor, ours_minor, why } of differences) {
    const reason = why ? ` (${why})` : ''
    console.log(`  ${what} ${ref} ${currency}: theirs ${theirs_minor}, ours ${ours_minor}${reason}`)
  }
}

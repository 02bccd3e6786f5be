// What must be true when the storm is over.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { ledgerId } from '#modules/ledger/index.ts'
import { list } from '#modules/payments/adapters/practice-books.ts'
import { root } from '#test/root.ts'
import type { Load } from './load.ts'
import { ask, secret, type Town } from './town.ts'

export interface Verdict {
  readonly complaints: readonly string[]
  readonly counts: Readonly<Record<string, number>>
}

/** The program as it is installed, on this database or on a folder of its own; others go on. */
async function program(env: Readonly<Record<string, string>>, words: string[]) {
  const child = spawn(process.execPath, ['dist/server/cli.js', ...words], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', NODE_ENV: 'test', MOZAIK_SECRET: secret, ...env },
  })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-20_000)
    })
  const status = await new Promise<number | null>((tell) => child.once('close', tell))
  return { status, said }
}

/** Everything that waits is done now, not in an hour: retries, lost words, errands. */
export async function settled(town: Town): Promise<void> {
  for (let tries = 0; tries < 240; tries++) {
    await ask(
      town,
      `select graphile_worker.add_job(task, '{}', job_key => task)
       from unnest(array['payments.cards.take_up', 'payments.cards.hear_due']) as task`,
    )
    await ask(town, `update payments.card_intent set next_at = now() where next_at > now()`)
    await ask(town, `update payments.card_event set next_at = now() where next_at > now()`)
    await ask(town, `update graphile_worker._private_jobs set run_at = now() where run_at > now()`)
    const [left] = await ask<{ left: number }>(
      town,
      `select (select count(*) from payments.card_event where state in ('waiting', 'parked'))
         + (select count(*) from payments.card_intent
           where state in ('asking', 'unknown', 'open', 'processing'))::int as left`,
    )
    if (Number(left?.left) === 0) return
    await pause(250)
  }
}

const idsOf = (ids: readonly string[]) => `'{${ids.join(',')}}'::uuid[]`

/** Promises that were acknowledged: each there, and each once. */
async function judgePledges(town: Town, load: Load, complaints: string[]) {
  const ids = load.gifts.map(({ pledge_id }) => pledge_id)
  const [found] = await ask<{ there: number; doubled: number }>(
    town,
    `select (select count(*)::int from payments.pledge where id = any(${idsOf(ids)})) as there,
       (select count(*)::int from (select message from payments.pledge group by message
         having count(*) > 1) twice) as doubled`,
  )
  if (found?.there !== ids.length)
    complaints.push(`${ids.length} promises were acknowledged and ${found?.there} are there`)
  if (found?.doubled) complaints.push(`${found.doubled} promises are there twice`)
  return ids.length
}

/** Payments that the processor took: each in the books, and each once, to the cent. */
async function judgeCards(town: Town, complaints: string[]) {
  const charges = list(town.fake.books, 'charge')
  const theirs = charges.map(({ id, amount }) => `${id} ${Number(amount)}`).toSorted()
  const rows = await ask<{ charge_ref: string; amount_minor: string }>(
    town,
    `select charge_ref, amount_minor from payments.card_charge`,
  )
  const ours = rows.map(({ charge_ref, amount_minor }) => `${charge_ref} ${amount_minor}`)
  if (JSON.stringify(ours.toSorted()) !== JSON.stringify(theirs))
    complaints.push(`the processor took ${theirs.length} payments and we know ${ours.length}`)
  const [wrong] = await ask<{ wrong: number }>(
    town,
    `select count(*)::int as wrong from payments.pledge p where received_minor <> coalesce((
       select sum(amount_minor) from payments.payment where pledge_id = p.id), 0)
       or received_minor not in (0, amount_minor)`,
  )
  if (wrong?.wrong) complaints.push(`${wrong.wrong} promises count wrongly what they received`)
  const [held] = await ask<{ minor: string }>(
    town,
    `select coalesce(sum(case when debit.kind = 'processor' then amount_minor else -amount_minor end), 0)
       ::text as minor
     from ledger.transfer t join ledger.account debit on debit.id = debit_account
     join ledger.account credit on credit.id = credit_account
     where 'processor' in (debit.kind, credit.kind)`,
  )
  const balance = town.fake.balance().get('eur') ?? 0
  if (Number(held?.minor) !== Number(balance))
    complaints.push(`the processor holds ${balance} and the books say ${held?.minor}`)
  return theirs.length
}

/** What the program was told that it is written. */
async function judgePayer(town: Town, complaints: string[]) {
  const { said } = town.payer
  const odd = [...new Set(said.values())].filter((one) => one !== 'created' && one !== 'exists')
  if (odd.length > 0) complaints.push(`the program was told ${odd.join(', ')}`)
  const ids = [...said.keys()].map((number) => ledgerId('pays in', String(number)))
  const [found] = await ask<{ rows: number; events: number; off: number }>(
    town,
    `select count(*)::int as rows, count(distinct event_id)::int as events,
       count(*) filter (where amount_minor <> 100)::int as off
     from ledger.transfer where event_id = any(${idsOf(ids)})`,
  )
  if (found?.rows !== ids.length || found.events !== ids.length || found.off > 0)
    complaints.push(`${ids.length} were paid in and ${found?.rows} of them are written`)
  return ids.length
}

export async function judged(town: Town, load: Load): Promise<Verdict> {
  const complaints: string[] = []
  const promises = await judgePledges(town, load, complaints)
  const cards = await judgeCards(town, complaints)
  const paid_in = await judgePayer(town, complaints)
  const env = { DATABASE_URL: town.url(), DATABASE_OWNER_URL: town.owner_url() }
  const verify = await program(env, ['ledger', 'verify', '--json'])
  if (verify.status !== 0)
    complaints.push(`ledger verify ended with ${verify.status}: ${verify.said}`)
  return { complaints, counts: { promises, cards, paid_in } }
}

/** A backup made in the midst of it, brought into a new place: nothing from before is missing. */
export async function restored(town: Town, load: Load): Promise<Verdict> {
  const complaints: string[] = []
  const began = Date.now()
  const before = load.gifts.filter(({ at }) => at < began).map(({ pledge_id }) => pledge_id)
  const file = join(town.folder, `backup-${began}`)
  const at = { DATABASE_URL: town.url(), DATABASE_OWNER_URL: town.owner_url() }
  const data = { DATA_DIR: town.env.DATA_DIR }
  const made = await program({ ...at, ...data }, ['backup', file])
  if (made.status !== 0) return { complaints: [`no backup: ${made.said}`], counts: {} }
  const there = { DATA_DIR: join(town.folder, `restored-${began}`), MOZAIK_SAMPLE: '0' }
  const back = await program(there, ['restore', file])
  if (back.status !== 0) complaints.push(`not restored: ${back.said}`)
  const verify = await program(there, ['ledger', 'verify', '--json'])
  if (verify.status !== 0) complaints.push(`the restored books: ${verify.status} ${verify.said}`)
  const known = await pledgesIn(there.DATA_DIR)
  const lost = before.filter((id) => !known.has(id))
  if (lost.length > 0) complaints.push(`${lost.length} promises are not in the backup`)
  return { complaints, counts: { restored_promises: before.length } }
}

async function pledgesIn(data_dir: string): Promise<ReadonlySet<string>> {
  const { startPostgres } = await import('#kit/postgres.ts')
  const { default: pg } = await import('pg')
  const server = await startPostgres({ data_dir, durable: true, share: true })
  const client = new pg.Client({ connectionString: server.admin_url })
  await client.connect()
  const { rows } = await client.query<{ id: string }>('select id from payments.pledge')
  await client.end()
  await server.stop()
  return new Set(rows.map(({ id }) => id))
}

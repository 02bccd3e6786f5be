import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres, type Wish } from '#kit/postgres.ts'
import { PostgresRefused } from '#kit/postgres-claim.ts'

let data_dir: string
const start = (wish: Partial<Wish> = {}) => startPostgres({ data_dir, durable: false, ...wish })

beforeAll(async () => {
  data_dir = await mkdtemp(join(tmpdir(), 'mozaik-postgres-'))
})
afterAll(() => rm(data_dir, { recursive: true, force: true }))

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return client.query(sql).then(
    async ({ rows }) => {
      await client.end()
      return rows
    },
    async (fault) => {
      await client.end()
      throw fault
    },
  )
}

const pidPath = () => join(data_dir, 'postgres/postmaster.pid')
const serverPid = async () => Number((await readFile(pidPath(), 'utf8')).split('\n')[0])

test('a server starts in an empty folder, and keeps what it was told', async () => {
  const first = await start()
  await ask(first.admin_url, 'create table kept as select 1 as one')
  await first.stop()

  const second = await start()
  expect(await ask(second.url, 'select one from kept')).toEqual([{ one: 1 }])
  await second.stop()
})

test('its secret is for its owner alone', async () => {
  expect((await stat(join(data_dir, 'postgres.secret'))).mode & 0o777).toBe(0o600)
})

test('the app uses tables and may not change them, nor take back what was revoked', async () => {
  const { url, admin_url, stop } = await start()
  await ask(admin_url, 'create schema book; create table book.line (n int)')
  await ask(url, 'insert into book.line values (1); update book.line set n = 2')
  await expect(ask(url, 'drop table book.line')).rejects.toThrow('must be owner')
  await ask(admin_url, 'revoke update on book.line from mozaik_app')
  await stop()

  const again = await start()
  await expect(ask(again.url, 'update book.line set n = 3')).rejects.toThrow('permission denied')
  await again.stop()
})

test('a second start on one folder is refused in words', async () => {
  const { stop } = await start()
  await expect(start()).rejects.toThrow(PostgresRefused)
  await expect(start()).rejects.toThrow(`process ${process.pid}`)
  await stop()
})

test('commands use a running server, and the last one to leave stops it', async () => {
  const site = await start()
  const command = await start({ share: true })
  await site.stop()
  expect(await ask(command.url, 'select 1 as one')).toEqual([{ one: 1 }])
  await command.stop()
  await expect(ask(command.url, 'select 1')).rejects.toThrow('ECONNREFUSED')
})

test('a server that was killed is noticed, and recovers what was committed', async () => {
  const { admin_url, lost } = await start({ durable: true })
  await ask(admin_url, 'insert into kept values (2)')
  process.kill(await serverPid(), 'SIGKILL')
  await lost

  const again = await start()
  expect(await ask(again.url, 'select count(*)::int as n from kept')).toEqual([{ n: 2 }])
  await again.stop()
})

test('a note left behind by a killed server is no obstacle, whoever has its number now', async () => {
  await writeFile(
    pidPath(),
    `${process.pid}\n${data_dir}/postgres\n1\n1\n\n127.0.0.1\n1 1\nready\n`,
  )
  const { url, stop } = await start()
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
  await stop()
})

test('where its port is taken it chooses another, and never 5432', async () => {
  const port = Number(await readFile(join(data_dir, 'postgres.port'), 'utf8'))
  const other = createServer()
  await new Promise<void>((ready) => other.listen(port, '127.0.0.1', ready))
  const { url, stop } = await start()
  expect(new URL(url).port).not.toBe(String(port))
  expect(new URL(url).port).not.toBe('5432')
  await stop()
  other.close()
})

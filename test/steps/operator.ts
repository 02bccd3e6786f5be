// What an operator does in a terminal beside a running site; and what somebody does who got hold of
// the database itself.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'
import { passwordOf } from '#kit/postgres-cluster.ts'

interface Ended {
  readonly code: number
  readonly said: string
}

/** The operator's tool of the built site. */
export function terminal(...words: readonly string[]): Promise<Ended> {
  const place = { DATA_DIR: inject('site_data_dir'), BASE_URL: inject('site_url') }
  const env = { ...process.env, ...place, DATABASE_URL: '' }
  const tool = spawn(process.execPath, ['dist/server/cli.js', ...words], { env })
  let said = ''
  for (const stream of [tool.stdout, tool.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
  return new Promise((ended) => tool.on('close', (code) => ended({ code: code ?? -1, said })))
}

/** As superuser of the database, past every law that it keeps. */
export async function asSuperuser<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const data_dir = inject('site_data_dir')
  const port = Number(readFileSync(join(data_dir, 'postgres.port'), 'utf8'))
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    database: 'mozaik',
    password: passwordOf(data_dir, 'postgres'),
  })
  await client.connect()
  try {
    await client.query('set session_replication_role = replica')
    return await work(client)
  } finally {
    await client.end()
  }
}

// `bin/mozaik check`: whether what this installation stands on is there.
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Config } from '#config'
import { transportTo } from '#kit/mail.ts'
import { type Opened, whyNotServe } from './open.ts'

export interface Finding {
  readonly name: string
  readonly ok: boolean
  readonly says: string
}

export async function checkInstallation(
  config: Config,
  open: () => Promise<Opened>,
  root: string,
): Promise<Finding[]> {
  const findings: Finding[] = [
    { name: 'configuration', ok: true, says: `serves ${config.base_url}` },
  ]
  const attempt = async (name: string, look: () => Promise<string>) => {
    try {
      findings.push({ name, ok: true, says: await look() })
    } catch (fault) {
      findings.push({ name, ok: false, says: (fault as Error).message })
    }
  }
  let opened: Opened | undefined
  await attempt('database', async () => {
    opened = await open()
    const { rows } = await sql<{ version: string }>`
      select current_setting('server_version') as version`.execute(opened.world.db)
    const why = await whyNotServe(opened.owner_url, root)
    if (why) throw new Error(why)
    return `PostgreSQL ${rows[0]?.version}, up to date`
  })
  await attempt('storage', async () => {
    if (!opened) throw new Error('not looked at, because there is no database')
    const { files } = opened.world
    const key = `check/${randomUUID()}`
    await files.put(key, new TextEncoder().encode('ok'))
    await files.get(key)
    await files.remove(key)
    return config.storage_url
      ? `writes and reads ${new URL(config.storage_url).host}`
      : `writes and reads ${config.data_dir}`
  })
  await attempt('mail', async () => {
    if (!config.smtp_url) return 'is not set up: letters lie in the mailbox page'
    await (await transportTo(config.smtp_url)).verify()
    return `${new URL(config.smtp_url).host} accepts our sign-in`
  })
  return findings
}

// Lighthouse with the browser at hand, as a slow telephone sees a page.
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import lighthouse from 'lighthouse'
import { findChromium } from './browser.ts'

export const categories = ['performance', 'accessibility', 'best-practices', 'seo'] as const
export type Category = (typeof categories)[number]

export interface Verdict {
  /** From 0 to 100. */
  readonly scores: Readonly<Record<Category, number>>
  /** What cost points: the category, the audit, and what it says. */
  readonly losses: readonly string[]
}

/** Look at one page of the site. */
export async function judge(site: string, path: string): Promise<Verdict> {
  const [browser, front] = await Promise.all([startChromium(), standBefore(site)])
  try {
    const flags = { port: browser.port, onlyCategories: [...categories] }
    const result = await lighthouse(`${front.site}${path}`, flags)
    if (!result || result.lhr.runtimeError)
      throw new Error(result?.lhr.runtimeError?.message ?? 'Lighthouse said nothing.')
    return verdictOf(result.lhr)
  } finally {
    await Promise.all([browser.stop(), front.stop()])
  }
}

type Report = NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr']

function verdictOf({ categories: found, audits }: Report): Verdict {
  const scores = Object.fromEntries(
    categories.map((name) => [name, Math.round((found[name]?.score ?? 0) * 100)]),
  ) as Record<Category, number>
  const losses = categories.flatMap((name) =>
    (found[name]?.auditRefs ?? []).flatMap(({ id, weight }) => {
      const audit = audits[id]
      if (!audit || weight === 0 || audit.score === null || audit.score === 1) return []
      return [`${name}: ${audit.title} ${audit.displayValue ?? ''}`]
    }),
  )
  return { scores, losses }
}

/** A browser of its own, because Lighthouse wants it for itself. */
async function startChromium() {
  const { executablePath, args } = await findChromium()
  const profile = mkdtempSync(join(tmpdir(), 'mozaik-lighthouse-'))
  const own = ['--headless', '--remote-debugging-port=0', `--user-data-dir=${profile}`]
  const child = spawn(executablePath, [...own, ...args, 'about:blank'])
  const ended = new Promise((tell) => child.once('exit', tell))
  const port = await new Promise<number>((tell, fail) => {
    child.once('error', fail)
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      const [, found] = /listening on ws:\/\/[^:]+:(\d+)/.exec(text) ?? []
      if (found) tell(Number(found))
    })
  })
  return {
    port,
    async stop() {
      child.kill()
      await ended
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/**
 * The same pages without one header. Chromium's small build breaks off a page that names its
 * referrer policy as soon as Lighthouse drives it; the policy we name is that of every browser.
 */
async function standBefore(site: string) {
  const server = createServer(({ url = '/', headers }, response) => {
    const onward = request(`${site}${url}`, { headers }, (answer) => {
      const { 'referrer-policy': _, ...rest } = answer.headers
      response.writeHead(answer.statusCode ?? 502, rest)
      answer.pipe(response)
    })
    onward.on('error', () => response.destroy()).end()
  })
  await new Promise<void>((tell) => server.listen(0, tell))
  const { port } = server.address() as AddressInfo
  return {
    site: `http://localhost:${port}`,
    async stop() {
      server.closeAllConnections()
      await new Promise((tell) => server.close(tell))
    },
  }
}

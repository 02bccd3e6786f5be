// The operator's program as it is installed, and what it takes.
import { type ChildProcess, spawn } from 'node:child_process'
import { memoryOf } from './processes.ts'

// What bin/mozaik gives Node.
const asInstalled = ['--max-semi-space-size=8', '--max-old-space-size=512']

/** A command of the built program, to its end: how long, how much memory, what it said. */
export async function measured(words: readonly string[], env: Readonly<Record<string, string>>) {
  const began = performance.now()
  const child = spawn(process.execPath, [...asInstalled, 'dist/server/cli.js', ...words], {
    // Whoever measures stands in the project's folder.
    cwd: process.cwd(),
    stdio: ['ignore', 'pipe', 'ignore'],
    env: { ...process.env, DATA_DIR: '.bench', ...env },
  })
  const watched = watch(child)
  const said: string[] = []
  child.stdout.setEncoding('utf8').on('data', (text: string) => said.push(text))
  const code = await new Promise((tell) => child.once('close', tell))
  const peak_mb = watched()
  if (code !== 0) throw new Error(`mozaik ${words.join(' ')} ended with ${code}.`)
  return { seconds: (performance.now() - began) / 1000, peak_mb, said: said.join('') }
}

/** The peak that Linux keeps is gone with the process, so it is looked at while that lives. */
function watch(child: ChildProcess): () => number {
  let peak = 0
  const timer = setInterval(() => {
    try {
      peak = Math.max(peak, memoryOf(child)?.peak_mb ?? 0)
    } catch {
      clearInterval(timer)
    }
  }, 20)
  return () => {
    clearInterval(timer)
    return peak
  }
}

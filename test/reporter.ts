// The last line of a run: `N passed, N failed`. A run of several steps (`npm test`) gives the path
// of a file, adds the numbers up and says the line itself.
import { writeFileSync } from 'node:fs'
import type { Reporter, TestModule } from 'vitest/node'

interface Tally {
  passed: number
  failed: number
  skipped: number
}

export default class LastLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]) {
    const tally: Tally = { passed: 0, failed: errors.length, skipped: 0 }
    for (const module of modules) count(module, tally)
    const path = process.env.MOZAIK_TALLY
    if (path) writeFileSync(path, JSON.stringify(tally))
    // After every other reporter's words.
    else process.once('exit', () => process.stdout.write(`${sentence(tally)}\n`))
  }
}

function count(module: TestModule, tally: Tally) {
  for (const test of module.children.allTests()) {
    const { state } = test.result()
    tally[state === 'pending' ? 'skipped' : state] += 1
  }
  // A file that could not be loaded has no tests, and is a failure all the same.
  tally.failed += module.errors().length
}

function sentence({ passed, failed, skipped }: Tally): string {
  const line = `${passed} passed, ${failed} failed`
  return skipped > 0 ? `${line}, ${skipped} skipped` : line
}

// The last lines of a run: what failed, by name, and `N passed, N failed`. A run of several steps
// (`npm test`) gives the path of a file, adds the numbers up and says these lines itself.
import { writeFileSync } from 'node:fs'
import type { Reporter, SerializedError, TestModule } from 'vitest/node'
import { lastLines, type Tally } from '../scripts/tally.mjs'

export default class LastLines implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]) {
    const tally: Tally = { passed: 0, failed: 0, skipped: 0, failures: [] }
    for (const error of errors) fail(tally, 'outside of any test', [error])
    for (const module of modules) count(module, tally)
    const path = process.env.MOZAIK_TALLY
    if (path) writeFileSync(path, JSON.stringify(tally))
    // After every other reporter's words.
    else process.once('exit', () => process.stdout.write(lastLines(tally)))
  }
}

function count(module: TestModule, tally: Tally) {
  for (const test of module.children.allTests()) {
    const { state, errors } = test.result()
    if (state === 'failed') fail(tally, `${module.relativeModuleId} > ${test.fullName}`, errors)
    else tally[state === 'pending' ? 'skipped' : state] += 1
  }
  // A file that could not be loaded has no tests, and is a failure all the same.
  for (const error of module.errors()) fail(tally, module.relativeModuleId, [error])
}

/** One failure by its name, with the first lines of what was said of it. */
function fail(tally: Tally, name: string, errors: readonly { message?: string }[] = []) {
  tally.failed += 1
  const said = errors.map((error) => error.message ?? '').join('\n')
  tally.failures.push({ name, said: said.split('\n').slice(0, 8).join('\n') })
}

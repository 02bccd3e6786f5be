// `npm test` and `npm run check`: a list that reads like CI. Each step is told with its time; a
// step that fails does not hide what the later ones would say.
import { spawn } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './dependencies.mjs'
import { added, lastLines, nothing } from './tally.mjs'

const bin = (name) => join(root, 'node_modules/.bin', name)
const vitest = (...words) => [bin('vitest'), 'run', ...words]

// One checker: several on few cores learn the same tables several times, and take their memory.
const looks = [
  { name: 'types', run: [bin('tsc'), '-p', 'tsconfig.json', '--checkers', '1'] },
  { name: 'style', run: [bin('biome'), 'check', '--error-on-warnings'] },
  { name: 'nothing unused', run: [bin('knip')] },
  { name: 'the house', run: [process.execPath, 'checks/run.ts'] },
]
const tests = {
  name: 'rules, database, pages',
  run: vitest('--project', 'house'),
  counts: true,
}
const browser = {
  name: 'browser, accessibility',
  run: vitest('--project', 'browser'),
  counts: true,
}

export const check = (words) => inTurn([...looks, tests], words)
export const test = (words) => inTurn([...looks, tests, browser], words)

// Words after the command (`npm test -- src/kit`) go to the tests alone.
async function inTurn(steps, words) {
  let total = nothing()
  for (const step of words.length > 0 ? steps.filter(({ counts }) => counts) : steps) {
    total = added(total, await take(step, words))
  }
  console.log()
  process.stdout.write(lastLines(total))
  process.exitCode = total.failed > 0 ? 1 : 0
}

async function take({ name, run, counts }, words) {
  console.log(`\n── ${name}`)
  const began = performance.now()
  const tallyPath = join(root, '.test', `tally-${process.pid}.json`)
  mkdirSync(join(root, '.test'), { recursive: true })
  const code = await ended(run.concat(counts ? [...words, '--passWithNoTests'] : []), tallyPath)
  const tally = tallyOf(name, code, tallyPath)
  const took = `${((performance.now() - began) / 1000).toFixed(1)} s`
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${took})`)
  return tally
}

function ended([program, ...args], tallyPath) {
  const env = { ...process.env, MOZAIK_TALLY: tallyPath }
  return new Promise((tell) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'], env })
    child.on('error', () => tell(1)).on('exit', (code) => tell(code ?? 1))
  })
}

/** Tests count themselves; any other step is one that passed or failed. */
function tallyOf(name, code, path) {
  let tally = nothing()
  try {
    tally = JSON.parse(readFileSync(path, 'utf8'))
    rmSync(path)
  } catch {
    if (code === 0) tally.passed = 1
  }
  if (code === 0 || tally.failed > 0) return tally
  return added(tally, { ...nothing(), failed: 1, failures: [{ name, said: `ended with ${code}` }] })
}

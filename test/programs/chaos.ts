// `npm run chaos -- --minutes 5 --seed 7`: everything that can break is broken while people give,
// and at the end nothing that was acknowledged is lost or counted twice.
import { parseArgs } from 'node:util'
import { storm } from '#test/chaos/storm.ts'
import { buildProgram } from '#test/machines.ts'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    seed: { type: 'string' },
    kinds: { type: 'string', default: '0' },
    'no-restore': { type: 'boolean', default: false },
  },
})
const say = (sentence: string) => process.stdout.write(`${sentence}\n`)
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9))
say(`--seed ${seed}`)
buildProgram()
const told = await storm({
  seed,
  seconds: Number(values.minutes) * 60,
  kinds: Number(values.kinds),
  restore: !values['no-restore'],
  say,
})
for (const [name, times] of Object.entries(told.broken)) say(`${name}: ${times} times`)
for (const [name, count] of Object.entries(told.counts)) say(`${name.replace('_', ' ')}: ${count}`)
say(`forms and tries: ${told.tries}`)
for (const complaint of told.complaints) say(`BAD ${complaint}`)
say(told.complaints.length === 0 ? 'Nothing is lost, nothing is counted twice.' : 'Something is.')
process.exitCode = told.complaints.length === 0 ? 0 : 1

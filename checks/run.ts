// `npm run check`, the part that is ours: a calm list, one line for each thing that holds, and
// under what does not hold the sentences that say what to do.
import { checks } from './all.ts'

let sins = 0
for (const { name, run } of checks) {
  const began = performance.now()
  const found = await run()
  sins += found.length
  const took = `${Math.round(performance.now() - began)} ms`
  console.log(`${found.length === 0 ? '✓' : '✗'} ${name}  ${took}`)
  for (const sentence of found) console.log(`    ${sentence}`)
}

const counted = new Intl.PluralRules('en').select(sins) === 'one' ? 'thing' : 'things'
console.log(sins === 0 ? '\nThe house is in order.' : `\n${sins} ${counted} to put in order.`)
process.exitCode = sins === 0 ? 0 : 1

// Lighthouse on the three pages that most people come to, as a slow telephone sees them.
import { expect, inject, test } from 'vitest'
import { categories, judge, type Verdict } from '#test/lighthouse.ts'

const site = inject('site_url')
const scoreMin = 95

// Speed is measured on a machine that may be busy with something else: the best of three counts.
const triesMax = 3
const patienceMs = 180_000

test.for(['/sq', '/sq/organisations', '/sq/o/lumi-i-kalter'])(
  '%s has 95 points or more in each category',
  { timeout: patienceMs },
  async (path) => {
    let verdict = await judge(site, path)
    for (let i = 1; i < triesMax && verdict.scores.performance < scoreMin; i += 1) {
      const again = await judge(site, path)
      if (again.scores.performance > verdict.scores.performance) verdict = again
    }
    process.stdout.write(`${path}: ${told(verdict)}\n`)
    for (const name of categories)
      expect(verdict.scores[name], verdict.losses.join('\n')).toBeGreaterThanOrEqual(scoreMin)
  },
)

const told = ({ scores }: Verdict) => categories.map((name) => `${name} ${scores[name]}`).join(', ')

// `node bench/matching.ts`: a quadratic round of 100,000 gifts over 500 campaigns, in the whole
// numbers that decide and in plain floats beside it; and first come, first served.
import {
  type Gift,
  matchFirstCome,
  matchQuadratic,
} from '../src/modules/campaigns/matching/rules.ts'

const many = { gifts: 100_000, campaigns: 500, donors: 40_000 }
const pot_minor = 50_000_000n
const rounds = 7

// Numerical Recipes' congruence: the same gifts at each run and on each machine.
let seed = 20261122
function dice(sides: number): number {
  seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((seed / 2 ** 32) * sides)
}

const gifts: Gift[] = Array.from({ length: many.gifts }, (_, place) => ({
  id: `gift-${String(place).padStart(6, '0')}`,
  campaign_id: `campaign-${String(dice(many.campaigns)).padStart(3, '0')}`,
  donor: `donor-${String(dice(many.donors))}`,
  // From 1 to 500 EUR, small ones more often.
  amount_minor: BigInt(100 + dice(50) * dice(1000)),
  at: dice(30 * 86_400_000),
}))

function inFloats(all: readonly Gift[]): Map<string, number> {
  const counted = new Map<string, Map<string, number>>()
  for (const { campaign_id, donor, amount_minor } of all) {
    const of = counted.get(campaign_id) ?? new Map<string, number>()
    counted.set(campaign_id, of)
    of.set(donor, (of.get(donor) ?? 0) + Number(amount_minor))
  }
  const weights = [...counted].map(([id, of]) => {
    let roots = 0
    let plain = 0
    for (const amount of of.values()) {
      roots += Math.sqrt(amount)
      plain += amount
    }
    return [id, roots * roots - plain] as const
  })
  const whole = weights.reduce((sum, [, weight]) => sum + weight, 0)
  return new Map(weights.map(([id, weight]) => [id, (Number(pot_minor) * weight) / whole]))
}

/** The middle of some runs, in milliseconds. */
function time(work: () => unknown): number {
  work()
  const took = Array.from({ length: rounds }, () => {
    const began = performance.now()
    work()
    return performance.now() - began
  }).sort((a, b) => a - b)
  return took[rounds >> 1] ?? 0
}

const terms = { pot_minor, donor_cap_minor: null, campaign_cap_minor: null }
const quadratic = () => matchQuadratic({ ...terms, damping_minor: null }, gifts)
const floats = inFloats(gifts)
const exact = quadratic()
const shared = exact.reduce((sum, { amount_minor }) => sum + amount_minor, 0n)
const rounded = [...floats.values()].reduce((sum, amount) => sum + Math.round(amount), 0)
const say = (line: string) => process.stdout.write(`${line}\n`)
const ms = (milliseconds: number) => `${milliseconds.toFixed(0)} ms`

say(`${many.gifts} gifts of ${many.donors} people to ${many.campaigns} campaigns`)
say(`quadratic, whole numbers  ${ms(time(quadratic))}, shares ${shared} of ${pot_minor} cents`)
say(`quadratic, plain floats   ${ms(time(() => inFloats(gifts)))}, rounded ${rounded} cents`)
const first = () => matchFirstCome({ ...terms, factor_permille: 1000 }, gifts)
say(`first come, first served  ${ms(time(first))}, ${first().length} gifts matched`)

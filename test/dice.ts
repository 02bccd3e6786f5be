// Chance that can be repeated: the same seed is the same throws, everywhere.

/** Mulberry32: small, and the same on every machine. */
export function aDice(from: number) {
  let state = from
  const random = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const upTo = (most: number) => Math.floor(random() * most)
  const pick = <T>(of: readonly T[]): T => of[upTo(of.length)] as T
  const happens = (chance: number) => random() < chance
  const shuffled = <T>(of: readonly T[]): T[] =>
    of
      .map((one) => [random(), one] as const)
      .sort(([a], [b]) => a - b)
      .map(([, one]) => one)
  return { random, upTo, pick, happens, shuffled }
}

export type Dice = ReturnType<typeof aDice>

/** From the environment, or another one each time; whoever uses it prints it. */
export const seedOf = (name = 'SEED') =>
  Number(process.env[name] ?? Math.floor(Math.random() * 1e9))

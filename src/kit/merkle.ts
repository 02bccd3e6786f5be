// The Merkle tree of RFC 6962 over leaves that are hashed already.
import { sha256 } from './digest.ts'

export const hashBytes = 32

const pair = Buffer.alloc(1 + 2 * hashBytes)
pair[0] = 1

/**
 * The root over leaves that lie one after another. Pair by pair from below; one that is left over
 * goes up as it is, which gives the same tree as halving from above.
 */
export function merkleRoot(leaves: Uint8Array): Buffer {
  let level = Buffer.from(leaves)
  while (level.byteLength > hashBytes) level = levelAbove(level)
  return level
}

function levelAbove(level: Buffer): Buffer<ArrayBuffer> {
  const above: Buffer[] = []
  for (let from = 0; from < level.byteLength; from += 2 * hashBytes) {
    const two = level.subarray(from, from + 2 * hashBytes)
    if (two.byteLength < 2 * hashBytes) above.push(two)
    else {
      pair.set(two, 1)
      above.push(sha256(pair))
    }
  }
  return Buffer.concat(above)
}

/** One step up from a leaf: the hash beside it, and on which side that stands. */
interface Step {
  readonly side: 'left' | 'right'
  readonly hash: Buffer
}

/** What one needs besides a leaf to come to the root. Alone on its level it needs nothing. */
export function merklePath(leaves: Uint8Array, place: number): Step[] {
  const steps: Step[] = []
  let [level, at] = [Buffer.from(leaves), place]
  while (level.byteLength > hashBytes) {
    const beside = at ^ 1
    const hash = level.subarray(beside * hashBytes, (beside + 1) * hashBytes)
    if (hash.byteLength === hashBytes) steps.push({ side: beside < at ? 'left' : 'right', hash })
    ;[level, at] = [levelAbove(level), at >> 1]
  }
  return steps
}

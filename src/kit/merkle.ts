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
  while (level.byteLength > hashBytes) {
    const above: Buffer[] = []
    for (let from = 0; from < level.byteLength; from += 2 * hashBytes) {
      const two = level.subarray(from, from + 2 * hashBytes)
      if (two.byteLength < 2 * hashBytes) above.push(two)
      else {
        pair.set(two, 1)
        above.push(sha256(pair))
      }
    }
    level = Buffer.concat(above)
  }
  return level
}

// Fields as bytes that can be read in one way only: each with its length in four bytes before it,
// numbers big-endian, nothing at all as ffffffff. What is hashed is written so, never as JSON,
// whose spelling changes with whoever writes it.
import { sha256 } from './digest.ts'

// A record of some twenty fields; a text of 4,000 letters still fits.
const scratchBytes = 64 * 1024

const noLength = 0xffffffff

/** A record that is written field by field and hashed. One is enough: each hash begins it anew. */
export function framing() {
  const scratch = Buffer.alloc(scratchBytes)
  let at = 0
  const nothing = () => {
    at = scratch.writeUInt32BE(noLength, at)
  }
  return {
    /** Begin anew, after these bytes without a frame. */
    begin(...first: readonly number[]) {
      at = first.length
      scratch.set(first)
    },
    number(field: bigint | number | null) {
      if (field === null) return nothing()
      at = scratch.writeUInt32BE(8, at)
      at = scratch.writeBigInt64BE(BigInt(field), at)
    },
    text(field: string | null) {
      if (field === null) return nothing()
      const length = scratch.write(field, at + 4, 'utf8')
      scratch.writeUInt32BE(length, at)
      at += 4 + length
    },
    /** A UUID as its sixteen bytes. */
    id(field: string | null) {
      if (field === null) return nothing()
      at = scratch.writeUInt32BE(16, at)
      at += scratch.write(field.replaceAll('-', ''), at, 'hex')
    },
    bytes(field: Uint8Array) {
      at = scratch.writeUInt32BE(field.byteLength, at)
      scratch.set(field, at)
      at += field.byteLength
    },
    /** Bytes of a length that everybody knows. */
    plain(field: Uint8Array) {
      scratch.set(field, at)
      at += field.byteLength
    },
    hash: () => sha256(scratch.subarray(0, at)),
  }
}

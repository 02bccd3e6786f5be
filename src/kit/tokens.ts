// Secrets that programs carry: made of 256 random bits, kept as a hash.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

const letters = 'abcdefghijkmnpqrstuvwxyz23456789'

/** `mzk_` and eight letters to know it by, then the secret itself. */
export function newToken(kind: string): { token: string; prefix: string } {
  const known = [...randomBytes(8)].map((byte) => letters[byte % letters.length]).join('')
  const prefix = `${kind}_${known}`
  return { token: `${prefix}_${randomBytes(32).toString('base64url')}`, prefix }
}

export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Compares in the same time whatever the token is. */
export const isToken = (token: string, hash: string) =>
  timingSafeEqual(Buffer.from(hashOf(token), 'hex'), Buffer.from(hash, 'hex'))

/** A secret that is nowhere kept: it follows from ours and from what names it. */
export const derivedSecret = (secret: string, name: string): Buffer =>
  createHmac('sha256', secret).update(name).digest()

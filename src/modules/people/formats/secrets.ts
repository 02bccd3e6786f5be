// Secret parts of links and cookies: made at random, kept as hashes, compared in constant time.
import { createHash, randomBytes } from 'node:crypto'

export { linkPart, readLinkPart, readSigned, signed } from '#kit/signed.ts'

/** What stands in a link, and what is kept of it. 192 bits: nobody tries them all. */
export function newSecret(): { token: string; hash: string } {
  const token = randomBytes(24).toString('base64url')
  return { token, hash: hashOf(token) }
}

export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** The value of one cookie in a Cookie header. */
export function cookieIn(header: string, name: string): string | null {
  const found = header.split('; ').find((cookie) => cookie.startsWith(`${name}=`))
  if (!found) return null
  try {
    return decodeURIComponent(found.slice(name.length + 1))
  } catch {
    return null
  }
}

// Secret parts of links and cookies: made at random, kept as hashes, compared in constant time.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** What stands in a link, and what is kept of it. 192 bits: nobody tries them all. */
export function newSecret(): { token: string; hash: string } {
  const token = randomBytes(24).toString('base64url')
  return { token, hash: hashOf(token) }
}

export const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url')

/** A value and our signature on it: how Better Auth writes its cookies. */
export const signed = (value: string, secret: string) =>
  `${value}.${signatureOf(value, secret).toString('base64')}`

/** The value, when the signature on it is ours. */
export function readSigned(text: string, secret: string): string | null {
  const dot = text.lastIndexOf('.')
  if (dot < 1) return null
  const value = text.slice(0, dot)
  const expected = signatureOf(value, secret)
  const given = Buffer.from(text.slice(dot + 1), 'base64')
  return given.length === expected.length && timingSafeEqual(given, expected) ? value : null
}

const signatureOf = (value: string, secret: string) =>
  createHmac('sha256', secret).update(value).digest()

/** A value and our signature as one part of an address; it needs no row to be believed. */
export const linkPart = (value: string, secret: string) =>
  `${Buffer.from(value).toString('base64url')}.${signatureOf(value, secret).toString('base64url')}`

export function readLinkPart(part: string, secret: string): string | null {
  const [value = '', signature = ''] = part.split('.')
  const text = Buffer.from(value, 'base64url').toString()
  return readSigned(`${text}.${Buffer.from(signature, 'base64url').toString('base64')}`, secret)
}

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

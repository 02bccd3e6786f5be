// Values with our signature on them, in cookies and in links of letters: believed without a row.
import { createHmac, timingSafeEqual } from 'node:crypto'

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

/** Short enough for the local part of a mail address, and the same in capitals. */
export const shortMac = (value: string, secret: string): string =>
  signatureOf(value, secret).toString('hex').slice(0, 12)

export function isShortMac(value: string, mac: string, secret: string): boolean {
  const [expected, given] = [Buffer.from(shortMac(value, secret)), Buffer.from(mac)]
  return given.length === expected.length && timingSafeEqual(given, expected)
}

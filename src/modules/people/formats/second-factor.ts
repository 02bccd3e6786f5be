// Time-based codes (RFC 6238) as Better Auth keeps them: the key is the text of the secret, and
// both it and the recovery codes lie encrypted.
import { createHmac, randomBytes } from 'node:crypto'

const secretChars = 32
const recoveryCodeCount = 10

/** A secret for an app and ten codes for the day when the telephone is lost. */
export function newSecondFactor() {
  return { secret: randomText(secretChars), recoveryCodes: newRecoveryCodes() }
}

/** Five signs, a hyphen, five signs; none that are read for another (0 and O, 1 and l). */
export const newRecoveryCodes = (): string[] =>
  Array.from({ length: recoveryCodeCount }, () => `${randomText(5)}-${randomText(5)}`)

const signs = 'abcdefghijkmnpqrstuvwxyz23456789'

// 32 signs divide 256 evenly, so each is as likely as the others.
const randomText = (length: number) =>
  Array.from(randomBytes(length), (byte) => signs[byte % signs.length]).join('')

export async function encrypt(text: string, secret: string): Promise<string> {
  const { symmetricEncrypt } = await import('better-auth/crypto')
  return symmetricEncrypt({ key: secret, data: text })
}
export async function decrypt(text: string, secret: string): Promise<string> {
  const { symmetricDecrypt } = await import('better-auth/crypto')
  return symmetricDecrypt({ key: secret, data: text })
}

/** What the app reads from the picture. */
export function appAddress(secret: string, email: string): string {
  const query = `secret=${base32(secret)}&issuer=Mozaik&digits=6&period=30`
  return `otpauth://totp/Mozaik:${encodeURIComponent(email)}?${query}`
}

const base32Signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** What a person types where the app cannot see the picture. */
export function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => base32Signs[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('')
}

/** The code that an app shows at this moment. */
export function codeAt(secret: string, at: Date): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000)))
  const mac = createHmac('sha1', secret).update(counter).digest()
  const offset = (mac.at(-1) ?? 0) & 15
  return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

// The Standard Webhooks specification: how a delivery is signed, so that whoever hears it knows
// that it comes from us and was not heard before.
import { createHmac } from 'node:crypto'
import { derivedSecret } from '#kit/tokens.ts'

/** The secret of an address follows from the server's own and the address's salt: none is kept. */
export const secretOf = (secret: string, salt: string): string =>
  `whsec_${derivedSecret(secret, `machines.webhook:${salt}`).toString('base64')}`

export function signedHeaders(secret: string, id: string, at: Date, body: string) {
  const timestamp = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'user-agent': 'Mozaik-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
  }
}

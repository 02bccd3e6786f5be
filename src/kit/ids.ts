import { hash } from 'node:crypto'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** PostgreSQL throws at anything else where it expects an id; an address may hold anything. */
export const isUuid = (text: string): boolean => uuid.test(text)

/**
 * An id made from what makes a thing that thing: the same parts give the same id for ever. A UUID
 * of version 8 (RFC 9562) over SHA-256 of the parts, each with its length before it.
 */
export function idFrom(...parts: readonly string[]): string {
  const said = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('')
  const bytes = hash('sha256', said, 'buffer').subarray(0, 16)
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = bytes.toString('hex')
  const cuts = [0, 8, 12, 16, 20, 32]
  return cuts
    .slice(1)
    .map((end, place) => hex.slice(cuts[place], end))
    .join('-')
}

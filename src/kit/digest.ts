import { hash } from 'node:crypto'

/** SHA-256 of bytes, as bytes and at once: for sums over many small pieces. */
export const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer')

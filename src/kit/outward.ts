// Asking other people's servers. They choose the addresses, so an address that leads into a private
// network is refused at the moment of connecting, when it is known where the name leads; and nobody
// is waited for long, or read for long.
import { type LookupAddress, lookup } from 'node:dns'
import { request as plainRequest } from 'node:http'
import { request as secureRequest } from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isValidPublicIPv4Address, isValidPublicIPv6Address } from '@fedify/fedify/runtime'

/** Where nobody is sent: not the web, or not the public part of it. */
export class PrivateAddress extends Error {
  constructor(address: string) {
    super(`${address} is not on the public web`)
    this.name = 'PrivateAddress'
  }
}

export interface Outward {
  method?: 'GET' | 'POST'
  headers?: Headers | Record<string, string>
  body?: Uint8Array | string | null
  /** Private networks too, and without encryption: tests and development alone. */
  private_too: boolean
}

// A server that is well answers within a second; a job waits for each of them.
const patienceMs = 10_000
// An actor with everything around it has some ten kilobytes.
const answerBytesMax = 1024 * 1024

/** One question and its answer; where it sends on to is not followed. */
export function askOutside(address: string | URL, outward: Outward): Promise<Response> {
  const url = new URL(address)
  const refusal = whyNotAsk(url, outward.private_too)
  if (refusal) return Promise.reject(refusal)
  const { method = 'GET', body } = outward
  const headers = Object.fromEntries(new Headers(outward.headers))
  const bytes = body === null || body === undefined ? null : Buffer.from(body)
  if (bytes) headers['content-length'] = String(bytes.length)
  const send = url.protocol === 'https:' ? secureRequest : plainRequest
  const options = { method, headers, signal: AbortSignal.timeout(patienceMs) }
  return new Promise((resolve, reject) => {
    const sent = send(url, { ...options, lookup: publicLookup(outward.private_too) }, (answer) => {
      const chunks: Buffer[] = []
      let length = 0
      answer.on('data', (chunk: Buffer) => {
        length += chunk.length
        if (length > answerBytesMax) sent.destroy(new Error(`${url.host} answers too much`))
        else chunks.push(chunk)
      })
      answer.on('error', reject)
      answer.on('end', () => resolve(responseOf(answer, chunks)))
    })
    sent.on('error', reject)
    sent.end(bytes ?? undefined)
  })
}

function whyNotAsk(url: URL, privateToo: boolean): Error | null {
  if (privateToo && /^https?:$/.test(url.protocol)) return null
  const name = url.hostname.replace(/^\[|\]$/g, '')
  const named = isIP(name) === 0 && name.includes('.') && !/(^|\.)localhost$/.test(name)
  const open = url.protocol === 'https:' && !url.username && (named || isPublic(name))
  return open ? null : new PrivateAddress(url.origin)
}

function isPublic(ip: string): boolean {
  const family = isIP(ip)
  if (family === 4) return isValidPublicIPv4Address(ip)
  return family === 6 && isValidPublicIPv6Address(ip)
}

/** Where a name leads is seen while connecting: it cannot lead elsewhere a moment later. */
const publicLookup =
  (privateToo: boolean): LookupFunction =>
  (name, options, tell) => {
    lookup(name, { ...options, all: true }, (fault, found: LookupAddress[]) => {
      const [first] = found ?? []
      if (fault || !first) return tell(fault ?? new Error(`${name} leads nowhere`), [])
      if (!privateToo && !found.every(({ address }) => isPublic(address)))
        return tell(new PrivateAddress(name), [])
      if (options.all) return tell(null, found)
      tell(null, first.address, first.family)
    })
  }

interface Told {
  statusCode?: number | undefined
  headers: NodeJS.Dict<string | string[]>
}

function responseOf({ statusCode = 502, headers: told }: Told, chunks: readonly Buffer[]) {
  const headers = new Headers()
  for (const [name, value] of Object.entries(told))
    if (value !== undefined) headers.set(name, [value].flat().join(', '))
  const empty = [204, 205, 304].includes(statusCode)
  return new Response(empty ? null : Buffer.concat(chunks), { status: statusCode, headers })
}

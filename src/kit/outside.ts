// Asking servers whose address somebody else wrote down: nothing inside our own network, nothing
// in the clear, nowhere else than asked, never for long, and never read without end. Where a name
// leads is looked at while connecting, so that it cannot lead elsewhere a moment later.
import { lookup as resolve } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

export type OutsideFault =
  | 'no_address'
  | 'private_address'
  | 'refused'
  | 'timed_out'
  | 'tls'
  | 'redirected'
  | 'broken'

/** Nobody is sent there: it is not the public web, or not encrypted. */
export class NotOutside extends Error {
  readonly fault: 'private_address' | 'tls'

  constructor(address: string, fault: NotOutside['fault']) {
    super(`${address} is not on the public web`)
    this.name = 'NotOutside'
    this.fault = fault
  }
}

interface Asking {
  readonly method?: 'GET' | 'POST'
  readonly headers?: Headers | Readonly<Record<string, string>>
  readonly body?: Uint8Array | string
  /** The whole of it: finding the address, connecting, answering. */
  readonly timeout_ms?: number
  /** Only for tests and development: this machine may be asked too, and without encryption. */
  readonly loopback: boolean
}

const inside = new BlockList()
// IANA's registries of special-purpose addresses: nothing in them is somebody else's server.
const inside4 = [
  ...['0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16'],
  ...['172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.88.99.0/24', '192.168.0.0/16'],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
]
// Inside the global range, and still nobody's server or another address in disguise.
const inside6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']
for (const range of [...inside4, ...inside6]) {
  const [network = '', bits] = range.split('/')
  inside.addSubnet(network, Number(bits), network.includes(':') ? 'ipv6' : 'ipv4')
}
// What else IPv6 has is local, or an IPv4 address that is written in it.
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

/** Whether an address belongs to the open internet. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && global6.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

const isLoopback = (address: string) => address === '::1' || /^127\./.test(address)

const isAskable = (address: string, loopback: boolean) =>
  isPublicAddress(address) || (loopback && isLoopback(address))

// Names of the open internet have a dot; what has none, or ends so, is named by our own network.
const ownName = /^[^.]*\.?$|(^|\.)localhost\.?$/

function whyNotAsk(url: URL, loopback: boolean): NotOutside | null {
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const askable = isIP(host) ? isAskable(host, loopback) : loopback || !ownName.test(host)
  if (!askable || url.username || url.password) return new NotOutside(url.host, 'private_address')
  const encrypted = url.protocol === 'https:' || (loopback && url.protocol === 'http:')
  return encrypted ? null : new NotOutside(url.host, 'tls')
}

/** Finds the address once, looks at every one of them, and connects to no other. */
const guarded =
  (loopback: boolean): LookupFunction =>
  (host, options, callback) => {
    resolve(host, { ...options, all: true }, (fault, found) => {
      if (fault) return callback(fault, '', 0)
      const [first] = found
      if (!first || !found.every(({ address }) => isAskable(address, loopback)))
        return callback(new NotOutside(host, 'private_address'), '', 0)
      if (options.all) return callback(null, found)
      callback(null, first.address, first.family)
    })
  }

/** One question, and its answer as it begins to come. Connections are not shared or kept. */
async function ask(url: URL, asking: Asking, signal: AbortSignal): Promise<IncomingMessage> {
  const { method = 'GET', body, loopback } = asking
  const refusal = whyNotAsk(url, loopback)
  if (refusal) throw refusal
  const headers = Object.fromEntries(new Headers(asking.headers))
  if (body !== undefined) headers['content-length'] = String(Buffer.byteLength(body))
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const options = { method, headers, signal, agent: false, lookup: guarded(loopback) }
  return new Promise((answered, failed) => {
    const sent = request(url, options, answered)
    sent.on('error', failed)
    sent.end(body)
  })
}

/** What comes until there are so many bytes, and the rest of the piece in which they came. */
async function beginningOf(answer: IncomingMessage, bytes: number): Promise<Buffer<ArrayBuffer>> {
  const pieces: Buffer[] = []
  let length = 0
  for await (const piece of answer) {
    pieces.push(piece)
    length += piece.length
    if (length >= bytes) break
  }
  answer.destroy()
  return Buffer.concat(pieces)
}

// A server that is well answers within a second; a job waits for each of them.
const patienceMs = 10_000
// An actor with everything around it has some ten kilobytes.
const answerBytesMax = 1024 * 1024

/** One question and its whole answer; where it sends on to is not followed. */
export async function askOutside(address: string | URL, asking: Asking): Promise<Response> {
  const url = new URL(address)
  const answer = await ask(url, asking, AbortSignal.timeout(asking.timeout_ms ?? patienceMs))
  const body = await beginningOf(answer, answerBytesMax + 1)
  if (body.length > answerBytesMax) throw new Error(`${url.host} answers too much`)
  const headers = new Headers()
  for (const [name, value] of Object.entries(answer.headers))
    if (value !== undefined) headers.set(name, [value].flat().join(', '))
  const status = answer.statusCode ?? 0
  return new Response([204, 205, 304].includes(status) ? null : body, { status, headers })
}

/** What came back: a status with the beginning of the text, or why there is none. */
export interface OutsideAnswer {
  readonly status: number | null
  readonly fault: OutsideFault | null
  readonly excerpt: string
}

// Enough to recognise a message; whoever sends more is not read to the end.
const excerptBytes = 2048
const excerptChars = 500

/** POST, and tell what became of it. Redirects are not followed, and nothing is thrown. */
export async function postOutside(
  url: string,
  asking: Omit<Asking, 'method'>,
): Promise<OutsideAnswer> {
  const signal = AbortSignal.timeout(asking.timeout_ms ?? patienceMs)
  try {
    const answer = await ask(new URL(url), { ...asking, method: 'POST' }, signal)
    const status = answer.statusCode ?? 0
    const excerpt = excerptOf(await beginningOf(answer, excerptBytes))
    return { status, fault: status >= 300 && status < 400 ? 'redirected' : null, excerpt }
  } catch (fault) {
    return { status: null, fault: signal.aborted ? 'timed_out' : faultOf(fault), excerpt: '' }
  }
}

const excerptOf = (body: Buffer) =>
  body
    .subarray(0, excerptBytes)
    .toString('utf8')
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, excerptChars)
    .toWellFormed()

function faultOf(fault: unknown): OutsideFault {
  if (fault instanceof NotOutside) return fault.fault
  const { code = '' } = fault as { code?: string }
  if (code === 'ETIMEDOUT') return 'timed_out'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no_address'
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'refused'
  if (/CERT|TLS|SSL|SELF_SIGNED|EPROTO|ALTNAME/.test(code)) return 'tls'
  return 'broken'
}

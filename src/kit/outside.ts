// Calling an address that somebody else wrote down: never one inside our own network, never another
// one than asked for, never for long.
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

/** What came back: a status with the beginning of the text, or why there is none. */
export interface OutsideAnswer {
  readonly status: number | null
  readonly fault: OutsideFault | null
  readonly excerpt: string
}

interface Asking {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** The whole of it: finding the address, connecting, answering. */
  readonly timeout_ms: number
  /** Only for tests and development: this machine may be called too. */
  readonly loopback: boolean
}

const inside = new BlockList()
// IANA's registries of special-purpose addresses: nothing in them is somebody else's server.
for (const [network, bits] of [
  ...([
    ['0.0.0.0', 8],
    ['10.0.0.0', 8],
    ['100.64.0.0', 10],
    ['127.0.0.0', 8],
  ] as const),
  ...([
    ['169.254.0.0', 16],
    ['172.16.0.0', 12],
    ['192.0.0.0', 24],
    ['192.0.2.0', 24],
  ] as const),
  ...([
    ['192.88.99.0', 24],
    ['192.168.0.0', 16],
    ['198.18.0.0', 15],
  ] as const),
  ...([
    ['198.51.100.0', 24],
    ['203.0.113.0', 24],
    ['224.0.0.0', 4],
    ['240.0.0.0', 4],
  ] as const),
] as const)
  inside.addSubnet(network, bits, 'ipv4')

const outside6 = new BlockList()
outside6.addSubnet('2000::', 3, 'ipv6')
// Inside the global range, and still nobody's server or another address in disguise.
for (const [network, bits] of [
  ...([
    ['2001::', 23],
    ['2001:db8::', 32],
    ['2002::', 16],
    ['3fff::', 20],
  ] as const),
] as const)
  inside.addSubnet(network, bits, 'ipv6')

/** Whether an address belongs to the open internet. */
export function isPublicAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1]
  if (mapped) return isPublicAddress(mapped)
  const family = isIP(address)
  if (family === 4) return !inside.check(address, 'ipv4')
  return family === 6 && outside6.check(address, 'ipv6') && !inside.check(address, 'ipv6')
}

const isLoopback = (address: string) => address === '::1' || /^127\./.test(address)

class PrivateAddress extends Error {}

/** Finds the address once, looks at every one of them, and connects to no other. */
const guarded =
  (loopback: boolean): LookupFunction =>
  (host, options, callback) => {
    resolve(host, { ...options, all: true }, (fault, found) => {
      if (fault) return callback(fault, '', 0)
      const may = ({ address }: { address: string }) =>
        isPublicAddress(address) || (loopback && isLoopback(address))
      const [first] = found
      if (!first || !found.every(may)) return callback(new PrivateAddress(host), '', 0)
      if (options.all) return callback(null, found)
      callback(null, first.address, first.family)
    })
  }

/** POST, and tell what became of it. Redirects are not followed, and nothing is thrown. */
export function postOutside(url: string, asking: Asking): Promise<OutsideAnswer> {
  const { protocol, hostname } = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (isIP(host) && !isPublicAddress(host) && !(asking.loopback && isLoopback(host)))
    return Promise.resolve(failed('private_address'))
  if (protocol !== 'https:' && !asking.loopback) return Promise.resolve(failed('tls'))
  return send(url, asking, protocol === 'https:' ? requestHttps : requestHttp)
}

function send(
  url: string,
  { headers, body, timeout_ms, loopback }: Asking,
  request: typeof requestHttps,
): Promise<OutsideAnswer> {
  return new Promise((answered) => {
    const signal = AbortSignal.timeout(timeout_ms)
    const fail = (fault: unknown) => answered(failed(signal.aborted ? 'timed_out' : faultOf(fault)))
    const sent = request(
      url,
      {
        ...{ method: 'POST', signal, agent: false, lookup: guarded(loopback) },
        headers: { ...headers, 'content-length': Buffer.byteLength(body) },
      },
      (answer) => read(answer).then(answered, fail),
    )
    sent.on('error', fail)
    sent.end(body)
  })
}

const failed = (fault: OutsideFault): OutsideAnswer => ({ status: null, fault, excerpt: '' })

// Enough to recognise a message; whoever sends more is not read to the end.
const excerptBytes = 2048
const excerptChars = 500

async function read(answer: IncomingMessage): Promise<OutsideAnswer> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of answer) {
    pieces.push(piece)
    bytes += piece.length
    if (bytes >= excerptBytes) break
  }
  answer.destroy()
  const status = answer.statusCode ?? 0
  const text = Buffer.concat(pieces).subarray(0, excerptBytes).toString('utf8')
  const excerpt = text
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, excerptChars)
    .toWellFormed()
  return { status, fault: status >= 300 && status < 400 ? 'redirected' : null, excerpt }
}

function faultOf(fault: unknown): OutsideFault {
  if (fault instanceof PrivateAddress) return 'private_address'
  const { code = '' } = fault as { code?: string }
  if (code === 'ETIMEDOUT') return 'timed_out'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'no_address'
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH') return 'refused'
  if (/CERT|TLS|SSL|SELF_SIGNED|EPROTO|ALTNAME/.test(code)) return 'tls'
  return 'broken'
}

// How we ask other servers of the fediverse, and how we send to them: signed, and by `askOutside`,
// which keeps us out of private networks. Fedify's own sender has no such guard, and follows
// redirects.
import { signRequest } from '@fedify/fedify'
import {
  type DocumentLoader,
  FetchError,
  getRemoteDocument,
  preloadedContexts,
} from '@fedify/fedify/runtime'
import { askOutside } from './outside.ts'

/** In whose name we ask, for servers that answer nobody else. */
export interface Signer {
  readonly keyId: URL
  readonly privateKey: CryptoKey
}

export interface Reach {
  readonly user_agent: string
  /** This machine too: tests and development alone. */
  readonly loopback: boolean
}

// Servers move once, and then perhaps to www.
const redirectsMax = 3

const accepted = 'application/activity+json, application/ld+json'

/** Fetches a document of somebody else. Contexts that everybody uses are known by heart. */
export function documentLoader(reach: Reach, signer?: Signer): DocumentLoader {
  const load: DocumentLoader = async (url) => {
    const known = preloadedContexts[url]
    if (known) return { contextUrl: null, document: known, documentUrl: url }
    let address = url
    for (let hops = 0; hops <= redirectsMax; hops++) {
      const answer = await get(address, reach, signer)
      const to = answer.status >= 300 && answer.status < 400 && answer.headers.get('location')
      if (!to) return getRemoteDocument(address, answer, () => Promise.reject(elsewhere(address)))
      address = new URL(to, address).href
    }
    throw new FetchError(url, `${url} sends on and on`)
  }
  return load
}

// A page that names its document elsewhere: whoever means the document gives its own address.
const elsewhere = (address: string) => new FetchError(address, `${address} is a page`)

async function get(address: string, reach: Reach, signer?: Signer): Promise<Response> {
  const headers = { accept: accepted, 'user-agent': reach.user_agent }
  const plain = new Request(address, { headers })
  const request = signer ? await signed(plain, signer, cavage) : plain
  return askOutside(address, { headers: request.headers, loopback: reach.loopback })
}

const cavage = 'draft-cavage-http-signatures-12'

const signed = (
  request: Request,
  { privateKey, keyId }: Signer,
  spec: typeof cavage | 'rfc9421',
  body?: ArrayBuffer,
) => signRequest(request, privateKey, keyId, { spec, ...(body ? { body } : {}) })

/**
 * Send one activity to one inbox, and return what it answered. The older kind of signature is known
 * everywhere; who refuses it is asked once more with the newer one (RFC 9421).
 */
export async function sendActivity(
  inbox: string,
  document: unknown,
  signer: Signer,
  reach: Reach,
): Promise<number> {
  const body = new TextEncoder().encode(JSON.stringify(document))
  const send = async (spec: typeof cavage | 'rfc9421') => {
    const headers = { 'content-type': 'application/activity+json', 'user-agent': reach.user_agent }
    const plain = new Request(inbox, { method: 'POST', headers, body })
    const request = await signed(plain, signer, spec, body.buffer)
    const outward = { method: 'POST', headers: request.headers, body } as const
    return (await askOutside(inbox, { ...outward, loopback: reach.loopback })).status
  }
  const first = await send(cavage)
  return first === 401 ? send('rfc9421') : first
}

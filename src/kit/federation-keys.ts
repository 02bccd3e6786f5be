// Keys that sign what is sent to other servers, as Mastodon and its like expect them.

const { subtle } = crypto
const algorithm = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }

export interface KeptPair {
  readonly public_jwk: JsonWebKey
  readonly private_jwk: JsonWebKey
}

/** A new pair. 2048 bits is what the fediverse uses: twice as many sign eight times slower. */
export async function makeKeyPair(): Promise<KeptPair> {
  const { publicKey, privateKey } = await subtle.generateKey(
    { ...algorithm, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ['sign', 'verify'],
  )
  return {
    public_jwk: await subtle.exportKey('jwk', publicKey),
    private_jwk: await subtle.exportKey('jwk', privateKey),
  }
}

/** The pair as the library works with it. */
export async function openKeyPair({ public_jwk, private_jwk }: KeptPair): Promise<CryptoKeyPair> {
  return {
    publicKey: await openPublicKey(public_jwk),
    privateKey: await subtle.importKey('jwk', private_jwk, algorithm, true, ['sign']),
  }
}

export const openPublicKey = (jwk: JsonWebKey): Promise<CryptoKey> =>
  subtle.importKey('jwk', jwk, algorithm, true, ['verify'])

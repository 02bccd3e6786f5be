// Keys that sign what is sent to other servers, as Mastodon and its like expect them.
import { exportJwk, importJwk } from '@fedify/fedify'

export interface KeptPair {
  readonly public_jwk: JsonWebKey
  readonly private_jwk: JsonWebKey
}

/** A new pair. 2048 bits is what the fediverse uses: twice as many sign eight times slower. */
export async function makeKeyPair(): Promise<KeptPair> {
  const { publicKey, privateKey } = await crypto.subtle.generateKey(
    {
      name: 'RSASSA-PKCS1-v1_5',
      modulusLength: 2048,
      publicExponent: new Uint8Array([1, 0, 1]),
      hash: 'SHA-256',
    },
    true,
    ['sign', 'verify'],
  )
  return { public_jwk: await exportJwk(publicKey), private_jwk: await exportJwk(privateKey) }
}

/** The pair as the library works with it. */
export async function openKeyPair({ public_jwk, private_jwk }: KeptPair): Promise<CryptoKeyPair> {
  return {
    publicKey: await importJwk(public_jwk, 'public'),
    privateKey: await importJwk(private_jwk, 'private'),
  }
}

// An organisation as ActivityPub says it, with the key that it signs with.
import { openPublicKey } from '#kit/federation-keys.ts'
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { activityStreams, addressesOf } from './addresses.ts'
import { mainText, mapOf } from './languages.ts'

export interface ActorFacts {
  readonly id: string
  readonly slug: string
  readonly name: Localized
  readonly summary: Localized | null
  readonly logo_id: string | null
  readonly cover_id: string | null
  readonly website: string | null
  readonly created_at: Date
}

const context = [
  activityStreams,
  'https://w3id.org/security/v1',
  'https://w3id.org/security/data-integrity/v1',
  'https://w3id.org/security/multikey/v1',
  {
    toot: 'http://joinmastodon.org/ns#',
    discoverable: 'toot:discoverable',
    indexable: 'toot:indexable',
    manuallyApprovesFollowers: 'as:manuallyApprovesFollowers',
    schema: 'http://schema.org#',
    PropertyValue: 'schema:PropertyValue',
    value: 'schema:value',
  },
]

/** Mastodon shows an Organization as a bot's account of its own kind; others as what it is. */
export async function actorDocument(base: string, facts: ActorFacts, publicJwk: JsonWebKey) {
  const { actor, inbox, outbox, followers, shared_inbox } = addressesOf(base, facts.id)
  const { name, summary } = facts
  const picture = (id: string, width: number) => ({
    type: 'Image',
    mediaType: 'image/webp',
    url: `${base}/files/${id}/${width}`,
  })
  return {
    '@context': context,
    id: actor,
    type: 'Organization',
    preferredUsername: facts.slug,
    name: mainText(name),
    nameMap: mapOf(name, plain),
    ...(summary && Object.keys(summary).length > 0
      ? { summary: paragraph(mainText(summary)), summaryMap: mapOf(summary, paragraph) }
      : {}),
    url: `${base}/o/${facts.slug}`,
    inbox,
    outbox,
    followers,
    endpoints: { sharedInbox: shared_inbox },
    ...(facts.logo_id ? { icon: picture(facts.logo_id, 320) } : {}),
    ...(facts.cover_id ? { image: picture(facts.cover_id, 1600) } : {}),
    ...(facts.website ? { attachment: [website(facts.website)] } : {}),
    ...(await keysOf(actor, publicJwk)),
    published: facts.created_at.toISOString(),
    manuallyApprovesFollowers: false,
    discoverable: true,
    indexable: true,
  }
}

/** One key under both its names: the one that everybody reads, and the newer one. */
async function keysOf(owner: string, publicJwk: JsonWebKey) {
  // Loaded where it is used: it is heavy, and federation is closed in most installations.
  const { exportMultibaseKey, exportSpki } = await import('@fedify/fedify/runtime')
  const key = await openPublicKey(publicJwk)
  return {
    publicKey: { id: `${owner}#main-key`, owner, publicKeyPem: await exportSpki(key) },
    assertionMethod: [
      {
        id: `${owner}#multikey-1`,
        type: 'Multikey',
        controller: owner,
        publicKeyMultibase: await exportMultibaseKey(key),
      },
    ],
  }
}

const plain = (text: string, _: Locale) => text

/** A sentence somebody typed, as HTML that is only text. */
const paragraph = (text: string) => `<p>${escaped(text)}</p>`

const website = (address: string) => ({
  type: 'PropertyValue',
  name: 'Web',
  value: `<a href="${escaped(address)}" rel="me nofollow noopener">${escaped(address)}</a>`,
})

const signs: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
export const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? '')

// A server of the fediverse whose actors are followed and do not follow: what the library (Fedify)
// is told, and what it asks. Nothing is sent from here and nothing queued: see federation-reach.ts.
import {
  createFederation,
  type Federation,
  type InboxListenerSetters,
  type RequestContext,
} from '@fedify/fedify'
import {
  Activity,
  Create,
  Delete,
  Follow,
  isActor,
  Organization,
  Tombstone,
  Undo,
} from '@fedify/vocab'
import type { Handle } from './db.ts'
import { documentLoader, type Reach } from './federation-reach.ts'
import { type KeptTables, keptStore } from './federation-store.ts'

/** Somebody elsewhere who follows. */
export interface RemoteFollower {
  readonly id: string
  readonly inbox: string
  readonly shared_inbox: string | null
  /** What they called their asking. */
  readonly follow_uri: string | null
}

interface Left {
  readonly actor_uri: string
  /** Whom they followed, or what they called their asking; servers say one or both. */
  readonly id: string | null
  readonly follow_uri: string | null
}

/** What is true, asked with `ask`: whatever a request carries with it. */
export interface Followed<A> {
  /** An actor as JSON-LD, one that was there, or none. */
  actor(ask: A, id: string): Promise<object | 'gone' | null>
  keyPair(ask: A, id: string): Promise<CryptoKeyPair | null>
  idOfHandle(ask: A, handle: string): Promise<string | null>
  idOfPage(ask: A, page: URL): Promise<string | null>
  /** Activities as JSON-LD from the newest on, without those before; null when there is none. */
  outbox(ask: A, id: string, skip: number): Promise<{ items: object[]; more: boolean } | null>
  countPosts(ask: A, id: string): Promise<number | null>
  countFollowers(ask: A, id: string): Promise<number | null>
  usage(ask: A): Promise<{ actors: number; posts: number }>
  follow(ask: A, id: string, follower: RemoteFollower): Promise<unknown>
  unfollow(ask: A, left: Left): Promise<unknown>
  forget(ask: A, actorUri: string): Promise<unknown>
}

interface Options {
  readonly db: Handle<KeptTables>
  readonly base_url: string
  readonly version: string
  readonly reach: Reach
  readonly onFault: (fault: Error) => void
}

const root = '/ap/organisations/{identifier}'

export function openFederation<A>(followed: Followed<A>, options: Options): Federation<A> {
  const { db, base_url, reach, version, onFault } = options
  const federation = createFederation<A>({
    kv: keptStore(db),
    origin: base_url,
    documentLoaderFactory: () => documentLoader(reach),
    contextLoaderFactory: () => documentLoader(reach),
    authenticatedDocumentLoaderFactory: (signer) => documentLoader(reach, signer),
  })
  federation
    .setActorDispatcher(root, (ctx, id) => actorOf(followed, ctx, id))
    .setKeyPairsDispatcher(async (ctx, id) => {
      const pair = await followed.keyPair(ctx.data, id)
      return pair ? [pair] : []
    })
    .mapHandle((ctx, handle) => followed.idOfHandle(ctx.data, handle))
    .mapAlias(async (ctx, page) => {
      const id = await followed.idOfPage(ctx.data, page)
      return id ? { identifier: id } : null
    })
  setCollections(federation, followed)
  setNodeInfo(federation, followed, version)
  listen(federation.setInboxListeners(`${root}/inbox`, '/ap/inbox'), followed, onFault)
  return federation
}

async function actorOf<A>(followed: Followed<A>, ctx: RequestContext<A>, id: string) {
  const said = await followed.actor(ctx.data, id)
  if (said === 'gone') return new Tombstone({ id: ctx.getActorUri(id) })
  if (!said) return null
  return Organization.fromJsonLd(said, ctx)
}

/** Followers are counted and not named: they are people, and asked us, not everybody. */
function setCollections<A>(federation: Federation<A>, followed: Followed<A>) {
  federation
    .setFollowersDispatcher(`${root}/followers`, async (ctx, id) => {
      const known = await followed.countFollowers(ctx.data, id)
      return known === null ? null : { items: [] }
    })
    .setCounter((ctx, id) => followed.countFollowers(ctx.data, id))
  federation
    .setOutboxDispatcher(`${root}/outbox`, async (ctx, id, cursor) => {
      if (cursor === null) return null
      const skip = /^\d{1,6}$/.test(cursor) ? Number(cursor) : 0
      const page = await followed.outbox(ctx.data, id, skip)
      if (!page) return null
      const items = await Promise.all(page.items.map((item) => Create.fromJsonLd(item, ctx)))
      return { items, nextCursor: page.more ? String(skip + items.length) : null }
    })
    .setCounter((ctx, id) => followed.countPosts(ctx.data, id))
    .setFirstCursor(async (ctx, id) => ((await followed.countPosts(ctx.data, id)) ? '0' : null))
}

function setNodeInfo<A>(federation: Federation<A>, followed: Followed<A>, version: string) {
  federation.setNodeInfoDispatcher('/nodeinfo/2.1', async (ctx) => {
    const { actors, posts } = await followed.usage(ctx.data)
    return {
      software: { name: 'mozaik', version: /^\d+\.\d+\.\d+/.test(version) ? version : '0.0.0' },
      protocols: ['activitypub'],
      usage: { users: { total: actors }, localPosts: posts, localComments: 0 },
    }
  })
}

function listen<A>(
  inbox: InboxListenerSetters<A>,
  followed: Followed<A>,
  onFault: (fault: Error) => void,
) {
  inbox
    .on(Follow, async (ctx, follow) => {
      const whom = ctx.parseUri(follow.objectId)
      const actor = await follow.getActor(ctx)
      if (whom?.type !== 'actor' || !isActor(actor) || !actor.id || !actor.inboxId) return
      await followed.follow(ctx.data, whom.identifier, {
        id: actor.id.href,
        inbox: actor.inboxId.href,
        shared_inbox: actor.endpoints?.sharedInbox?.href ?? null,
        follow_uri: follow.id?.href ?? null,
      })
    })
    .on(Undo, async (ctx, undo) => {
      if (!undo.actorId) return
      // What is embedded says whom; what is only named is not fetched, for we know its name.
      const json = (await undo.toJsonLd()) as { object?: unknown }
      const embedded = typeof json.object === 'object' ? await undo.getObject(ctx) : null
      const follow = embedded instanceof Follow ? embedded : null
      if (follow?.actorId && follow.actorId.href !== undo.actorId.href) return
      const whom = follow ? ctx.parseUri(follow.objectId) : null
      await followed.unfollow(ctx.data, {
        actor_uri: undo.actorId.href,
        id: whom?.type === 'actor' ? whom.identifier : null,
        follow_uri: undo.objectId?.href ?? null,
      })
    })
    .on(Delete, async (ctx, gone) => {
      // They delete themselves; what else they delete we never had.
      const actor = gone.actorId?.href
      if (actor && gone.objectId?.href === actor) await followed.forget(ctx.data, actor)
    })
    // Replies, likes and everything else: taken with thanks, and dropped.
    .on(Activity, () => {})
    .onUnverifiedActivity(async (ctx, activity, reason) => {
      // Whoever deleted themselves has no key any more: that it is gone is all the proof there is.
      if (!(activity instanceof Delete) || reason.type !== 'keyFetchError') return
      const { result, keyId } = reason
      const actor = activity.actorId?.href
      if (!('status' in result) || ![404, 410].includes(result.status)) return
      if (!actor || activity.objectId?.href !== actor || ownerOf(keyId) !== actor) return
      await followed.forget(ctx.data, actor)
      return new Response(null, { status: 202 })
    })
    .onError((_, fault) => onFault(fault))
}

/** `https://b.example/users/ana#main-key` is a key of `https://b.example/users/ana`. */
const ownerOf = (keyId: URL) => keyId.href.slice(0, keyId.href.length - keyId.hash.length)

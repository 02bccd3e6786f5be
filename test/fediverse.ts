// Another server of the fediverse, on this machine: one person who follows, and a timeline that
// keeps what arrives. It is built with the library's own server, not with ours.
import { createServer } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import {
  type Context,
  createFederation,
  type Federation,
  generateCryptoKeyPair,
  MemoryKvStore,
} from '@fedify/fedify'
import {
  Accept,
  Create,
  Delete,
  Endpoints,
  Follow,
  isActor,
  Note,
  Person,
  Undo,
  Update,
} from '@fedify/vocab'
import { serve } from '@hono/node-server'

export interface Shown {
  readonly content: string
  readonly languages: readonly string[]
  readonly alts: readonly string[]
  readonly url: string | null
}

const emptyState = () => ({
  timeline: new Map<string, Shown>(),
  accepted: [] as string[],
  received: [] as string[],
  /** Answered instead of taking anything in; 0 takes it in. */
  answers: 0,
  /** What came in, whether it was known already or not. */
  posts: 0,
  /** How long it thinks before it answers. */
  slow_ms: 0,
})

type State = ReturnType<typeof emptyState>

/** With what it signs first: both kinds are in use. */
type Signature = 'rfc9421' | 'draft-cavage-http-signatures-12'

export async function aFediverseServer(port: number, firstKnock: Signature = 'rfc9421') {
  const base = `http://127.0.0.1:${port}`
  const state = emptyState()
  const keys = [await generateCryptoKeyPair('RSASSA-PKCS1-v1_5')]
  const kv = new MemoryKvStore()
  const options = { kv, origin: base, allowPrivateAddress: true, firstKnock }
  const federation = createFederation<null>(options)
  federation
    .setActorDispatcher('/users/{identifier}', async (ctx, identifier) => {
      const pairs = await ctx.getActorKeyPairs(identifier)
      return new Person({
        id: ctx.getActorUri(identifier),
        preferredUsername: identifier,
        inbox: ctx.getInboxUri(identifier),
        endpoints: new Endpoints({ sharedInbox: ctx.getInboxUri() }),
        publicKey: pairs[0]?.cryptographicKey ?? null,
      })
    })
    .setKeyPairsDispatcher(() => keys)
  read(federation, state)
  const fetch = async (request: Request) => {
    if (request.method !== 'POST') return federation.fetch(request, { contextData: null })
    state.posts += 1
    if (state.answers > 0) return new Response(null, { status: state.answers })
    const answer = await federation.fetch(request, { contextData: null })
    await pause(state.slow_ms)
    return answer
  }
  const server = serve({ fetch, port, hostname: '127.0.0.1', createServer })
  return {
    base,
    state,
    ...ana(federation.createContext(new URL(base), null)),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
      }),
  }
}

/** What it does with what arrives: as Mastodon, in short. */
function read(federation: Federation<null>, state: State) {
  const show = async (activity: Create | Update, ctx: Context<null>) => {
    state.received.push(activity.id?.href ?? '')
    const note = await activity.getObject(ctx)
    if (note instanceof Note) state.timeline.set(note.id?.href ?? '', await shownOf(note))
  }
  federation
    .setInboxListeners('/users/{identifier}/inbox', '/inbox')
    .on(Accept, (_, accept) => {
      state.accepted.push(accept.actorId?.href ?? '')
    })
    .on(Create, (ctx, create) => show(create, ctx))
    .on(Update, (ctx, update) => show(update, ctx))
    .on(Delete, (_, gone) => {
      state.received.push(gone.id?.href ?? '')
      state.timeline.delete(gone.objectId?.href ?? '')
    })
}

/** The one person there, and what she does. */
function ana(ctx: Context<null>) {
  const me = ctx.getActorUri('ana')
  let asked = 0
  const send = (activity: Follow | Undo | Delete, to: { id: URL; inbox: URL }) =>
    ctx.sendActivity({ identifier: 'ana' }, { id: to.id, inboxId: to.inbox }, activity)
  const following = (object: URL) =>
    new Follow({ id: new URL(`#follows/${asked}`, me), actor: me, object })
  return {
    ana: me,
    /** Find somebody by their handle, as a person types it, and ask to follow them. */
    async follow(handle: string) {
      const actor = await ctx.lookupObject(await addressOf(handle))
      if (!isActor(actor) || !actor.id || !actor.inboxId) return null
      asked++
      const found = { id: actor.id, inbox: actor.inboxId }
      await send(following(actor.id), found)
      return found
    },
    unfollow: (whom: { id: URL; inbox: URL }) => {
      const id = new URL(`#undos/${asked}`, me)
      return send(new Undo({ id, actor: me, object: following(whom.id) }), whom)
    },
    leave: (whom: { id: URL; inbox: URL }) =>
      send(new Delete({ id: new URL('#delete', me), actor: me, object: me }), whom),
  }
}

/** What WebFinger says; the library would ask by https alone, which a loopback does not speak. */
async function addressOf(handle: string): Promise<string> {
  const [, , host = ''] = handle.split('@')
  const resource = `acct:${handle.slice(1)}`
  const answer = await fetch(`http://${host}/.well-known/webfinger?resource=${resource}`)
  const { links } = (await answer.json()) as { links: { rel: string; href: string }[] }
  return links.find(({ rel }) => rel === 'self')?.href ?? ''
}

async function shownOf(note: Note): Promise<Shown> {
  const alts: string[] = []
  for await (const attachment of note.getAttachments()) alts.push(String(attachment.name ?? ''))
  const json = (await note.toJsonLd()) as { contentMap?: Record<string, string> }
  return {
    content: String(note.content ?? ''),
    languages: Object.keys(json.contentMap ?? {}),
    alts,
    url: note.url instanceof URL ? note.url.href : null,
  }
}

// Another server of the fediverse, on this machine: one person who follows, and a timeline that keeps
// what arrives. It is built with the library's own server, not with ours.
import { createServer } from 'node:http'
import { createFederation, generateCryptoKeyPair, MemoryKvStore } from '@fedify/fedify'
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

export async function aFediverseServer(port: number) {
  const base = `http://127.0.0.1:${port}`
  const state = {
    timeline: new Map<string, Shown>(),
    accepted: [] as string[],
    received: [] as string[],
    /** Answered instead of taking anything in; 0 takes it in. */
    answers: 0,
  }
  const keys = [await generateCryptoKeyPair('RSASSA-PKCS1-v1_5')]
  const federation = createFederation<null>({
    kv: new MemoryKvStore(),
    origin: base,
    allowPrivateAddress: true,
  })
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
  federation
    .setInboxListeners('/users/{identifier}/inbox', '/inbox')
    .on(Accept, (_, accept) => {
      state.accepted.push(accept.actorId?.href ?? '')
    })
    .on(Create, async (ctx, create) => {
      state.received.push(create.id?.href ?? '')
      const note = await create.getObject(ctx)
      if (note instanceof Note) state.timeline.set(note.id?.href ?? '', await shownOf(note))
    })
    .on(Update, async (ctx, update) => {
      state.received.push(update.id?.href ?? '')
      const note = await update.getObject(ctx)
      if (note instanceof Note) state.timeline.set(note.id?.href ?? '', await shownOf(note))
    })
    .on(Delete, (_, gone) => {
      state.received.push(gone.id?.href ?? '')
      state.timeline.delete(gone.objectId?.href ?? '')
    })
  const fetch = async (request: Request) =>
    state.answers > 0 && request.method === 'POST'
      ? new Response(null, { status: state.answers })
      : federation.fetch(request, { contextData: null })
  const server = serve({ fetch, port, hostname: '127.0.0.1', createServer })
  const ctx = federation.createContext(new URL(base), null)
  const ana = ctx.getActorUri('ana')
  const send = async (activity: Follow | Undo | Delete, inbox: URL, id: URL) =>
    ctx.sendActivity({ identifier: 'ana' }, { id, inboxId: inbox }, activity)
  let asked = 0
  const followOf = (actor: URL, number: number) =>
    new Follow({ id: new URL(`#follows/${number}`, ana), actor: ana, object: actor })
  return {
    ...{ base, state, ana, keys, federation },
    /** Find somebody by their handle, as a person types it, and ask to follow them. */
    async follow(handle: string) {
      const actor = await ctx.lookupObject(await addressOf(handle))
      if (!isActor(actor) || !actor.id || !actor.inboxId) return null
      asked++
      await send(followOf(actor.id, asked), actor.inboxId, actor.id)
      return { id: actor.id, inbox: actor.inboxId, actor }
    },
    async unfollow({ id, inbox }: { id: URL; inbox: URL }) {
      const undo = new Undo({
        ...{ id: new URL(`#undos/${asked}`, ana), actor: ana, object: followOf(id, asked) },
      })
      await send(undo, inbox, id)
    },
    async leave({ id, inbox }: { id: URL; inbox: URL }) {
      await send(new Delete({ id: new URL('#delete', ana), actor: ana, object: ana }), inbox, id)
    },
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed())
      }),
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

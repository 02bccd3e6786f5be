// What other servers ask for and what they send. The library reads, checks signatures, finds names
// (WebFinger) and writes collections; what is true is in queries and commands.
import type { Federation } from '@fedify/fedify'
import type { Followed } from '#kit/federation.ts'
import { openKeyPair } from '#kit/federation-keys.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { type Ask, site } from '#kit/site.ts'
import { countOfOrganisation, countPosts, postOf } from '#modules/news/index.ts'
import { paths as organisations } from '#modules/organisations/index.ts'
import { anyone } from '#modules/people/index.ts'
import { markdownHtml } from '#ui/markdown.tsx'
import { keyPairOf } from '../commands.ts'
import { acceptDocument, createDocument, tombstone } from '../formats/activities.ts'
import { actorDocument } from '../formats/actor.ts'
import { activityStreams } from '../formats/addresses.ts'
import { noteContext, noteDocument } from '../formats/note.ts'
import { paths } from '../paths.ts'
import {
  countFollowed,
  countFollowers,
  findActorFacts,
  findIdBySlug,
  findNote,
  findSubject,
  isBlocked,
  isOpen,
  listNotes,
  wasTold,
} from '../queries.ts'
import { hostsIn, namesAbove, readable, slugIn, userAgent } from '../rules.ts'
import { inboxBytesMax, inboxLimit, outboxRows } from '../schema.ts'
import type { Db } from '../tables.ts'
import { follow, forgetFollower, unfollow } from './commands.ts'

export const pages = site<Db>()

/** What a request carries for the library. */
interface Asked {
  readonly db: Db
  readonly now: Date
  readonly base: string
}

const { plain } = pages
plain.get(paths.webfinger.pattern, anyone, (c) => answer(c))
plain.get(paths.nodeinfo.pattern, anyone, (c) => answer(c))
plain.get(paths.nodeinfoDocument.pattern, anyone, (c) => answer(c))
plain.get(paths.outbox.pattern, anyone, (c) => answer(c))
plain.get(paths.followers.pattern, anyone, (c) => answer(c))

plain.get(paths.actor.pattern, anyone, async (c) => {
  if (asksForDocument(c)) return answer(c)
  const subject = found(await findSubject(c.var.db, c.req.param('id')))
  if (!readable(subject.standing) || !subject.slug) throw absent()
  return c.redirect(organisations.profile({ slug: subject.slug }), 303)
})

plain.get(paths.post.pattern, anyone, async (c) => {
  const { db, settings } = c.var
  const { id } = c.req.param()
  if (!isUuid(id) || !(await isOpen(db))) throw absent()
  const note = await findNote(db, id)
  c.header('vary', 'accept', { append: true })
  if (!note) {
    if (!(await wasTold(db, id))) throw absent()
    const gone = { '@context': activityStreams, ...tombstone(settings.base_url, id) }
    return c.body(JSON.stringify(gone), 410, activityJson)
  }
  const subject = found(await findSubject(db, note.organisation_id))
  if (!readable(subject.standing)) throw absent()
  if (!asksForDocument(c)) return c.redirect(postOf(note), 303)
  const document = noteDocument(settings.base_url, note, markdownHtml)
  return c.body(JSON.stringify({ '@context': noteContext, ...document }), 200, activityJson)
})

const activityJson = { 'content-type': 'application/activity+json' }

const sent = { body_bytes_max: inboxBytesMax, limit: inboxLimit }
plain.post(paths.inbox.pattern, anyone, (c) => receive(c), sent)
plain.post(paths.sharedInbox.pattern, anyone, (c) => receive(c), sent)

/** Something is sent. From blocked servers nothing is taken, nor is their key asked for. */
async function receive(c: Ask<Db>): Promise<Response> {
  const body = await c.req.text()
  const hosts = hostsIn(body, c.req.header('signature-input') ?? c.req.header('signature') ?? '')
  if (!hosts) return c.json({ error: 'This is no activity.' }, 400)
  if (await isBlocked(c.var.db, hosts.flatMap(namesAbove)))
    return c.json({ error: 'Nothing is taken from this server.' }, 403)
  return answer(c, body)
}

/** People's browsers ask for pages; what does not say so asks for the document. */
const asksForDocument = (c: Ask<Db>) => !(c.req.header('accept') ?? '').includes('text/html')

async function answer(c: Ask<Db>, body?: string): Promise<Response> {
  const { db, now, settings } = c.var
  if (!(await isOpen(db))) throw absent()
  const asked = c.req.raw
  const { pathname, search } = new URL(asked.url)
  const headers = new Headers(asked.headers)
  // Signed is the address that others know, not the one that a proxy in front asks by.
  headers.set('host', new URL(settings.base_url).host)
  if (body === undefined) headers.set('accept', wantedOf(pathname))
  const request = new Request(`${settings.base_url}${pathname}${search}`, {
    method: asked.method,
    headers,
    ...(body === undefined ? {} : { body }),
  })
  const contextData = { db, now, base: settings.base_url }
  const answered = await (await federationOf(c)).fetch(request, { contextData })
  if (answered.status === 404) throw absent()
  return answered
}

const wantedOf = (pathname: string) =>
  pathname.startsWith('/ap/') ? 'application/activity+json' : 'application/json'

const federations = new WeakMap<object, Promise<Federation<Asked>>>()

/** One for each database: it keeps nothing of its own but what it was told here. */
function federationOf(c: Ask<Db>): Promise<Federation<Asked>> {
  const known = federations.get(c.var.settings) ?? federationOver(c.var)
  federations.set(c.var.settings, known)
  return known
}

type Kept = Pick<Ask<Db>['var'], 'db' | 'settings' | 'log'>

async function federationOver({ db, settings, log }: Kept): Promise<Federation<Asked>> {
  // Loaded when the first asks: it is heavy, and federation is closed in most installations.
  const { openFederation } = await import('#kit/federation.ts')
  const { base_url, version, reach_loopback: loopback = false } = settings
  return openFederation(followed, {
    db,
    base_url,
    version,
    reach: { user_agent: userAgent(settings), loopback },
    onFault: (fault) => log.error({ fault: String(fault), stack: fault.stack }, 'an activity'),
  })
}

const followed: Followed<Asked> = {
  async actor({ db, now, base }, id) {
    const subject = await findSubject(db, id)
    if (subject?.standing === 'gone') return 'gone'
    if (!subject || !readable(subject.standing)) return null
    const facts = await findActorFacts(db, id, now)
    return facts ? actorDocument(base, facts, (await keyPairOf(db, id, now)).public_jwk) : null
  },
  async keyPair({ db, now }, id) {
    const subject = await findSubject(db, id)
    if (!subject || !readable(subject.standing)) return null
    return openKeyPair(await keyPairOf(db, id, now))
  },
  idOfHandle: ({ db }, handle) => findIdBySlug(db, handle),
  async idOfPage({ db, base }, page) {
    const slug = slugIn(page, base)
    return slug ? findIdBySlug(db, slug) : null
  },
  async outbox({ db, base }, id, skip) {
    if (!(await isReadable(db, id))) return null
    const notes = await listNotes(db, id, skip)
    const items = notes.map((note) =>
      createDocument(base, id, noteDocument(base, note, markdownHtml)),
    )
    return { items, more: notes.length === outboxRows }
  },
  countPosts: async ({ db }, id) =>
    (await isReadable(db, id)) ? countOfOrganisation(db, id) : null,
  countFollowers: async ({ db }, id) =>
    (await isReadable(db, id)) ? countFollowers(db, id) : null,
  usage: async ({ db }) => ({ actors: await countFollowed(db), posts: await countPosts(db) }),
  follow: ({ db, now, base }, organisation_id, follower) => {
    const { id: actor_uri, follow_uri } = follower
    const acceptance = (answer_id: string) =>
      acceptDocument(base, { organisation_id, answer_id, follow_uri, actor_uri })
    return follow(db, organisation_id, follower, acceptance, now)
  },
  unfollow: ({ db }, { id, ...left }) => unfollow(db, { ...left, organisation_id: id }),
  forget: ({ db }, actorUri) => forgetFollower(db, actorUri),
}

async function isReadable(db: Db, id: string): Promise<boolean> {
  const subject = await findSubject(db, id)
  return subject !== undefined && readable(subject.standing)
}

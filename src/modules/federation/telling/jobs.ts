// Turns what happened here into what is said to other servers.
import type { Jobs } from '#kit/jobs.ts'
import type { World } from '#kit/world.ts'
import { markdownHtml } from '#ui/markdown.tsx'
import { tell } from '../commands.ts'
import {
  createDocument,
  deleteDocument,
  profileDocument,
  updateDocument,
} from '../formats/activities.ts'
import { actorDocument } from '../formats/actor.ts'
import { noteDocument } from '../formats/note.ts'
import {
  countFollowers,
  findActorFacts,
  findKeyPair,
  findLastTold,
  findNote,
  findSubject,
} from '../queries.ts'
import { sameNote } from '../rules.ts'
import type { Tables } from '../tables.ts'

export const jobs: Jobs<Tables> = {
  'federation.post': (world, payload) => tellOfPost(world, payload as PostHappened),
  'federation.profile': (world, payload) => tellOfProfile(world, payload as ProfileHappened),
}

interface PostHappened {
  readonly post_id: string
  readonly organisation_id: string
  /** When it happened; the same fact is told once. */
  readonly at: string
}

/** Whatever happened to a post, other servers are told how it is now: there, changed, or gone. */
async function tellOfPost(world: World<Tables>, happened: PostHappened) {
  const { db, now, settings } = world
  const { post_id, organisation_id, at } = happened
  const subject = await findSubject(db, organisation_id)
  if (!subject?.open || (await countFollowers(db, organisation_id)) === 0) return
  const base = settings.base_url
  const common = { organisation_id, post_id, cause: `post:${post_id}:${at}`, chain: post_id }
  const [facts, last] = await Promise.all([findNote(db, post_id), findLastTold(db, post_id)])
  if (!facts) {
    if (!last || last.kind === 'delete') return
    const document = deleteDocument(base, organisation_id, post_id)
    return tell(db, { ...common, kind: 'delete', document }, now())
  }
  if (subject.standing !== 'open') return
  const note = noteDocument(base, facts, markdownHtml)
  if (!last) {
    const document = createDocument(base, organisation_id, note)
    return tell(db, { ...common, kind: 'create', document }, now())
  }
  if (sameNote(last.document, note)) return
  const document = updateDocument(base, organisation_id, note, new Date(at))
  return tell(db, { ...common, kind: 'update', document }, now())
}

interface ProfileHappened {
  readonly organisation_id: string
  readonly at: string
}

/** The organisation itself changed: followers' servers show its new name, words and pictures. */
async function tellOfProfile({ db, now, settings }: World<Tables>, happened: ProfileHappened) {
  const { organisation_id, at } = happened
  const subject = await findSubject(db, organisation_id)
  if (subject?.standing !== 'open' || (await countFollowers(db, organisation_id)) === 0) return
  const [facts, keys] = await Promise.all([
    findActorFacts(db, organisation_id, now()),
    findKeyPair(db, organisation_id),
  ])
  if (!facts || !keys) return
  const actor = await actorDocument(settings.base_url, facts, keys.public_jwk)
  const document = profileDocument(settings.base_url, organisation_id, actor, new Date(at))
  const cause = `profile:${organisation_id}:${at}`
  return tell(db, { organisation_id, kind: 'profile', cause, document, chain: 'profile' }, now())
}

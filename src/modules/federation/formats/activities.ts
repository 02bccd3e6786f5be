// What is sent: that a post is there, was changed, is no more; that somebody follows now.
import { activityStreams, addressesOf, everybody, postAddress } from './addresses.ts'
import { type NoteDocument, noteContext } from './note.ts'

export const createDocument = (base: string, organisationId: string, note: NoteDocument) =>
  aboutNote(base, organisationId, note, { type: 'Create', at: note.published, id: '#create' })

export const updateDocument = (
  base: string,
  organisationId: string,
  note: NoteDocument,
  at: Date,
) => {
  const moment = at.toISOString()
  return aboutNote(base, organisationId, note, {
    type: 'Update',
    at: moment,
    id: `#updates/${at.getTime()}`,
  })
}

interface About {
  readonly type: 'Create' | 'Update'
  readonly id: string
  readonly at: string
}

const aboutNote = (base: string, organisationId: string, note: NoteDocument, about: About) => ({
  '@context': noteContext,
  id: `${note.id}${about.id}`,
  type: about.type,
  actor: addressesOf(base, organisationId).actor,
  published: about.at,
  to: note.to,
  cc: note.cc,
  object: note,
})

/** What is left of a post at its address: that it was there. */
export const tombstone = (base: string, postId: string) => ({
  id: postAddress(base, postId),
  type: 'Tombstone',
})

export const deleteDocument = (base: string, organisationId: string, postId: string) => ({
  '@context': activityStreams,
  id: `${postAddress(base, postId)}#delete`,
  type: 'Delete',
  actor: addressesOf(base, organisationId).actor,
  to: [everybody],
  object: tombstone(base, postId),
})

/** The organisation's page changed: its name, its words, its pictures, its address. */
export const profileDocument = (base: string, organisationId: string, actor: object, at: Date) => ({
  '@context': (actor as { '@context': unknown })['@context'],
  id: `${addressesOf(base, organisationId).actor}#updates/${at.getTime()}`,
  type: 'Update',
  actor: addressesOf(base, organisationId).actor,
  to: [everybody],
  object: { ...actor, '@context': undefined },
})

/** The page is hidden: other servers are asked to forget all of it. */
export const goodbyeDocument = (base: string, organisationId: string) => {
  const { actor } = addressesOf(base, organisationId)
  return {
    '@context': activityStreams,
    id: `${actor}#delete`,
    type: 'Delete',
    actor,
    to: [everybody],
    object: actor,
  }
}

interface Asked {
  readonly organisation_id: string
  /** A number of our own for this answer. */
  readonly answer_id: string
  readonly follow_uri: string | null
  readonly actor_uri: string
}

export const acceptDocument = (base: string, asked: Asked) => {
  const { actor } = addressesOf(base, asked.organisation_id)
  return {
    '@context': activityStreams,
    id: `${actor}#accepts/${asked.answer_id}`,
    type: 'Accept',
    actor,
    to: [asked.actor_uri],
    object: {
      ...(asked.follow_uri ? { id: asked.follow_uri } : {}),
      type: 'Follow',
      actor: asked.actor_uri,
      object: actor,
    },
  }
}

// Everything's address for other servers. They keep them for ever, so they are made of ids.
export interface Addresses {
  readonly actor: string
  readonly inbox: string
  readonly outbox: string
  readonly followers: string
  readonly shared_inbox: string
}

export function addressesOf(base: string, organisationId: string): Addresses {
  const actor = `${base}/ap/organisations/${organisationId}`
  return {
    actor,
    inbox: `${actor}/inbox`,
    outbox: `${actor}/outbox`,
    followers: `${actor}/followers`,
    shared_inbox: `${base}/ap/inbox`,
  }
}

export const postAddress = (base: string, postId: string) => `${base}/ap/posts/${postId}`
export const everybody = 'https://www.w3.org/ns/activitystreams#Public'
export const activityStreams = 'https://www.w3.org/ns/activitystreams'

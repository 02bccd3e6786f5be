import { path } from '#kit/path.ts'

export const paths = {
  index: path('/news'),
  ofOrganisation: path('/o/:slug/news'),
  add: path('/o/:slug/news/new'),
  post: path('/o/:slug/news/:post'),
  edit: path('/o/:slug/news/:post/edit'),
  history: path('/o/:slug/news/:post/history'),
  share: path('/o/:slug/news/:post/share'),
  publication: path('/o/:slug/news/:post/publication'),
  unscheduling: path('/o/:slug/news/:post/unscheduling'),
  withdrawal: path('/o/:slug/news/:post/withdrawal'),
  deletion: path('/o/:slug/news/:post/deletion'),
  pinning: path('/o/:slug/news/:post/pinning'),
  unpinning: path('/o/:slug/news/:post/unpinning'),

  follow: path('/following/new'),
  followSent: path('/following/sent'),
  confirmation: path('/following/confirmation/:token'),
  following: path('/account/following'),
  reading: path('/following/letters/:token'),
  readingRemoval: path('/following/letters/:token/removal'),
  leaving: path('/following/letters/:token/leaving'),

  newsletter: path('/o/:slug/newsletter'),
  issues: path('/o/:slug/newsletter/issues'),
  issue: path('/o/:slug/newsletter/issues/:id'),
  issueTest: path('/o/:slug/newsletter/issues/:id/test'),
  issueSending: path('/o/:slug/newsletter/issues/:id/sending'),
  issueRemoval: path('/o/:slug/newsletter/issues/:id/removal'),
  archived: path('/o/:slug/newsletter/:number'),

  /** Where a mail server hands over what came back: outside the languages. */
  bounces: path('/newsletter/bounces'),

  /** `/feeds/sq/o/lumi.atom`: outside the languages, because programs keep the address. */
  feed: path('/feeds/:locale/:kind/:file'),
}

// Files are answered by the site, which stands above this module.
export const picture = (id: string, width: 320 | 800 | 1600) => `/files/${id}/${width}`
export const original = (id: string) => `/files/${id}/original`

/** The address of a post by what a card says of it. */
export const postOf = (card: { organisation_slug: string; slug: string }) =>
  paths.post({ slug: card.organisation_slug, post: card.slug })

// The door of news: what organisations tell the public, and the panels others lay out.

export { feedOf } from './feeds/views.tsx'
export { FollowLink, NewsletterLink } from './following/views.tsx'
export { latestNews, newsAbout, newsIn, newsOf } from './panels/queries.ts'
export { LatestNews, NewsHere, OrganisationNews, ProjectNews } from './panels/views.tsx'
export { original, paths, picture, postOf } from './paths.ts'
export { findParts } from './post/queries.ts'
export { previewOf } from './post/views.tsx'
export {
  type Card,
  cards,
  countOfOrganisation,
  countPosts,
  findPost,
  findPostById,
  listNewest,
  listOfOrganisation,
  listOfPlace,
} from './queries.ts'
export type { NewsCard, NewsTables } from './tables.ts'
export { PostList } from './views.tsx'

// The door of news: what organisations tell the public.
export { feedOf } from './feeds/views.tsx'
export { FollowLink } from './following/views.tsx'
export { NewsletterLink } from './newsletters/views.tsx'
export { paths, postOf } from './paths.ts'
export {
  type Card,
  cards,
  countOfOrganisation,
  countPosts,
  listNewest,
  listOfOrganisation,
} from './queries.ts'
export type { NewsCard, NewsTables } from './tables.ts'

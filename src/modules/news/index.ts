// The door of news: what organisations tell the public.
export { paths, postOf } from './paths.ts'
export {
  type Card,
  cards,
  countOfOrganisation,
  countPosts,
  findVideo,
  listNewest,
  listOfOrganisation,
  listPictures,
} from './queries.ts'
export type { NewsCard, NewsTables } from './tables.ts'

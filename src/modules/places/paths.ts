import { path } from '#kit/path.ts'

export const paths = {
  index: path('/places'),
  place: path('/places/:slug'),
}

import { path } from '#kit/path.ts'

export const paths = {
  index: path('/places'),
  csv: path('/places.csv'),
  place: path('/places/:slug'),
}

import { path } from '#kit/path.ts'

export const paths = {
  index: path('/ledger'),
}

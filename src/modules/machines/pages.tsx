import { pages as keys } from './keys/pages.tsx'
import { pages as webhooks } from './webhooks/pages.tsx'

export const pages = { routes: [keys, webhooks].flatMap(({ routes }) => routes) }

import { defineModule } from '#kit/module.ts'
import { pages as gifts } from './gifts/pages.tsx'
import { pages as giving } from './giving/pages.tsx'
import { pages } from './pages.tsx'
import type { Tables } from './tables.ts'

export default defineModule<Tables>({
  name: 'payments',
  pages: { routes: [pages, giving, gifts].flatMap(({ routes }) => routes) },
})

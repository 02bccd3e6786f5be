import { defineModule } from '#kit/module.ts'
import { desk as approving } from './approving/pages.tsx'
import { desk as orders } from './orders/pages.tsx'
import { pages } from './pages.tsx'
import type { Tables } from './tables.ts'
import { notices } from './views.tsx'
import { words } from './words.ts'

export default defineModule<Tables>({
  name: 'payments',
  pages,
  desk: [approving, orders],
  notices: { label: (locale) => words(locale)('notices'), kinds: notices },
})

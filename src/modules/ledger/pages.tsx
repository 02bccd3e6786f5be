import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from './paths.ts'
import type { Db } from './tables.ts'
import { IndexPage } from './views.tsx'
import { words } from './words.ts'

export const pages = site<Db>()

pages.get(paths.index.pattern, anyone, (c) => reply(c, <IndexPage t={words(c.var.locale)} />))

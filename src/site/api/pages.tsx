import { openapi } from '#kit/openapi.ts'
import { reply } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import type { HandedUp, Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import { clientText } from './client-text.ts'
import { ApiPage } from './views.tsx'

const about =
  'Projects, organisations and places of a civil society, to read; and to write by a key.'

export function apiPages({ endpoints }: HandedUp) {
  const pages = site<Whole>()

  const described = (c: Ask<Whole>) => {
    const { version, base_url } = c.var.settings
    return openapi(endpoints, { title: 'Mozaik', version, description: about }, base_url)
  }

  pages.get(paths.api.pattern, anyone, (c) =>
    reply(c, <ApiPage t={words(c.var.locale)} described={described(c)} />),
  )

  pages.plain.get(paths.openapi.pattern, anyone, (c) => {
    c.header('cache-control', 'public, max-age=300')
    return c.json(described(c))
  })

  pages.plain.get(paths.client.pattern, anyone, (c) => {
    c.header('cache-control', 'public, max-age=300')
    c.header('content-disposition', 'attachment; filename="mozaik.ts"')
    return c.body(clientText(described(c)), 200, {
      'content-type': 'text/plain; charset=utf-8',
    })
  })

  return pages
}

// The API of the Human Services Data Specification 3.0 over organisations and their projects.

import { isUuid } from '#kit/ids.ts'
import { problem, wrongsOf } from '#kit/problem.ts'
import { type Ask, site } from '#kit/site.ts'
import {
  countOpenOrganisations,
  findOpenOrganisation,
  pageOpenOrganisations,
} from '#modules/organisations/index.ts'
import { anyone } from '#modules/people/index.ts'
import { countOpenProjects, findOpenProject, pageOpenProjects } from '#modules/projects/index.ts'
import type { Whole } from '../handed-up.ts'
import { paths } from '../paths.ts'
import { organizationOf, pageOf, serviceOf } from './formats/hsds.ts'
import { HsdsQuery } from './schema.ts'

const forEverybody = { 'access-control-allow-origin': '*', 'cache-control': 'public, max-age=60' }

const pages = site<Whole>()

pages.plain.get(paths.hsds.pattern, anyone, (c) =>
  c.json(
    {
      version: '3.0',
      profile: 'https://docs.openreferral.org/en/3.0/',
      openapi_url:
        'https://raw.githubusercontent.com/openreferral/specification/3.0/schema/openapi.json',
    },
    200,
    forEverybody,
  ),
)

pages.plain.get(paths.hsdsList.pattern, anyone, async (c) => {
  const what = c.req.param('what')
  if (what !== 'organizations' && what !== 'services') return nothing(c)
  const asked = HsdsQuery.safeParse(c.req.query())
  if (!asked.success) return problem(c, 400, 'bad_request', wrongsOf('query', asked.error))
  const answer = await lists[what](c, asked.data)
  return c.json(answer, 200, forEverybody)
})

pages.plain.get(paths.hsdsOne.pattern, anyone, async (c) => {
  const { what, id } = c.req.param()
  if (!isUuid(id)) return nothing(c)
  const asked = HsdsQuery.pick({ lang: true }).safeParse(c.req.query())
  const reader = readerOf(c, { lang: asked.data?.lang ?? 'en', full: true })
  const { reads } = c.var
  if (what === 'organizations') {
    const row = await findOpenOrganisation(reads, id)
    if (!row) return nothing(c)
    return c.json(organizationOf(row, reader), 200, forEverybody)
  }
  if (what !== 'services') return nothing(c)
  const row = await findOpenProject(reads, id)
  if (!row) return nothing(c)
  return c.json(serviceOf(row, reader, todayOf(c)), 200, forEverybody)
})

const nothing = (c: Ask<Whole>) => problem(c, 404, 'not_found')

type Asked = ReturnType<(typeof HsdsQuery)['parse']>

const readerOf = (c: Ask<Whole>, { lang, full }: Pick<Asked, 'lang' | 'full'>) => ({
  locale: lang,
  base_url: c.var.settings.base_url,
  full,
})

const todayOf = (c: Ask<Whole>) => c.var.now.toISOString().slice(0, 10)

const lists = {
  async organizations(c: Ask<Whole>, asked: Asked) {
    const { reads } = c.var
    const total = await countOpenOrganisations(reads)
    const rows = await pageOpenOrganisations(reads, asked.page, asked.per_page)
    const reader = readerOf(c, asked)
    return pageOf(
      rows.map((row) => organizationOf(row, reader)),
      asked,
      total,
    )
  },
  async services(c: Ask<Whole>, asked: Asked) {
    const { reads } = c.var
    const { page, per_page, organization_id: organisation_id } = asked
    const total = await countOpenProjects(reads, { organisation_id })
    const rows = await pageOpenProjects(reads, { organisation_id }, page, per_page)
    const reader = readerOf(c, asked)
    return pageOf(
      rows.map((row) => serviceOf(row, reader, todayOf(c))),
      asked,
      total,
    )
  },
}

export const hsdsPages = pages

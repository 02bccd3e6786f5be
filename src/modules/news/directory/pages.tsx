import type { Context } from 'hono'
import { PageQuery } from '#kit/fields.ts'
import { readQuery } from '#kit/form.ts'
import { found } from '#kit/outcome.ts'
import { localePath } from '#kit/page.tsx'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { findMembership, findPresentSlug, mayAct } from '#modules/organisations/index.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { countOfOrganisation, findOwner, listOfOrganisation, listUnpublished } from '../queries.ts'
import { postsPerPage } from '../schema.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { countFacet, countMatches, facets, listPage } from './queries.ts'
import { DirectoryQuery } from './schema.ts'
import { DirectoryPage, OfOrganisationPage } from './views.tsx'

export const pages = site<Db>()

pages.get(paths.index.pattern, anyone, async (c) => {
  const { reads, locale } = c.var
  const asked = readAsked(c)
  const [total, listed, ...counts] = await Promise.all([
    countMatches(reads, asked),
    listPage(reads, asked, asked.page),
    ...facets.map((facet) => countFacet(reads, asked, facet)),
  ])
  const counted = facets.map((facet, i) => ({ facet, counts: counts[i] ?? [] }))
  return reply(
    c,
    <DirectoryPage
      t={words(locale)}
      asked={asked}
      total={total}
      listed={listed}
      counted={counted}
    />,
  )
})

const readAsked = (c: Context) => readQuery(c, DirectoryQuery, facets)

pages.get(paths.ofOrganisation.pattern, anyone, async (c) => {
  const { reads, locale, me } = c.var
  const slug = c.req.param('slug')
  const { page } = readQuery(c, PageQuery)
  const [organisation, membership] = await Promise.all([
    findOwner(reads, slug),
    me ? findMembership(reads, slug, me.id) : undefined,
  ])
  if (!organisation) {
    const present = found(await findPresentSlug(reads, slug))
    return c.redirect(localePath(locale, paths.ofOrganisation({ slug: present })), 301)
  }
  const { id, accent } = organisation
  const [listed, total, unpublished] = await Promise.all([
    listOfOrganisation(reads, id, postsPerPage, (page - 1) * postsPerPage),
    countOfOrganisation(reads, id),
    membership && mayAct(membership.role, 'editor', membership.state)
      ? listUnpublished(reads, id)
      : null,
  ])
  const shown = { organisation, accent, listed, total, page, unpublished }
  return reply(c, <OfOrganisationPage t={words(locale)} {...shown} />)
})

// The page of a project, and the addresses of all the houses together.
import { absent, found, withheld } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { findMembership } from '#modules/organisations/index.ts'
import { anyone, mayModerate } from '#modules/people/index.ts'
import { findMap } from '#modules/places/index.ts'
import { pages as adding } from './adding/pages.tsx'
import { pages as directory } from './directory/pages.tsx'
import { pages as documents } from './documents/pages.tsx'
import { pages as editing } from './editing/pages.tsx'
import { pages as history } from './history/pages.tsx'
import { paths } from './paths.ts'
import { ProjectPage, Tombstone } from './profile/views.tsx'
import { Progress, UnknownNote } from './progress/views.tsx'
import { findParts, findProject, listStates } from './queries.ts'
import { pages as results } from './results/pages.tsx'
import { Closed, Sections } from './sections/views.tsx'
import { pages as standing } from './standing/pages.tsx'
import { StateHistory } from './standing/views.tsx'
import type { Db } from './tables.ts'
import { words } from './words.ts'

const own = site<Db>()

own.get(paths.project.pattern, anyone, async (c) => {
  const { reads, locale, me } = c.var
  const project = found(await findProject(reads, c.req.param('slug')))
  const owner = project.organisation_slug
  const membership = me && owner ? await findMembership(reads, owner, me.id) : undefined
  const steward = membership !== undefined
  if (project.state === 'draft' && !steward) throw absent()
  const t = words(locale)
  if (project.hidden_at && !steward && !mayModerate(me)) throw withheld('project', project.id)
  if (project.hidden_at) c.set('page', { ...c.var.page, notice: t('hidden') })
  const moments = await listStates(reads, project.id)
  // Gone, and said to be gone: machines that kept the address learn it too.
  if (project.state === 'withdrawn')
    return reply(c, <Tombstone {...{ t, project, steward }} moment={moments[0]} />, 410)
  const [parts, map] = await Promise.all([findParts(reads, project.id), findMap(reads)])
  const shown = { t, project, parts }
  return reply(
    c,
    <ProjectPage
      {...{ ...shown, map, steward }}
      standing={<StateHistory t={t} moments={moments} />}
    >
      <Closed {...shown} />
      <Progress {...shown} />
      <Sections {...shown} />
      <UnknownNote {...shown} />
    </ProjectPage>,
  )
})

const houses = [directory, own, adding, editing, results, documents, standing, history]

export const pages = { routes: houses.flatMap(({ routes }) => routes) }

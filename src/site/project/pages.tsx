// A project's page: what is said of it, and what its organisation tells of it in the news.
import { absent, found, withheld } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { newsAbout, ProjectNews } from '#modules/news/index.ts'
import { findMembership } from '#modules/organisations/index.ts'
import { anyone, mayModerate } from '#modules/people/index.ts'
import { findMap } from '#modules/places/index.ts'
import {
  Closed,
  findProject,
  findProjectParts,
  listProjectStates,
  Progress,
  ProjectPage,
  ProjectStates,
  paths,
  Sections,
  UnknownNote,
  WithdrawnProject,
  wordsOfProjects,
} from '#modules/projects/index.ts'
import type { Whole } from '../handed-up.ts'
import { words } from '../words.ts'

export const pages = site<Whole>()

pages.get(paths.project.pattern, anyone, async (c) => {
  const { reads, locale, me } = c.var
  const project = found(await findProject(reads, c.req.param('slug')))
  const owner = project.organisation_slug
  const membership = me && owner ? await findMembership(reads, owner, me.id) : undefined
  const steward = membership !== undefined
  if (project.state === 'draft' && !steward) throw absent()
  const t = wordsOfProjects(locale)
  if (project.hidden_at && !steward && !mayModerate(me)) throw withheld('project', project.id)
  if (project.hidden_at) c.set('page', { ...c.var.page, notice: words(locale)('project.hidden') })
  const moments = await listProjectStates(reads, project.id)
  // Gone, and said to be gone: machines that kept the address learn it too.
  if (project.state === 'withdrawn')
    return reply(
      c,
      <WithdrawnProject t={t} project={project} steward={steward} moment={moments[0]} />,
      410,
    )
  const [parts, map, posts] = await Promise.all([
    findProjectParts(reads, project.id),
    findMap(reads),
    newsAbout(reads, project.id),
  ])
  const shown = { t, project, parts }
  const standing = <ProjectStates t={t} moments={moments} />
  return reply(
    c,
    <ProjectPage {...shown} map={map} steward={steward} standing={standing}>
      <Closed {...shown} />
      <Progress {...shown} />
      <ProjectNews posts={posts} />
      <Sections {...shown} />
      <UnknownNote {...shown} />
    </ProjectPage>,
  )
})

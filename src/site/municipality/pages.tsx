// A municipality's page gathers what the platform knows about it: each module's panel, laid out
// here.
import { readQuery } from '#kit/form.ts'
import { found } from '#kit/outcome.ts'
import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { newsIn } from '#modules/news/index.ts'
import { countInMunicipality, listOfMunicipality } from '#modules/organisations/index.ts'
import { anyone } from '#modules/people/index.ts'
import {
  findMap,
  findPlace,
  listHistory,
  listPopulation,
  listSettlements,
  paths,
} from '#modules/places/index.ts'
import { countProjectsIn, projectsIn } from '#modules/projects/index.ts'
import type { Whole } from '../handed-up.ts'
import { words } from '../words.ts'
import { PageQuery } from './schema.ts'
import { MunicipalityPage } from './views.tsx'

export const pages = site<Whole>()

// As many as fit a screen; the directory shows the rest.
const organisationsShown = 12

pages.get(paths.place.pattern, anyone, async (c) => {
  const { reads, locale } = c.var
  const place = found(await findPlace(reads, c.req.param('slug')))
  const { page } = readQuery(c, PageQuery)
  const [map, figures, settlements, history, organisations, count, here, projects, news] =
    await Promise.all([
      findMap(reads),
      listPopulation(reads, [place.id]),
      listSettlements(reads, place.id, page),
      listHistory(reads, place.id),
      listOfMunicipality(reads, place.id, organisationsShown),
      countInMunicipality(reads, place.id),
      projectsIn(reads, place.id),
      countProjectsIn(reads, place.id),
      newsIn(reads, place.id),
    ])
  const gathered = {
    place,
    map,
    figures,
    settlements,
    page,
    history,
    organisations,
    count,
    here,
    projects,
    news,
  }
  return reply(c, <MunicipalityPage t={words(locale)} {...gathered} />)
})

// What other pages show of news.
import { listNewest, listOfOrganisation, listOfPlace, listOfProject } from '../queries.ts'
import type { Db } from '../tables.ts'

// A few, and the way to all of them: a panel is not the list.
const shownMax = 4
const latestMax = 3

/** One more than is shown: whether there are others. */
const withMore = async <T>(asked: Promise<T[]>) => {
  const found = await asked
  return { posts: found.slice(0, shownMax), more: found.length > shownMax }
}

export const newsOf = (db: Db, organisationId: string) =>
  withMore(listOfOrganisation(db, organisationId, shownMax + 1))

export const newsIn = (db: Db, placeId: string) => withMore(listOfPlace(db, placeId, shownMax + 1))

/** As many as a project has in its life, hardly ever more. */
const toldMax = 12

export const newsAbout = (db: Db, projectId: string) => listOfProject(db, projectId, toldMax)

/** The latest of all, for the front page. */
export const latestNews = (db: Db) => listNewest(db, latestMax)

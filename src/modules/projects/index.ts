// The door of projects: what is done, and the panels others lay out.
export {
  countOpen as countOpenProjects,
  findOpen as findOpenProject,
  type OpenProject,
  pageOpen as pageOpenProjects,
} from './open-data/queries.ts'
export { countProjectsIn, projectsIn, projectsOf } from './panels/queries.ts'
export { OrganisationProjects, ProjectsHere } from './panels/views.tsx'
export { paths } from './paths.ts'
export { ProjectPage, Tombstone as WithdrawnProject } from './profile/views.tsx'
export { Progress, UnknownNote } from './progress/views.tsx'
export {
  type Card,
  countProjects,
  findParts as findProjectParts,
  findProject,
  listStates as listProjectStates,
  type Project,
} from './queries.ts'
export { lastDay } from './rules.ts'
export { Closed, Sections } from './sections/views.tsx'
export { StateHistory as ProjectStates } from './standing/views.tsx'
export type { ProjectsCard, ProjectsTables } from './tables.ts'
export { previewOf, wordsOfProjects } from './views.tsx'

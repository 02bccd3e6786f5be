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
export { type Card, countProjects, findProject, type Project } from './queries.ts'
export { lastDay } from './rules.ts'
export type { ProjectsCard, ProjectsTables } from './tables.ts'
export { previewOf } from './views.tsx'

// The door of projects: what is done, and the panels others lay out.
export { countProjectsIn, projectsIn, projectsOf } from './panels/queries.ts'
export { OrganisationProjects, ProjectsHere } from './panels/views.tsx'
export { paths } from './paths.ts'
export { type Card, countProjects, findProject, type Project } from './queries.ts'
export type { ProjectsCard, ProjectsTables } from './tables.ts'
export { previewOf } from './views.tsx'

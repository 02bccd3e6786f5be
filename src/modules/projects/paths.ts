import { path } from '#kit/path.ts'

export const paths = {
  index: path('/projects'),
  csv: path('/projects.csv'),
  json: path('/projects.json'),
  add: path('/o/:slug/projects/new'),
  project: path('/projects/:slug'),
  // The site, which stands above, answers this.
  share: path('/projects/:slug/share'),
  history: path('/projects/:slug/history'),
  publication: path('/projects/:slug/publication'),
  closing: path('/projects/:slug/closing'),
  withdrawal: path('/projects/:slug/withdrawal'),

  edit: path('/projects/:slug/edit'),
  identity: path('/projects/:slug/edit/identity'),
  goals: path('/projects/:slug/edit/goals'),
  reach: path('/projects/:slug/edit/reach'),
  target_group: path('/projects/:slug/edit/groups'),
  activity: path('/projects/:slug/edit/activities'),
  party: path('/projects/:slug/edit/parties'),
  budget_line: path('/projects/:slug/edit/budget'),
  objective: path('/projects/:slug/edit/objectives'),
  indicator: path('/projects/:slug/edit/indicators'),
  risk: path('/projects/:slug/edit/risks'),
  team_member: path('/projects/:slug/edit/team'),

  values: path('/projects/:slug/edit/indicators/:id/values'),
  valueRemoval: path('/projects/:slug/edit/indicators/:id/values/:value_id/removal'),
  documents: path('/projects/:slug/edit/documents'),
  deskImports: path('/desk/project-imports'),
  deskImport: path('/desk/project-imports/:id'),
  deskImportColumns: path('/desk/project-imports/:id/columns'),
  deskImportReport: path('/desk/project-imports/:id/report'),
  deskImportStep: path('/desk/project-imports/:id/:step'),
  documentRemoval: path('/projects/:slug/edit/documents/:id/removal'),
}

/** One of the things a part holds, by its id. */
export const itemPaths = {
  target_group: path('/projects/:slug/edit/groups/:id'),
  activity: path('/projects/:slug/edit/activities/:id'),
  party: path('/projects/:slug/edit/parties/:id'),
  budget_line: path('/projects/:slug/edit/budget/:id'),
  objective: path('/projects/:slug/edit/objectives/:id'),
  indicator: path('/projects/:slug/edit/indicators/:id'),
  risk: path('/projects/:slug/edit/risks/:id'),
  team_member: path('/projects/:slug/edit/team/:id'),
}

export const removalPaths = {
  target_group: path('/projects/:slug/edit/groups/:id/removal'),
  activity: path('/projects/:slug/edit/activities/:id/removal'),
  party: path('/projects/:slug/edit/parties/:id/removal'),
  budget_line: path('/projects/:slug/edit/budget/:id/removal'),
  objective: path('/projects/:slug/edit/objectives/:id/removal'),
  indicator: path('/projects/:slug/edit/indicators/:id/removal'),
  risk: path('/projects/:slug/edit/risks/:id/removal'),
  team_member: path('/projects/:slug/edit/team/:id/removal'),
}

// Files are answered by the site, which stands above this module.
export const original = (id: string) => `/files/${id}/original`

// A project as machines read it, and as they get it back from what they wrote.
import { withheld } from '#kit/outcome.ts'
import { original, paths } from '../paths.ts'
import { type Card, findParts, findProject, listStates, type Parts } from '../queries.ts'
import type { Db } from '../tables.ts'

interface Reader {
  readonly base_url: string
  /** Whose drafts may be told; null for everybody else. */
  readonly organisation_id: string | null
}

/** A withdrawn one tells that it was withdrawn, and why; a draft is told to its organisation. */
export async function findTold(db: Db, slug: string, { base_url, organisation_id }: Reader) {
  const project = await findProject(db, slug)
  if (!project) return null
  const own = organisation_id !== null && project.organisation_id === organisation_id
  if (project.state === 'draft' && !own) return null
  if (project.hidden_at && !own) throw withheld('project', project.id)
  const withdrawn = project.state === 'withdrawn'
  const parts = withdrawn ? nothing : await findParts(db, project.id)
  const [moment] = withdrawn ? await listStates(db, project.id) : []
  const { goal, specific_goals, contract_number, reached, not_reached } = project
  return {
    ...publishedCard(withdrawn ? { ...project, ...silent } : project, base_url),
    ...(withdrawn ? untold : { goal, specific_goals, contract_number, reached, not_reached }),
    version: project.version,
    withdrawn,
    reason: moment?.reason ?? {},
    ...publishedParts(parts, base_url),
    team: own ? parts.team : [],
  }
}

type Shown = Omit<Card, 'organisation'>

export const publishedCard = (shown: Shown, base_url: string) => ({
  ...shown,
  url: `${base_url}${paths.project(shown)}`,
  organisation: shown.organisation_slug,
  budget_minor: shown.budget_minor === null ? null : String(shown.budget_minor),
  updated_at: shown.updated_at.toISOString(),
})

// What a withdrawal leaves: the name, who it was, and that it is gone.
const silent = { summary: {}, starts: null, ends: null, months: null, budget_minor: null }
const untold = {
  goal: {},
  specific_goals: {},
  contract_number: null,
  reached: {},
  not_reached: {},
}

const nothing: Parts = {
  areas: [],
  places: [],
  parties: [],
  target_groups: [],
  activities: [],
  budget: [],
  team: [],
  risks: [],
  objectives: [],
  indicators: [],
  documents: [],
}

const publishedParts = (parts: Parts, base_url: string) => ({
  areas: [...parts.areas],
  places: parts.places.map(({ slug }) => slug),
  target_groups: parts.target_groups,
  activities: parts.activities,
  parties: parts.parties.map(({ organisation_name, name, ...party }) => ({
    ...party,
    name: organisation_name ?? (name ? { en: name } : {}),
  })),
  budget_lines: parts.budget.map(({ id, title, amount_minor }) => ({
    id,
    title,
    amount_minor: String(amount_minor),
  })),
  objectives: parts.objectives.map(({ id, title }) => ({
    id,
    title,
    indicators: parts.indicators.filter(({ objective_id }) => objective_id === id),
  })),
  risks: parts.risks,
  documents: parts.documents.map(({ id, title, kind, year, file_id }) => ({
    id,
    title,
    kind,
    year,
    url: `${base_url}${original(file_id)}`,
  })),
})

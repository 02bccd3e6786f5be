import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { withheld } from '#kit/outcome.ts'
import { type Exported, listAfter } from './directory/queries.ts'
import { ListQuery } from './directory/schema.ts'
import { original, paths } from './paths.ts'
import { type Card, findParts, findProject, listStates, type Parts } from './queries.ts'
import { PublishedList, PublishedProject, slugCharsMax } from './schema.ts'
import type { Db } from './tables.ts'

const endpoint = endpoints<Db>()

export const api = [
  endpoint({
    get: '/v1/projects',
    says: 'Projects in the order they were added, narrowed by what is asked.',
    query: ListQuery,
    gives: PublishedList,
    async answer({ db, query, base_url }) {
      const { q = '', organisation, municipality, area, funder, state } = query
      const filter = {
        q,
        organisation: organisation ? [organisation] : [],
        municipality: municipality ? [municipality] : [],
        area: area ? [area] : [],
        funder: funder ? [funder] : [],
        state: state ? [state] : [],
      }
      const rows: Exported[] = await listAfter(db, filter, query.after ?? null, query.limit + 1)
      const projects = rows.slice(0, query.limit)
      const next = rows.length > query.limit ? (projects.at(-1)?.id ?? null) : null
      return { projects: projects.map((row) => published(row, base_url)), next }
    },
  }),
  endpoint({
    get: '/v1/projects/{slug}',
    says: 'One project. A withdrawn one tells that it was withdrawn, and why.',
    path: z.object({ slug: z.string().max(slugCharsMax) }),
    gives: PublishedProject,
    async answer({ db, path, base_url }) {
      const project = await findProject(db, path.slug)
      if (!project || project.state === 'draft') return null
      if (project.hidden_at) throw withheld('project', project.id)
      const withdrawn = project.state === 'withdrawn'
      const parts = withdrawn ? nothing : await findParts(db, project.id)
      const [moment] = withdrawn ? await listStates(db, project.id) : []
      const { goal, specific_goals, contract_number, reached, not_reached } = project
      const told = { goal, specific_goals, contract_number, reached, not_reached }
      return {
        ...published(withdrawn ? { ...project, ...silent } : project, base_url),
        ...(withdrawn ? untold : told),
        withdrawn,
        reason: moment?.reason ?? {},
        ...publishedParts(parts, base_url),
      }
    },
  }),
]

type Shown = Omit<Card, 'organisation'>

const published = (shown: Shown, base_url: string) => ({
  ...shown,
  url: `${base_url}${paths.project(shown)}`,
  organisation: shown.organisation_slug,
  budget_minor: shown.budget_minor === null ? null : String(shown.budget_minor),
  updated_at: shown.updated_at.toISOString(),
})

// What a withdrawal leaves: the name, who it was, and that it is gone.
const silent = { summary: {}, starts: null, ends: null, months: null, budget_minor: null }
const untold = {
  ...{ goal: {}, specific_goals: {}, contract_number: null, reached: {}, not_reached: {} },
}

const nothing: Parts = {
  ...{ areas: [], places: [], parties: [], target_groups: [], activities: [], budget: [] },
  ...{ team: [], risks: [], objectives: [], indicators: [], documents: [] },
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
  budget_lines: parts.budget.map(({ title, amount_minor }) => ({
    title,
    amount_minor: String(amount_minor),
  })),
  objectives: parts.objectives.map(({ id, title }) => ({
    title,
    indicators: parts.indicators.filter(({ objective_id }) => objective_id === id),
  })),
  risks: parts.risks,
  documents: parts.documents.map(({ title, kind, file_id }) => ({
    title,
    kind,
    url: `${base_url}${original(file_id)}`,
  })),
})

// The projects of the sample country: real ones with their facts, and two made-up ones.
import type { Kysely } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { Database } from '#modules'
import { aPart, aProject } from '#modules/projects/fixtures.ts'
import type { FictionalProject } from './fictional/project-shape.ts'
import { fictionalProjects } from './fictional-projects.ts'
import { type Ids, idFor } from './organisations.ts'
import { type RealProject, realProjects } from './real-projects.ts'
import { moreRealProjects } from './real-projects-more.ts'

type Db = Kysely<Database>

/** Every real project, the earliest written down first. */
export const allRealProjects: readonly RealProject[] = [...realProjects, ...moreRealProjects]

/** Where the facts about the real ones come from, as their pages say it. */
const source: Localized = {
  sq: 'përshkrime publike të projektit',
  sr: 'javni opisi projekta',
  en: 'public descriptions of the project',
}

// A log frame needs an objective above its numbers; of these only the numbers are known.
const promised: Localized = {
  sq: 'Numrat e premtuar',
  sr: 'Obećani brojevi',
  en: 'Numbers that were promised',
}

export async function loadProjects(db: Db, places: Ids, day: (number: number) => Date) {
  const rows = await db.selectFrom('organisations.card').select(['id', 'slug']).execute()
  const organisations: Ids = new Map(rows.map(({ id, slug }) => [slug, id]))
  for (const [index, one] of allRealProjects.entries())
    await saveReal(db, one, { places, organisations }, day(2 + index))
  for (const [index, one] of fictionalProjects.entries())
    await saveFictional(db, one, { places, organisations }, day(30 + index))
}

interface Known {
  readonly places: Ids
  readonly organisations: Ids
}

const idsOf = (known: Ids, names: readonly string[]) =>
  names.flatMap((name) => known.get(name) ?? [])

async function saveReal(db: Db, one: RealProject, { places, organisations }: Known, at: Date) {
  const { slug, name, summary, specific_goals, areas, starts, ends, months } = one
  const { id } = await aProject(db, {
    slug,
    name,
    summary,
    specific_goals,
    areas,
    starts,
    ends,
    months,
    ...when(slug, at),
    organisation_id: one.implementer ? organisations.get(one.implementer) : null,
    imported_from: source,
    contract_number: one.contract_number,
    budget_minor: one.budget?.minor,
    currency: one.budget?.currency,
    places: idsOf(places, one.municipalities ?? []),
  })
  const of = {
    funder: one.funder ? [one.funder] : [],
    partner: one.partners ?? [],
    sub_recipient: one.sub_recipients ?? [],
  }
  await saveParties(db, id, organisations, of)
  for (const title of one.target_groups ?? [])
    await aPart(db, id, 'projects.target_group', { title })
  if (!one.targets) return
  const objective_id = await aPart(db, id, 'projects.objective', { title: promised })
  for (const { title, value } of one.targets) {
    const aim = { objective_id, direction: 'up', target: value } as const
    await aPart(db, id, 'projects.indicator', { title, ...aim })
  }
}

const when = (slug: string, at: Date) => ({
  id: idFor(`project ${slug}`, at),
  created_at: at,
  updated_at: at,
  state_since: at,
})

type Role = 'funder' | 'partner' | 'sub_recipient'

async function saveParties(
  db: Db,
  id: string,
  organisations: Ids,
  of: Readonly<Record<Role, readonly string[]>>,
) {
  for (const [role, slugs] of Object.entries(of) as [Role, readonly string[]][])
    for (const organisation_id of idsOf(organisations, slugs))
      await aPart(db, id, 'projects.party', { role, organisation_id })
}

async function saveFictional(db: Db, one: FictionalProject, known: Known, at: Date) {
  const { slug, name, summary, goal, specific_goals, areas, starts, ends, closed } = one
  const { contract_number, budget_minor } = one
  const { id } = await aProject(db, {
    slug,
    name,
    summary,
    goal,
    specific_goals,
    areas,
    starts,
    ends,
    ...closed,
    contract_number,
    budget_minor,
    ...when(slug, at),
    state: closed ? 'closed' : 'published',
    organisation_id: known.organisations.get(one.organisation),
    is_sample: true,
    places: idsOf(known.places, one.municipalities),
  })
  await saveParties(db, id, known.organisations, {
    funder: [one.funder],
    partner: one.partners,
    sub_recipient: [],
  })
  for (const line of one.budget) await aPart(db, id, 'projects.budget_line', line)
  for (const group of one.target_groups) await aPart(db, id, 'projects.target_group', group)
  for (const activity of one.activities) await aPart(db, id, 'projects.activity', activity)
  for (const risk of one.risks) await aPart(db, id, 'projects.risk', risk)
  for (const member of one.team)
    await aPart(db, id, 'projects.team_member', { ...member, consent_noted_at: at })
  await saveResults(db, id, one, at)
}

async function saveResults(db: Db, id: string, { objectives }: FictionalProject, at: Date) {
  for (const { title, indicators } of objectives) {
    const objective_id = await aPart(db, id, 'projects.objective', { title })
    for (const { values, ...indicator } of indicators) {
      const indicator_id = await aPart(db, id, 'projects.indicator', { objective_id, ...indicator })
      for (const [on_date, value] of values)
        await aPart(db, id, 'projects.measurement', { indicator_id, on_date, value, at })
    }
  }
}

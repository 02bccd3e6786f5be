// Builders for tests and seeds.
import type { Insertable } from 'kysely'
import type { Localized } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'
import type { State } from './rules.ts'
import type { Db, ProjectsTables, ProjectTable } from './tables.ts'

type Text =
  | 'imported_from'
  | 'name'
  | 'summary'
  | 'goal'
  | 'specific_goals'
  | 'reached'
  | 'not_reached'

/** What a test says of a project; the rest is made up. */
export interface AProject extends Partial<Omit<Insertable<ProjectTable>, Text>> {
  slug: string
  name?: Localized | string
  imported_from?: Localized
  summary?: Localized
  goal?: Localized
  specific_goals?: Localized
  reached?: Localized
  not_reached?: Localized
  areas?: readonly Area[]
  places?: readonly string[]
}

/** A project; published, unless a state is wished. */
export async function aProject(db: Db, wish: AProject) {
  const { areas = [], places = [], state = 'published', ...rest } = wish
  const { name, imported_from, summary, goal, specific_goals, reached, not_reached, ...columns } =
    rest
  const now = wish.created_at ?? new Date('2026-01-01T09:00:00Z')
  const { id } = await db
    .insertInto('projects.project')
    .values({
      created_at: now,
      updated_at: now,
      state_since: now,
      ...columns,
      state,
      published_at: state === 'draft' ? null : now,
      name: JSON.stringify(typeof name === 'string' ? { en: name } : (name ?? { en: wish.slug })),
      imported_from: imported_from ? JSON.stringify(imported_from) : null,
      summary: JSON.stringify(summary ?? {}),
      goal: JSON.stringify(goal ?? {}),
      specific_goals: JSON.stringify(specific_goals ?? {}),
      reached: JSON.stringify(reached ?? (state === 'closed' ? { en: 'All of it.' } : {})),
      not_reached: JSON.stringify(not_reached ?? {}),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const area of areas)
    await db.insertInto('projects.project_area').values({ project_id: id, area }).execute()
  for (const place_id of places)
    await db.insertInto('projects.project_place').values({ project_id: id, place_id }).execute()
  await aStateChange(db, id, state, { published: now, last: wish.state_since ?? now })
  return { id, slug: wish.slug }
}

/** What its page tells of how it came to be in this state. */
async function aStateChange(db: Db, project_id: string, state: State, at: Days) {
  if (state === 'draft') return
  const change = { project_id, from_state: 'draft', to_state: 'published' } as const
  await db
    .insertInto('projects.state_change')
    .values({ ...change, at: new Date(at.published) })
    .execute()
  if (state === 'published') return
  const reason = state === 'withdrawn' ? { en: 'It was a mistake.' } : {}
  await db
    .insertInto('projects.state_change')
    .values({
      ...change,
      from_state: 'published',
      to_state: state,
      at: new Date(at.last),
      reason: JSON.stringify(reason),
    })
    .execute()
}

interface Days {
  readonly published: Date | string
  readonly last: Date | string
}

type PartTable =
  | 'projects.target_group'
  | 'projects.activity'
  | 'projects.party'
  | 'projects.budget_line'
  | 'projects.objective'
  | 'projects.indicator'
  | 'projects.risk'
  | 'projects.team_member'
  | 'projects.measurement'

type Columns<T extends PartTable> = Omit<Insertable<ProjectsTables[T]>, 'project_id'>
type Texts = 'title' | 'unit' | 'response' | 'note'
type Wish<T extends PartTable> = {
  [K in keyof Columns<T>]: K extends Texts ? Localized : Columns<T>[K]
}

/** One thing in one of its lists: `aPart(db, id, 'projects.risk', { title: { en: … }, … })`. */
export async function aPart<T extends PartTable>(
  db: Db,
  project_id: string,
  table: T,
  wish: Wish<T>,
): Promise<string> {
  const columns = Object.entries(wish).map(([column, value]) => [
    column,
    isText(value) ? JSON.stringify(value) : value,
  ])
  // The columns were checked against the table where the wish was written.
  const { id } = await db
    .insertInto(table as 'projects.objective')
    .values({ ...Object.fromEntries(columns), project_id } as never)
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const isText = (value: unknown) =>
  typeof value === 'object' && value !== null && !(value instanceof Date)

// What other pages show of projects: those of an organisation, and those in a municipality.
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import { cards } from '../queries.ts'
import type { Db } from '../tables.ts'

// As many as fit a screen; the list of projects shows the rest.
const shownMax = 12

/** The projects of an organisation, those in which it has another part, and its drafts. */
export async function projectsOf(db: Db, organisationId: string, withDrafts: boolean) {
  const [own, elsewhere, drafts] = await Promise.all([
    listOwn(db, organisationId),
    listElsewhere(db, organisationId),
    withDrafts ? listDrafts(db, organisationId) : [],
  ])
  return { own, elsewhere, drafts }
}

const listOwn = writtenOnce((db: Db, organisationId: string) =>
  cards(db)
    .where('p.organisation_id', '=', organisationId)
    .orderBy('p.state', 'desc')
    .orderBy('p.id', 'desc')
    .limit(shownMax)
    .modifyFront(plannedOnce),
)

const listElsewhere = writtenOnce((db: Db, organisationId: string) =>
  cards(db)
    .where('p.id', 'in', (eb) =>
      eb
        .selectFrom('projects.party as f')
        .select('f.project_id')
        .where('f.organisation_id', '=', organisationId),
    )
    .where((eb) =>
      eb.or([eb('p.organisation_id', 'is', null), eb('p.organisation_id', '<>', organisationId)]),
    )
    .orderBy('p.id', 'desc')
    .limit(shownMax)
    .modifyFront(plannedOnce),
)

const listDrafts = (db: Db, organisationId: string) =>
  cards(db, ['draft'])
    .where('p.organisation_id', '=', organisationId)
    .orderBy('p.id', 'desc')
    .limit(shownMax)
    .execute()

/** What is being done in a municipality, the newest first; what reaches everywhere comes last. */
export const projectsIn = (db: Db, municipalityId: string) =>
  inPlace(db, municipalityId)
    .orderBy('p.whole_country')
    .orderBy('p.id', 'desc')
    .limit(shownMax)
    .execute()

export async function countProjectsIn(db: Db, municipalityId: string): Promise<number> {
  const { total } = await inPlace(db, municipalityId)
    .clearSelect()
    .select((eb) => eb.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow()
  return Number(total)
}

const inPlace = (db: Db, municipalityId: string) =>
  cards(db).where((eb) =>
    eb.or([
      eb('p.whole_country', '=', true),
      eb('p.id', 'in', (inner) =>
        inner
          .selectFrom('projects.project_place as pp')
          .select('pp.project_id')
          .where('pp.place_id', '=', municipalityId),
      ),
    ]),
  )

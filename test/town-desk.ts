// What waits at the desk of the town: claims, cases, tables that came in, pages that may be one.
import type { SiteTables } from '#site/tables.ts'
import type { Houses, Visitors } from './town.ts'
import { add, aFile, localized } from './town-rows.ts'
import type { TestWorld } from './world.ts'

export async function whatWaits(world: TestWorld, { owner, foreigner }: Visitors, houses: Houses) {
  const { db } = world
  const now = world.now()
  const evidence_file = await aFile(world, 'evidence', foreigner.id)
  const extract_file_id = await aFile(world, 'evidence', owner.id)
  const claim = await add(world, 'organisations.claim', {
    organisation_id: houses.meadow,
    person_id: foreigner.id,
    relation: 'board',
    evidence: 'The minutes say that I chair it.',
    locale: 'en',
    claimed_at: now,
  })
  await db
    .insertInto('organisations.claim_file')
    .values({ claim_id: claim, file_id: evidence_file })
    .execute()
  const verification = await add(world, 'organisations.verification', {
    organisation_id: houses.river,
    requested_by: owner.id,
    extract_file_id,
    register_name: 'ARBK',
    register_number: '5123456',
    extract_seen_on: '2026-11-01',
    organisation_name: localized('river'),
    requested_at: now,
  })
  const letter = await add(world, 'kit.letter', {
    to_address: 'somebody@example.org',
    subject: 'A letter',
    body_text: 'Good day.',
  })
  const an_import = { ...(await anImport(world)), ...(await somePairs(world, owner, houses)) }
  return { claim, evidence_file, verification, letter: String(letter), ...an_import }
}

/** Two tables whose columns wait for their names. */
async function anImport(world: TestWorld) {
  const hash = '0'.repeat(64)
  const about = { file_name: 'register.csv', format: 'csv', sha256: hash, signature: hash } as const
  const id = await add(world, 'organisations.import', {
    ...about,
    bytes: 4,
    header: ['Emri'],
    columns: '{"name_sq": 0}',
    total_rows: 1,
    created_at: world.now(),
  })
  await world.db
    .insertInto('organisations.import_cells')
    .values({ import_id: id, number: 2, cells: '["Lumi"]' })
    .execute()
  const project_import = await add(world, 'projects.import', {
    ...about,
    file_name: 'projects.csv',
    bytes: 4,
    header: ['Emri'],
    columns: '{"name_sq": 0}',
    total_rows: 1,
    created_at: world.now(),
  })
  await world.db
    .insertInto('projects.import_cells')
    .values({ import_id: project_import, number: 2, cells: '["Ura"]' })
    .execute()
  return { import: id, project_import }
}

/** Two that may be one, and two that became one. */
async function somePairs(world: TestWorld, owner: { id: string }, { meadow, stone }: Houses) {
  const now = world.now()
  const [one_id = '', other_id = ''] = [meadow, stone].sort()
  const likeness = await add(world, 'organisations.likeness', {
    one_id,
    other_id,
    score: 0.8,
    reasons: '{"name": 0.8}',
    found_at: now,
  })
  const gone_id = await add(world, 'organisations.organisation', {
    slug: 'old-meadow',
    kind: 'association',
    name: localized('old-meadow'),
    hidden_at: now,
  })
  const merge = await world.db.transaction().execute(async (tx) => {
    const { id } = await tx
      .insertInto('organisations.merge')
      .values({ kept_id: meadow, gone_id, person_id: owner.id, at: now })
      .returning('id')
      .executeTakeFirstOrThrow()
    await tx
      .updateTable('organisations.organisation')
      .set({ merged_into_id: meadow })
      .where('id', '=', gone_id)
      .execute()
    return id
  })
  return { likeness, merge }
}

/** A case that waits, one with a decision that may be appealed, one that was, one for a second. */
export async function judgedThings(world: TestWorld, people: Visitors, houses: Houses) {
  const now = world.now()
  const about = (slug: 'river' | 'stone' | 'meadow', closed_at: Date | null = null) =>
    add(world, 'site.moderation_case', {
      kind: 'organisation',
      thing_id: houses[slug],
      path: `/o/${slug}`,
      title: localized(slug),
      opened_at: now,
      closed_at,
    })
  const decide = (case_id: string, outcome: 'change' | 'suspend', decided_by: string) =>
    add(world, 'site.moderation_decision', {
      case_id,
      outcome,
      reason: 'rules',
      rules_version: 1,
      statement: localized('Why.'),
      change_by: outcome === 'change' ? '2026-12-15' : null,
      decided_by,
      decided_at: now,
    })
  const waiting = await about('stone')
  await add(world, 'site.abuse_report', {
    path: '/o/stone',
    reason: 'rules',
    body: 'It says what is not so.',
    case_id: waiting,
  })
  const decision = await decide(await about('river'), 'change', people.visitor.id)
  const appealed_case = await about('river', now)
  const appealed = await decide(appealed_case, 'change', people.visitor.id)
  await world.db
    .withTables<Pick<SiteTables, 'site.moderation_appeal'>>()
    .insertInto('site.moderation_appeal')
    .values({
      decision_id: appealed,
      first_judge: people.visitor.id,
      person_id: people.owner.id,
      body: 'It is not so.',
      at: now,
    })
    .execute()
  const proposed_case = await about('meadow')
  await decide(proposed_case, 'suspend', people.visitor.id)
  return { case: waiting, decision, appealed_case, proposed_case }
}

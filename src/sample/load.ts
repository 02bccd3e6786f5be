// The sample country: real places, real organisations with public facts only, and a handful of
// made-up ones with everything filled in. The same every time. Loaded into an empty database only.
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import { sealAll } from '#modules/ledger/index.ts'
import { aMember } from '#modules/organisations/members/fixtures.ts'
import { aVerification } from '#modules/organisations/verification/fixtures.ts'
import { listMunicipalities, loadCountry, readCountry } from '#modules/places/index.ts'
import { loadCampaigns } from './campaigns.ts'
import { loadCards } from './cards.ts'
import { fictional } from './fictional.ts'
import { loadGifts } from './gifts.ts'
import { loadNewsletters } from './newsletters.ts'
import { type Ids, idFor, saveFictional, saveReal } from './organisations.ts'
import { loadPeople, type SampleIds } from './people.ts'
import { loadPosts } from './posts.ts'
import { loadProjects } from './projects.ts'
import { realOrganisations } from './real-organisations.ts'

export { sampleAccounts } from './people.ts'

// The day from which the sample counts. Later days follow from it, so that lists have an order.
const firstDay = Date.parse('2026-09-01T08:00:00Z')
const day = (number: number) => new Date(firstDay + number * 86_400_000)

/** The day on which each made-up organisation came to the platform. */
const comings = new Map(fictional.map(({ slug }, index) => [slug, day(20 + 3 * index)]))
const idOf = (slug: string) => idFor(slug, comings.get(slug) ?? day(0))

/** Calls to the sealer: the sample is one block. */
const sealingsMax = 4

/** Load it, unless there are people or places already. True when it was loaded now. */
export async function loadSample(
  world: World<Database>,
  say: (sentence: string) => void,
): Promise<boolean> {
  const { db } = world
  if (!(await isEmpty(world))) return false
  say('  Loading the sample country')
  const { file, outline } = readCountry('kosovo')
  await loadCountry(db, file, outline)
  const places: Ids = new Map(
    (await listMunicipalities(db)).flatMap(({ code, id }) => (code ? [[code, id]] : [])),
  )
  const people = await loadPeople(world)
  for (const [index, one] of realOrganisations.entries())
    await saveReal(db, one, places, day(index))
  for (const one of fictional)
    await saveFictional(world, one, places, comings.get(one.slug) ?? day(0))
  await loadMembers(world, people)
  await loadVerifications(world, people)
  await loadNetworks(world)
  await loadProjects(db, places, day)
  await loadPosts(world, places, day)
  await loadNewsletters(db, day)
  await loadGifts(db, people, idOf)
  // After gifts, whose collectors take cards for practice.
  await loadCards(db)
  await loadCampaigns(world, people, idOf)
  // Twice looked at is sealed: the books have their proof from the beginning.
  await sealAll(db, sealingsMax)
  return true
}

async function isEmpty({ db }: World<Database>): Promise<boolean> {
  const person = await db.selectFrom('people.person').select('id').limit(1).executeTakeFirst()
  const place = await db.selectFrom('places.place').select('id').limit(1).executeTakeFirst()
  return !person && !place
}

async function loadMembers({ db }: World<Database>, people: SampleIds) {
  const since = day(25)
  const river = idOf('lumi-i-kalter')
  for (const role of ['owner', 'editor', 'finance'] as const)
    await aMember(db, { organisation_id: river, person_id: people[role], role, since })
  const municipality = idOf('komuna-e-lumebardhes')
  await aMember(db, {
    organisation_id: municipality,
    person_id: people.owner,
    role: 'owner',
    since,
  })
  const official = { person_id: people.official, role: 'official' as const, since }
  await aMember(db, { organisation_id: municipality, ...official })
  for (const slug of ['zeleni-kamen', 'rrjeti-i-fqinjeve', 'fondacioni-dritarja'])
    await aMember(db, {
      organisation_id: idOf(slug),
      person_id: people.editor,
      role: 'owner',
      since,
    })
}

/** Each verified by both sample operators, on a day of its own. */
async function loadVerifications({ db }: World<Database>, people: SampleIds) {
  const verified = fictional.filter((one) => one.verified)
  for (const [index, one] of verified.entries()) {
    const organisation_id = idOf(one.slug)
    const requested_by = one.slug === 'lumi-i-kalter' ? people.owner : people.editor
    const at = day(50 + 4 * index)
    const operators = [people.operator, people.operator2] as const
    const number = one.registration_number ?? `000000${index + 5}`
    await aVerification(db, {
      organisation_id,
      requested_by,
      operators,
      at,
      register_number: number,
    })
  }
}

async function loadNetworks({ db }: World<Database>) {
  for (const one of fictional)
    for (const member of one.members ?? [])
      await db
        .insertInto('organisations.network_member')
        .values({
          coalition_id: idOf(one.slug),
          member_id: idOf(member),
          during: '[2024-01-01,)',
          proposed_by: 'coalition',
          proposed_at: day(40),
          confirmed_at: day(41),
          declined_at: null,
        })
        .execute()
}

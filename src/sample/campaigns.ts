// Campaigns of the made-up organisations: one that is open, one that is only a draft, and those
// that are over.
import type { Kysely } from 'kysely'
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import { aCampaign, aDraft, aMatchingRound, counted, joined } from '#modules/campaigns/fixtures.ts'
import { aGift } from '#modules/payments/giving/fixtures.ts'
import { loadEndedCampaigns } from './campaigns-ended.ts'
import type { SampleIds } from './people.ts'

const dayMs = 86_400_000

const boats = {
  title: {
    sq: 'Dy varka për ta pastruar lumin',
    sr: 'Dva čamca za čišćenje reke',
    en: 'Two boats to clean the river',
  },
  summary: {
    sq: 'Me dy varka arrijmë brigjet ku nuk shkon asnjë rrugë. Këtë pranverë duam t’i pastrojmë.',
    sr: 'Sa dva čamca stižemo do obala do kojih ne vodi nijedan put. Ovog proleća želimo da ih očistimo.',
    en: 'With two boats we reach the banks that no road leads to. This spring we want to clean them.',
  },
  story: {
    sq: 'Çdo vit mbledhim dyzet ton mbeturina, por vetëm aty ku arrijmë në këmbë.\n\n## Çfarë ndryshon\n\n- dymbëdhjetë kilometra bregu, të pastruara dy herë në vit\n- një ekip i rinjsh që mëson ta drejtojë varkën dhe ta matë ujin',
    sr: 'Svake godine skupimo četrdeset tona otpada, ali samo tamo gde stižemo peške.\n\n## Šta se menja\n\n- dvanaest kilometara obale, očišćenih dva puta godišnje\n- ekipa mladih koja uči da upravlja čamcem i meri vodu',
    en: 'Each year we collect forty tonnes of waste, but only where we get on foot.\n\n## What will be different\n\n- twelve kilometres of banks, cleaned twice a year\n- a team of young people who learn to steer a boat and to measure water',
  },
  risks: {
    sq: 'Nëse pranvera sjell përmbytje, fillojmë në qershor.',
    sr: 'Ako proleće donese poplave, počinjemo u junu.',
    en: 'If spring brings floods, we begin in June.',
  },
}

const budget = [
  {
    title: { sq: 'Dy varka alumini', sr: 'Dva aluminijumska čamca', en: 'Two aluminium boats' },
    amount_minor: 280_000n,
    essential: true,
  },
  {
    title: { sq: 'Jelekë dhe rrjeta', sr: 'Prsluci i mreže', en: 'Life jackets and nets' },
    amount_minor: 60_000n,
    essential: true,
  },
  {
    title: { sq: 'Rimorkio', sr: 'Prikolica', en: 'A trailer' },
    amount_minor: 95_000n,
    essential: false,
  },
]

const library = {
  title: {
    sq: 'Raftet e një biblioteke fqinjësie',
    sr: 'Police za komšijsku biblioteku',
    en: 'Shelves for a library of neighbours',
  },
  summary: {
    sq: 'Shtatëqind libra presin në kuti. Me rafte bëhen bibliotekë për gjithë lagjen.',
    sr: 'Sedam stotina knjiga čeka u kutijama. S policama postaju biblioteka za celo naselje.',
    en: 'Seven hundred books wait in boxes. With shelves they become a library for all neighbours.',
  },
  story: {
    sq: 'Librat i sollën fqinjët. Dhoma është e jona, falas, dhe raftet i montojmë vetë.',
    sr: 'Knjige su donele komšije. Prostorija je naša, besplatno, a police montiramo sami.',
    en: 'The neighbours brought the books. The room is ours, free of charge, and we mount the shelves ourselves.',
  },
}

const shelves = [
  {
    title: { sq: 'Dërrasa dhe vida', sr: 'Daske i zavrtnji', en: 'Boards and screws' },
    amount_minor: 42_000n,
    essential: true,
  },
  {
    title: { sq: 'Dy llamba leximi', sr: 'Dve lampe za čitanje', en: 'Two reading lamps' },
    amount_minor: 6_000n,
    essential: false,
  },
]

/** The organisations are given by their addresses. */
export async function loadCampaigns(
  world: World<Database>,
  people: SampleIds,
  idOf: (slug: string) => string,
) {
  const { db, now } = world
  const ago = (days: number) => new Date(now().getTime() - days * dayMs)
  const boat = await aCampaign(db, {
    slug: 'dy-varka-per-lumin',
    organisation_id: idOf('lumi-i-kalter'),
    budget,
    asked_by: people.owner,
    judges: [people.operator, people.operator2],
    texts: boats,
    terms: { area: 'environment', days: 40, is_sample: true },
    at: ago(12),
  })
  await loadMatching(db, people, idOf, { campaign_id: boat.id, ago })
  const account = await euroAccount(db)
  const river = { organisation_id: idOf('lumi-i-kalter'), purpose_id: boat.purpose_id, account }
  for (const { days, promised = false, ...gift } of gifts) {
    const came = promised ? {} : { received_minor: gift.amount_minor }
    const promised_on = ago(days).toISOString().slice(0, 10)
    await aGift(db, { ...river, ...gift, ...came, promised_on })
  }
  await counted(db, now())
  await aDraft(db, {
    slug: 'raftet-e-biblioteke',
    organisation_id: idOf('lumi-i-kalter'),
    texts: library,
    budget: shelves,
    terms: { is_sample: true },
  })
  await loadEndedCampaigns(world, { people, idOf, account })
}

const teuta = 'Teuta Primerović'

/** Made-up people; the last one has only promised. */
const gifts = [
  { days: 9, amount_minor: 20_000n, donor_name: 'Ilir Provuesi', message: 'Për vendlindjen.' },
  { days: 8, amount_minor: 5_000n, donor_name: 'Jelena Uzorić', locale: 'sr' as const },
  { days: 7, amount_minor: 50_000n, donor_name: teuta, visibility: 'anonymous' as const },
  { days: 5, amount_minor: 2_000n, donor_name: 'Arta Shembulli', in_name_of: 'Gjyshi' },
  { days: 3, amount_minor: 12_500n, donor_name: 'Stefan Primerović', locale: 'sr' as const },
  { days: 2, amount_minor: 7_500n, donor_name: 'Era Shembulli' },
  { days: 1, amount_minor: 10_000n, donor_name: 'Besnik Provuesi', promised: true },
]

const doubled = {
  title: {
    sq: 'Për çdo euro të lumit, edhe një',
    sr: 'Na svaki evro za reku još jedan',
    en: 'One more for every euro to the river',
  },
  about: {
    sq: 'Fondacioni Dritarja (i trilluar) u shton dhurimeve për mjedisin aq sa japin njerëzit.',
    sr: 'Fondacija Prozor (izmišljena) donacijama za okolinu dodaje onoliko koliko daju ljudi.',
    en: 'The Window Foundation (made up) adds to gifts for the environment as much as people give.',
  },
}

interface Around {
  readonly campaign_id: string
  readonly ago: (days: number) => Date
}

/** A made-up foundation doubles what is given to the made-up campaign, until its pot is empty. */
async function loadMatching(
  db: Kysely<Database>,
  people: SampleIds,
  idOf: (slug: string) => string,
  { campaign_id, ago }: Around,
) {
  const organisation_id = idOf('fondacioni-dritarja')
  const account = await euroAccount(db)
  const round = await aMatchingRound(db, {
    organisation_id,
    asked_by: people.editor,
    opened_by: people.operator2,
    ...doubled,
    pot: '1500',
    donor_cap: '300',
    hold_days: 2,
    days: 45,
    area: 'environment',
    at: ago(11),
    fund: (purpose_id) =>
      aGift(db, {
        organisation_id,
        purpose_id,
        account,
        donor_name: 'Fondacioni Dritarja',
        amount_minor: 150_000n,
        received_minor: 150_000n,
        promised_on: ago(11).toISOString().slice(0, 10),
      }),
  })
  const by = { person_id: people.owner, organisation_id: idOf('lumi-i-kalter') }
  await joined(db, by, campaign_id, round.id, ago(10))
}

async function euroAccount(db: Kysely<Database>) {
  return await db
    .selectFrom('payments.bank_account as b')
    .innerJoin('payments.entity as e', 'e.id', 'b.entity_id')
    .select(['b.id', 'b.entity_id', 'b.currency'])
    .where('e.is_home', '=', true)
    .where('b.currency', '=', 'EUR')
    .executeTakeFirstOrThrow()
}

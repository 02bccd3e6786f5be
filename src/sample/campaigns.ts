// Campaigns of the made-up organisations: one that is open, one that is only a draft.
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import { aCampaign, aDraft } from '#modules/campaigns/fixtures.ts'
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
}

/** The organisations are given by their addresses. */
export async function loadCampaigns(
  { db, now }: World<Database>,
  people: SampleIds,
  idOf: (slug: string) => string,
) {
  await aCampaign(db, {
    slug: 'dy-varka-per-lumin',
    organisation_id: idOf('lumi-i-kalter'),
    budget,
    asked_by: people.owner,
    judges: [people.operator, people.operator2],
    texts: boats,
    terms: { area: 'environment', days: 40, is_sample: true },
    at: new Date(now().getTime() - 12 * dayMs),
  })
  await aDraft(db, {
    slug: 'raftet-e-biblioteke',
    organisation_id: idOf('lumi-i-kalter'),
    texts: library,
    terms: { is_sample: true },
  })
}

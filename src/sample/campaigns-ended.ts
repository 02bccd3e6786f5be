// Two campaigns of the made-up organisations that are over: of one everybody sees what became of
// each cent, of the other how everything goes back.
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import { reported } from '#modules/campaigns/accounting/fixtures.ts'
import { aCampaign, settled } from '#modules/campaigns/fixtures.ts'
import { aGift } from '#modules/payments/giving/fixtures.ts'
import { anAccountOf } from '#modules/payments/payouts/fixtures.ts'
import { type Bill, keepBill } from './bills.ts'
import { addressOf, type SampleIds } from './people.ts'

const dayMs = 86_400_000

const instruments = {
  title: {
    sq: 'Vegla për ta matur ujin',
    sr: 'Pribor za merenje vode',
    en: 'Instruments to measure the water',
  },
  summary: {
    sq: 'Me dy matës dhe një kajak e dimë çdo javë si është uji, dhe e botojmë.',
    sr: 'Sa dva merača i jednim kajakom svake nedelje znamo kakva je voda, i to objavljujemo.',
    en: 'With two meters and a kayak we know every week what the water is like, and publish it.',
  },
  story: {
    sq: 'Deri tani ujin e matnim me vegla të huazuara, dy herë në vit. Kjo nuk mjafton për të parë kur ndotet dhe nga çfarë.',
    sr: 'Do sada smo vodu merili pozajmljenim priborom, dva puta godišnje. To nije dovoljno da se vidi kada se zagadi i od čega.',
    en: 'So far we measured the water with borrowed instruments, twice a year. That is not enough to see when it is polluted, and by what.',
  },
}

interface Part {
  readonly title: Readonly<Record<'sq' | 'sr' | 'en', string>>
  readonly amount_minor: bigint
  readonly essential: boolean
  /** Asked for, and what was bought from whom, for how much. */
  readonly paid: string
  readonly bought: {
    readonly what: Readonly<Record<'sq' | 'sr' | 'en', string>>
    readonly from: string
    readonly amount: string
  }
}

const parts: readonly Part[] = [
  {
    title: { sq: 'Dy matës uji', sr: 'Dva merača vode', en: 'Two water meters' },
    amount_minor: 90_000n,
    essential: true,
    paid: '900.00',
    bought: {
      what: {
        sq: 'Dy matës të oksigjenit dhe të pH-së, me çanta',
        sr: 'Dva merača kiseonika i pH, s torbama',
        en: 'Two meters of oxygen and pH, with bags',
      },
      from: 'Instrumente Shembulli',
      amount: '889.50',
    },
  },
  {
    title: { sq: 'Një kajak', sr: 'Jedan kajak', en: 'A kayak' },
    amount_minor: 45_000n,
    essential: true,
    paid: '450.00',
    bought: {
      what: {
        sq: 'Kajak për dy veta, i përdorur, me rrema',
        sr: 'Polovan dvosed, s veslima',
        en: 'A kayak for two, second-hand, with paddles',
      },
      from: 'Varka Provuesi',
      amount: '450.00',
    },
  },
  {
    title: {
      sq: 'Një ditë mësimi për vullnetarët',
      sr: 'Dan obuke za volontere',
      en: 'A day of training for volunteers',
    },
    amount_minor: 30_000n,
    essential: false,
    paid: '170.00',
    bought: {
      what: {
        sq: 'Mësimi, ushqimi dhe udhëtimi për tetë veta',
        sr: 'Obuka, obrok i prevoz za osmoro',
        en: 'Training, a meal and travel for eight',
      },
      from: 'Shkolla e Ujit (e trilluar)',
      amount: '165.00',
    },
  },
]

const results = {
  sq: 'Që nga java e parë e nëntorit matim çdo të premte në pesë vende. Shifrat i botojmë të njëjtën ditë, dhe tetë vullnetarë dinë t’i lexojnë.',
  sr: 'Od prve nedelje novembra merimo svakog petka na pet mesta. Brojke objavljujemo istog dana, a osam volontera ume da ih pročita.',
  en: 'Since the first week of November we measure every Friday in five places. We publish the figures the same day, and eight volunteers can read them.',
}

const remainder = {
  sq: 'Pesëmbëdhjetë euro e pesëdhjetë centë mbetën: me to blejmë letra prove.',
  sr: 'Ostalo je petnaest evra i pedeset centi: njima kupujemo test-trake.',
  en: 'Fifteen euro and fifty cents are left: they buy test strips.',
}

const benches = {
  title: {
    sq: 'Gjashtë stola buzë shtegut të gurtë',
    sr: 'Šest klupa uz kamenu stazu',
    en: 'Six benches along the stone path',
  },
  summary: {
    sq: 'Që shtegun ta bëjnë edhe ata që duhet të ulen pas çdo kilometri.',
    sr: 'Da stazom mogu i oni kojima posle svakog kilometra treba predah.',
    en: 'So that people who need a rest after each kilometre can walk the path as well.',
  },
  story: {
    sq: 'Stolat i bëjmë nga guri i vendit dhe druri i gështenjës. Puna është vullnetare; paguhen materiali dhe transporti.',
    sr: 'Klupe pravimo od kamena iz kraja i drveta kestena. Rad je dobrovoljan; plaćaju se materijal i prevoz.',
    en: 'The benches are made of stone from here and chestnut wood. The work is voluntary; material and transport are paid.',
  },
}

interface Around {
  readonly people: SampleIds
  readonly idOf: (slug: string) => string
  readonly account: { readonly id: string; readonly entity_id: string; readonly currency: string }
}

export async function loadEndedCampaigns(world: World<Database>, around: Around) {
  await loadReported(world, around)
  await loadFailed(world, around)
}

const givers = [
  { days: 29, amount_minor: 25_000n, donor_name: 'Teuta Primerović' },
  {
    days: 28,
    amount_minor: 5_000n,
    donor_name: 'Era Shembulli',
    donor_email: addressOf('visitor'),
    in_name_of: 'Gjyshja',
  },
  { days: 26, amount_minor: 40_000n, donor_name: null, visibility: 'anonymous' as const },
  { days: 24, amount_minor: 60_000n, donor_name: 'Ilir Provuesi', message: 'Për ujin tonë.' },
  { days: 20, amount_minor: 22_000n, donor_name: 'Jelena Uzorić', locale: 'sr' as const },
]

/** It reached its minimum, was paid out line by line, and told what it bought. */
async function loadReported(world: World<Database>, { people, idOf, account }: Around) {
  const { db, now } = world
  const ago = (days: number) => new Date(now().getTime() - days * dayMs)
  const organisation_id = idOf('lumi-i-kalter')
  const campaign = await aCampaign(db, {
    slug: 'vegla-per-ta-matur-ujin',
    organisation_id,
    budget: parts.map(({ title, amount_minor, essential }) => ({ title, amount_minor, essential })),
    asked_by: people.owner,
    judges: [people.operator, people.operator2],
    texts: instruments,
    terms: { area: 'environment', days: 14, is_sample: true },
    at: ago(31),
  })
  const river = { organisation_id, purpose_id: campaign.purpose_id, account }
  for (const { days, ...gift } of givers)
    await aGift(db, {
      ...river,
      ...gift,
      received_minor: gift.amount_minor,
      promised_on: ago(days).toISOString().slice(0, 10),
    })
  await settled(db, campaign.id, ago(13))
  const { owner, finance } = people
  const account_id = await anAccountOf(db, {
    organisation_id,
    owner,
    finance,
    now: ago(13),
    days: 12,
    iban: 'XK059900000000050529',
    bank_name: 'Banka e Shembullit',
  })
  await reported(world, {
    campaign,
    organisation_id,
    bank_account_id: account.id,
    account_id,
    people: { owner, finance, operators: [people.operator, people.operator2] },
    at: ago(11),
    items: await Promise.all(parts.map((part) => itemOf(world, part, ago(12)))),
    told: { results, remainder },
  })
}

/** What it is asked for with, and what it was bought with. */
async function itemOf(world: World<Database>, { paid, bought }: Part, at: Date) {
  const bill: Bill = {
    number: `F-${paid.replace('.', '')}`,
    on: at.toISOString().slice(0, 10),
    from: bought.from,
    to: 'Lumi i Kaltër',
    what: bought.what.sq,
    amount: `${bought.amount.replace('.', ',')} €`,
  }
  const evidence_id = await keepBill(world, { ...bill, number: `O-${bill.number}` }, 'evidence')
  const document_id = await keepBill(world, bill, 'document')
  return { paid, bought, evidence_id, document_id }
}

/** It ended a few days ago below its minimum: those who gave may still choose. */
async function loadFailed({ db, now }: World<Database>, { people, idOf, account }: Around) {
  const ago = (days: number) => new Date(now().getTime() - days * dayMs)
  const organisation_id = idOf('zeleni-kamen')
  const { id, purpose_id } = await aCampaign(db, {
    slug: 'sest-klupa-uz-kamenu-stazu',
    organisation_id,
    budget: [
      {
        title: { sq: 'Gurë dhe dru', sr: 'Kamen i drvo', en: 'Stone and wood' },
        amount_minor: 180_000n,
        essential: true,
      },
      {
        title: { sq: 'Transporti', sr: 'Prevoz', en: 'Transport' },
        amount_minor: 60_000n,
        essential: true,
      },
    ],
    asked_by: people.editor,
    judges: [people.operator, people.operator2],
    texts: benches,
    terms: { area: 'sport', days: 14, is_sample: true },
    at: ago(20),
  })
  for (const { days, ...gift } of [
    { days: 18, amount_minor: 15_000n, donor_name: 'Stefan Primerović', locale: 'sr' as const },
    { days: 14, amount_minor: 4_000n, donor_name: 'Besnik Provuesi' },
  ])
    await aGift(db, {
      ...gift,
      organisation_id,
      purpose_id,
      account,
      received_minor: gift.amount_minor,
      promised_on: ago(days).toISOString().slice(0, 10),
    })
  await settled(db, id, ago(2))
}

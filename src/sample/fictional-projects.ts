// Two made-up projects of made-up organisations, with everything that a page can hold: one under
// way, one closed with what it did not reach.
import type { Localized } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'

interface Text {
  readonly title: Localized
}

export interface FictionalProject {
  readonly slug: string
  readonly organisation: string
  readonly funder: string
  readonly partners: readonly string[]
  readonly name: Localized
  readonly summary: Localized
  readonly goal: Localized
  readonly specific_goals: Localized
  readonly areas: readonly Area[]
  readonly municipalities: readonly string[]
  readonly contract_number: string
  readonly starts: string
  readonly ends: string
  readonly budget_minor: bigint
  readonly budget: readonly (Text & { readonly amount_minor: bigint })[]
  readonly target_groups: readonly (Text & { planned: number; reached: number | null })[]
  readonly activities: readonly (Text & {
    starts: string
    ends: string
    state: 'planned' | 'under_way' | 'done' | 'dropped'
  })[]
  readonly team: readonly { readonly name: string; readonly title: Localized }[]
  readonly risks: readonly (Text & {
    likelihood: 'low' | 'medium' | 'high'
    impact: 'low' | 'medium' | 'high'
    response: Localized
  })[]
  readonly objectives: readonly (Text & {
    readonly indicators: readonly (Text & {
      unit: Localized
      direction: 'up' | 'down'
      baseline: number
      target: number
      target_on: string
      values: readonly (readonly [on_date: string, value: number])[]
    })[]
  })[]
  readonly closed?: { readonly reached: Localized; readonly not_reached: Localized }
}

const points: Localized = { sq: 'pika', sr: 'mesta', en: 'points' }
const people: Localized = { sq: 'veta', sr: 'osoba', en: 'people' }
const tonnes: Localized = { sq: 'tonë', sr: 'tona', en: 'tonnes' }

export const fictionalProjects: readonly FictionalProject[] = [
  {
    slug: 'brigjet-e-lumit',
    organisation: 'lumi-i-kalter',
    funder: 'fondacioni-dritarja',
    partners: ['rrjeti-i-fqinjeve'],
    name: { sq: 'Brigjet e lumit', sr: 'Obale reke', en: 'The banks of the river' },
    summary: {
      sq: 'Me shkollat e lagjes pastrojmë katër kilometra breg dhe matim ujin çdo muaj, që të shihet a bëhet më i mirë.',
      sr: 'Sa školama iz kraja čistimo četiri kilometra obale i svakog meseca merimo vodu, da se vidi da li je sve bolja.',
      en: 'Together with the schools nearby we clean four kilometres of the banks and measure the water every month, to see whether it gets better.',
    },
    goal: {
      sq: 'Një lumë ku mund të lahen fëmijët.',
      sr: 'Reka u kojoj deca mogu da se kupaju.',
      en: 'A river in which children can swim.',
    },
    specific_goals: {
      sq: '- matje çdo muaj në dymbëdhjetë pika\n- katër aksione pastrimi në vit\n- çdo matje e keqe i shkon institucionit',
      sr: '- merenje svakog meseca na dvanaest mesta\n- četiri akcije čišćenja godišnje\n- svako loše merenje ide instituciji',
      en: '- a measurement every month at twelve points\n- four cleaning days a year\n- every bad measurement goes to the institution',
    },
    areas: ['environment', 'youth', 'education'],
    municipalities: ['17', '06'],
    contract_number: 'FD-2026-04',
    starts: '2026-03-01',
    ends: '2027-02-28',
    budget_minor: 1_850_000n,
    budget: [
      {
        title: { sq: 'Pajisje matëse', sr: 'Merni uređaji', en: 'Instruments' },
        amount_minor: 720_000n,
      },
      {
        title: { sq: 'Laborator', sr: 'Laboratorija', en: 'Laboratory' },
        amount_minor: 480_000n,
      },
      {
        title: { sq: 'Transport dhe doreza', sr: 'Prevoz i rukavice', en: 'Transport and gloves' },
        amount_minor: 350_000n,
      },
      {
        title: { sq: 'Koordinimi', sr: 'Koordinacija', en: 'Coordination' },
        amount_minor: 300_000n,
      },
    ],
    target_groups: [
      {
        title: {
          sq: 'Nxënës të katër shkollave',
          sr: 'Učenici četiri škole',
          en: 'Pupils of four schools',
        },
        planned: 400,
        reached: 260,
      },
      {
        title: {
          sq: 'Banorë buzë lumit',
          sr: 'Stanovnici pored reke',
          en: 'People living by the river',
        },
        planned: 2500,
        reached: null,
      },
    ],
    activities: [
      {
        title: {
          sq: 'Trajnimi i matësve vullnetarë',
          sr: 'Obuka dobrovoljaca za merenje',
          en: 'Training the volunteers who measure',
        },
        ...{ starts: '2026-03', ends: '2026-04', state: 'done' },
      },
      {
        title: {
          sq: 'Matjet mujore',
          sr: 'Mesečna merenja',
          en: 'The monthly measurements',
        },
        ...{ starts: '2026-04', ends: '2027-02', state: 'under_way' },
      },
      {
        title: {
          sq: 'Dita e lumit me shkollat',
          sr: 'Dan reke sa školama',
          en: 'A river day with the schools',
        },
        ...{ starts: '2027-01', ends: '2027-01', state: 'planned' },
      },
    ],
    team: [
      {
        name: 'Arta Shembulli',
        title: { sq: 'Drejton projektin', sr: 'Vodi projekat', en: 'Leads the project' },
      },
      {
        name: 'Dren Provuesi',
        title: {
          sq: 'Kujdeset për matjet',
          sr: 'Zadužen za merenja',
          en: 'Keeps the measurements',
        },
      },
    ],
    risks: [
      {
        title: {
          sq: 'Përmbytje në pranverë',
          sr: 'Poplave u proleće',
          en: 'Floods in spring',
        },
        ...{ likelihood: 'medium', impact: 'high' },
        response: {
          sq: 'Aksionet shtyhen për vjeshtë; matjet vazhdojnë nga urat.',
          sr: 'Akcije se pomeraju za jesen; meri se sa mostova.',
          en: 'The cleaning days move to autumn; measuring goes on from the bridges.',
        },
      },
    ],
    objectives: [
      {
        title: {
          sq: 'Dihet si është uji',
          sr: 'Zna se kakva je voda',
          en: 'It is known how the water is',
        },
        indicators: [
          {
            title: {
              sq: 'Pika të matura çdo muaj',
              sr: 'Mesta koja se mere svakog meseca',
              en: 'Points measured each month',
            },
            ...{ unit: points, direction: 'up', baseline: 4, target: 12, target_on: '2026-09' },
            values: [
              ['2026-04-30', 6],
              ['2026-07-31', 10],
              ['2026-09-30', 12],
            ],
          },
          {
            title: {
              sq: 'Pika ku uji del i keq',
              sr: 'Mesta na kojima je voda loša',
              en: 'Points where the water is bad',
            },
            ...{ unit: points, direction: 'down', baseline: 7, target: 3, target_on: '2027-02' },
            values: [
              ['2026-07-31', 6],
              ['2026-10-31', 5],
            ],
          },
        ],
      },
      {
        title: {
          sq: 'Brigjet janë të pastra',
          sr: 'Obale su čiste',
          en: 'The banks are clean',
        },
        indicators: [
          {
            title: {
              sq: 'Mbeturina të nxjerra',
              sr: 'Izvađen otpad',
              en: 'Waste taken out',
            },
            ...{ unit: tonnes, direction: 'up', baseline: 0, target: 20, target_on: '2027-02' },
            values: [
              ['2026-05-16', 4.5],
              ['2026-09-26', 9],
            ],
          },
        ],
      },
    ],
  },
  {
    slug: 'kamena-staza',
    organisation: 'zeleni-kamen',
    funder: 'fondi-ylli-i-mergates',
    partners: [],
    name: { sq: 'Shtegu i gurtë', sr: 'Kamena staza', en: 'The stone path' },
    summary: {
      sq: 'Me banorët shënuam një shteg malor dhe trajnuam të rinj si udhërrëfyes.',
      sr: 'Sa meštanima smo obeležili planinsku stazu i obučili mlade za vodiče.',
      en: 'With the people who live there we marked a mountain path and trained young people as guides.',
    },
    goal: {
      sq: 'Të rinjtë e fshatit fitojnë nga mali pa e dëmtuar.',
      sr: 'Mladi iz sela žive od planine, a ne štete joj.',
      en: 'Young people of the village earn from the mountain without harming it.',
    },
    specific_goals: {
      sq: '- një shteg i shënuar\n- udhërrëfyes të trajnuar',
      sr: '- obeležena staza\n- obučeni vodiči',
      en: '- a marked path\n- trained guides',
    },
    areas: ['environment', 'rural', 'economy'],
    municipalities: ['13'],
    contract_number: 'YM-17',
    starts: '2025-04',
    ends: '2026-03',
    budget_minor: 960_000n,
    budget: [
      {
        title: { sq: 'Shenja dhe urë', sr: 'Oznake i most', en: 'Signs and a bridge' },
        amount_minor: 540_000n,
      },
      {
        title: { sq: 'Trajnime', sr: 'Obuke', en: 'Training' },
        amount_minor: 300_000n,
      },
    ],
    target_groups: [
      {
        title: { sq: 'Të rinj të fshatit', sr: 'Mladi iz sela', en: 'Young people of the village' },
        planned: 12,
        reached: 9,
      },
    ],
    activities: [
      {
        title: { sq: 'Shënimi i shtegut', sr: 'Obeležavanje staze', en: 'Marking the path' },
        ...{ starts: '2025-05', ends: '2025-09', state: 'done' },
      },
      {
        title: { sq: 'Ura mbi përrua', sr: 'Most preko potoka', en: 'A bridge over the stream' },
        ...{ starts: '2025-09', ends: '2025-11', state: 'dropped' },
      },
    ],
    team: [
      {
        name: 'Mila Primerović',
        title: { sq: 'Koordinatore', sr: 'Koordinatorka', en: 'Coordinator' },
      },
    ],
    risks: [],
    objectives: [
      {
        title: {
          sq: 'Mali ka udhërrëfyes',
          sr: 'Planina ima vodiče',
          en: 'The mountain has guides',
        },
        indicators: [
          {
            title: {
              sq: 'Udhërrëfyes të trajnuar',
              sr: 'Obučeni vodiči',
              en: 'Guides trained',
            },
            ...{ unit: people, direction: 'up', baseline: 0, target: 12, target_on: '2026-03' },
            values: [['2026-03-20', 9]],
          },
        ],
      },
    ],
    closed: {
      reached: {
        sq: 'Shtegu prej 11 kilometrash është i shënuar dhe nëntë të rinj kanë dëftesë udhërrëfyesi.',
        sr: 'Staza od 11 kilometara je obeležena, a devetoro mladih ima uverenje vodiča.',
        en: 'The path of 11 kilometres is marked, and nine young people have a certificate as guides.',
      },
      not_reached: {
        sq: 'Ura mbi përrua nuk u ndërtua: leja erdhi pas afatit. Tre të rinj u larguan para fundit.',
        sr: 'Most preko potoka nije izgrađen: dozvola je stigla posle roka. Troje mladih je otišlo pre kraja.',
        en: 'The bridge over the stream was not built: the permit came too late. Three young people left before the end.',
      },
    },
  },
]

// A project under way.
import type { Localized } from '#kit/localized.ts'
import type { FictionalProject } from './project-shape.ts'

const points: Localized = { sq: 'pika', sr: 'mesta', en: 'points' }
const tonnes: Localized = { sq: 'tonë', sr: 'tona', en: 'tonnes' }

export const riverBanks: FictionalProject = {
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
      starts: '2026-03',
      ends: '2026-04',
      state: 'done',
    },
    {
      title: {
        sq: 'Matjet mujore',
        sr: 'Mesečna merenja',
        en: 'The monthly measurements',
      },
      starts: '2026-04',
      ends: '2027-02',
      state: 'under_way',
    },
    {
      title: {
        sq: 'Dita e lumit me shkollat',
        sr: 'Dan reke sa školama',
        en: 'A river day with the schools',
      },
      starts: '2027-01',
      ends: '2027-01',
      state: 'planned',
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
      likelihood: 'medium',
      impact: 'high',
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
          unit: points,
          direction: 'up',
          baseline: 4,
          target: 12,
          target_on: '2026-09',
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
          unit: points,
          direction: 'down',
          baseline: 7,
          target: 3,
          target_on: '2027-02',
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
          unit: tonnes,
          direction: 'up',
          baseline: 0,
          target: 20,
          target_on: '2027-02',
          values: [
            ['2026-05-16', 4.5],
            ['2026-09-26', 9],
          ],
        },
      ],
    },
  ],
}

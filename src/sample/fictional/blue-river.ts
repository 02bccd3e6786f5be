import type { Fictional } from './shape.ts'

export const blueRiver: Fictional = {
  slug: 'lumi-i-kalter',
  kind: 'association',
  name: { sq: 'Lumi i Kaltër', sr: 'Plava reka', en: 'Blue River' },
  short_name: 'LK',
  summary: {
    sq: 'Pastrojmë brigjet e lumit, matim ujin çdo muaj dhe i botojmë rezultatet që t’i lexojë kushdo.',
    sr: 'Čistimo obale reke, svakog meseca merimo vodu i rezultate objavljujemo tako da ih svako može pročitati.',
    en: 'We clean the banks of the river, measure its water every month and publish the results for anybody to read.',
  },
  description: {
    sq: `Filluam me shtatë fqinj dhe tri palë çizme. Sot jemi gjashtëdhjetë vullnetarë që e njohin çdo kthesë të lumit.

## Çfarë bëjmë

- **Matim.** Dymbëdhjetë pika, një herë në muaj, me të njëjtën pajisje dhe të njëjtën metodë.
- **Pastrojmë.** Katër aksione në vit, gjithmonë me shkollat e lagjes.
- **Pyesim.** Kur një matje del keq, i shkruajmë institucionit dhe e botojmë edhe pyetjen, edhe përgjigjen.

## Si mund të ndihmoni

Ejani një të shtunë. Dorezat i japim ne.`,
    sr: `Počeli smo sa sedmoro komšija i tri para čizama. Danas nas je šezdeset dobrovoljaca koji poznaju svaku okuku reke.

## Šta radimo

- **Merimo.** Dvanaest mesta, jednom mesečno, istim uređajem i istim postupkom.
- **Čistimo.** Četiri akcije godišnje, uvek sa školama iz kraja.
- **Pitamo.** Kada merenje ispadne loše, pišemo instituciji i objavljujemo i pitanje i odgovor.

## Kako možete da pomognete

Dođite jedne subote. Rukavice dajemo mi.`,
    en: `We began with seven neighbours and three pairs of boots. Today we are sixty volunteers who know every bend of the river.

## What we do

- **We measure.** Twelve points, once a month, with the same instrument and the same method.
- **We clean.** Four actions a year, always together with the schools nearby.
- **We ask.** When a measurement is bad we write to the institution, and publish both the question and the answer.

## How you can help

Come on a Saturday. We bring the gloves.`,
  },
  founded_year: 2014,
  municipality: '17',
  works_in: ['06', '08'],
  areas: ['environment', 'youth', 'education'],
  groups: ['everyone', 'students'],
  languages: ['sq', 'sr', 'en'],
  accent: '#1f6f8b',
  verified: true,
  cover: {
    seed: 7,
    sky: ['#f3dfc1', '#e9b987'],
    hills: ['#8fa6a8', '#5f8578', '#3f6b57', '#2c4f3f'],
    water: '#4f8aa8',
  },
  cover_alt: {
    sq: 'Mozaik: kodra të gjelbra mbi një lumë të kaltër në mbrëmje',
    sr: 'Mozaik: zelena brda iznad plave reke predveče',
    en: 'A mosaic of green hills above a blue river in the evening',
  },
  registration_number: '0000001',
  fiscal_number: '000000001',
  public_benefit: [2022, 2023, 2024, 2025],
  email: 'pershendetje@lumi-i-kalter.example',
  phone: '+383 00 000 001',
  address: 'Rruga e Shembullit 1',
  people: [
    {
      name: 'Arta Shembulli',
      role: { sq: 'Drejtoreshë', sr: 'Direktorka', en: 'Director' },
    },
    {
      name: 'Dren Provuesi',
      role: {
        sq: 'Kujdestar i matjeve',
        sr: 'Zadužen za merenja',
        en: 'Keeper of the measurements',
      },
    },
    {
      name: 'Mila Primerović',
      role: {
        sq: 'Koordinatore e vullnetarëve',
        sr: 'Koordinatorka dobrovoljaca',
        en: 'Coordinator of volunteers',
      },
    },
  ],
  former_names: [{ name: { sq: 'Miqtë e lumit', sr: 'Prijatelji reke' }, until_year: 2017 }],
}

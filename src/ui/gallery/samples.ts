// What the gallery shows its components with. The organisations are made up; their names say so.
import type { Localized } from '#kit/localized.ts'
import { markStones } from '../mark-stones.ts'
import type { Tile } from '../tile-map.tsx'

type Words = Record<'sq' | 'sr' | 'en', string>

export const say = {
  headline: {
    sq: 'Kush bën çfarë për komunën tuaj, dhe me paratë e kujt',
    sr: 'Ko šta radi za vašu opštinu, i čijim novcem',
    en: 'Who does what for your municipality, and with whose money',
  },
  standfirst: {
    sq: 'Organizatat e shoqërisë civile tregojnë këtu kush janë, çfarë bëjnë, çfarë marrin e çfarë shpenzojnë. Çdo shifër hapet deri te dokumenti nga vjen.',
    sr: 'Organizacije civilnog društva ovde pokazuju ko su, šta rade, šta primaju i šta troše. Svaka brojka otvara se do dokumenta iz kog potiče.',
    en: 'Civil society organisations say here who they are, what they do, what they receive and what they spend. Every figure opens down to the document it comes from.',
  },
  registered: {
    sq: 'organizata të regjistruara në vend',
    sr: 'organizacija registrovano je u zemlji',
    en: 'organisations are registered in the country',
  },
  verified: {
    sq: 'janë verifikuar nga dy njerëz, me ekstraktin e regjistrit',
    sr: 'proverile su dve osobe, uz izvod iz registra',
    en: 'are verified by two people, with the extract of the register',
  },
  places: {
    sq: 'komuna, secila me faqen e vet',
    sr: 'opština, svaka sa svojom stranicom',
    en: 'municipalities, each with a page of its own',
  },
  mapSays: {
    sq: 'Shumica e organizatave janë në Prishtinë, por asnjë komunë nuk është e zbrazët.',
    sr: 'Najviše organizacija je u Prištini, ali nijedna opština nije prazna.',
    en: 'Most organisations are in Prishtina, but no municipality is empty.',
  },
  mapLabel: {
    sq: 'Organizatat sipas komunave',
    sr: 'Organizacije po opštinama',
    en: 'Organisations by municipality',
  },
  newest: { sq: 'Verifikuar së fundi', sr: 'Najnovije verifikovane', en: 'Lately verified' },
  all: { sq: 'Të gjitha organizatat', sr: 'Sve organizacije', en: 'All organisations' },
  areas: {
    sq: 'Fushat e punës',
    sr: 'Oblasti rada',
    en: 'Areas of work',
  },
  areasSay: {
    sq: 'Rinia dhe arsimi mbledhin më shumë organizata se të gjitha fushat tjera bashkë',
    sr: 'Mladi i obrazovanje okupljaju više organizacija nego sve ostale oblasti zajedno',
    en: 'Youth and education gather more organisations than all other areas together',
  },
  happened: { sq: 'Çfarë ndodhi', sr: 'Šta se dogodilo', en: 'What happened' },
  directory: { sq: 'Organizatat', sr: 'Organizacije', en: 'Organisations' },
  municipalities: { sq: 'Komunat', sr: 'Opštine', en: 'Municipalities' },
  kind: { sq: 'Lloji', sr: 'Vrsta', en: 'Kind' },
  place: { sq: 'Komuna', sr: 'Opština', en: 'Municipality' },
  association: { sq: 'Shoqatë', sr: 'Udruženje', en: 'Association' },
  foundation: { sq: 'Fondacion', sr: 'Fondacija', en: 'Foundation' },
  coalition: { sq: 'Koalicion', sr: 'Koalicija', en: 'Coalition' },
  informal: { sq: 'Grup joformal', sr: 'Neformalna grupa', en: 'Informal group' },
  isVerified: { sq: 'E verifikuar', sr: 'Verifikovana', en: 'Verified' },
  inReview: { sq: 'Në shqyrtim', sr: 'U proveri', en: 'In review' },
  unverified: { sq: 'E paverifikuar', sr: 'Neverifikovana', en: 'Unverified' },
  suspended: { sq: 'E pezulluar', sr: 'Suspendovana', en: 'Suspended' },
  about: { sq: 'Kush jemi', sr: 'Ko smo', en: 'Who we are' },
  people: { sq: 'Njerëzit', sr: 'Ljudi', en: 'People' },
  money: { sq: 'Të hyrat dhe shpenzimet', sr: 'Prihodi i rashodi', en: 'Income and spending' },
  year: { sq: 'Viti', sr: 'Godina', en: 'Year' },
  income: { sq: 'Të hyra', sr: 'Prihodi', en: 'Income' },
  spending: { sq: 'Shpenzime', sr: 'Rashodi', en: 'Spending' },
  total: { sq: 'Gjithsej', sr: 'Ukupno', en: 'Total' },
  contact: { sq: 'Na shkruani', sr: 'Pišite nam', en: 'Write to us' },
  edit: { sq: 'Ndrysho faqen', sr: 'Izmeni stranicu', en: 'Edit the page' },
  next: {
    sq: 'Shtoni numrin e regjistrimit, që faqja të mund të verifikohet.',
    sr: 'Dodajte registracioni broj, da bi stranica mogla da se verifikuje.',
    en: 'Add the registration number, so that the page can be verified.',
  },
  add: { sq: 'Shtoje numrin', sr: 'Dodaj broj', en: 'Add the number' },
  founded: { sq: 'E themeluar', sr: 'Osnovana', en: 'Founded' },
  number: { sq: 'Numri i regjistrimit', sr: 'Registracioni broj', en: 'Registration number' },
  email: { sq: 'E-posta', sr: 'E-pošta', en: 'E-mail' },
  language: { sq: 'Gjuhët e punës', sr: 'Radni jezici', en: 'Working languages' },
  languages: { sq: 'shqip, serbisht', sr: 'albanski, srpski', en: 'Albanian, Serbian' },
  description: { sq: 'Përshkrimi', sr: 'Opis', en: 'Description' },
  hint: {
    sq: 'Dy a tri fjali që i kupton edhe fqinji juaj.',
    sr: 'Dve-tri rečenice koje razume i vaš komšija.',
    en: 'Two or three sentences that your neighbour would understand.',
  },
  save: { sq: 'Ruaje', sr: 'Sačuvaj', en: 'Save' },
  cancel: { sq: 'Anulo', sr: 'Odustani', en: 'Cancel' },
  remove: { sq: 'Fshije', sr: 'Obriši', en: 'Delete' },
  agree: {
    sq: 'Kam të drejtë të flas në emër të kësaj organizate.',
    sr: 'Imam pravo da govorim u ime ove organizacije.',
    en: 'I have the right to speak for this organisation.',
  },
  emptyTitle: {
    sq: 'Këtu ende nuk ka asgjë',
    sr: 'Ovde još nema ničega',
    en: 'Nothing is here yet',
  },
  emptyText: {
    sq: 'Kur dikush të raportojë një nevojë në këtë komunë, do ta shihni këtu.',
    sr: 'Kad neko prijavi potrebu u ovoj opštini, videćete je ovde.',
    en: 'When somebody reports a need in this municipality, you will see it here.',
  },
  claimed: {
    sq: 'Kërkesa u dërgua me ekstraktin e regjistrit.',
    sr: 'Zahtev je poslat, uz izvod iz registra.',
    en: 'The claim was sent, with the extract of the register.',
  },
  firstYes: {
    sq: 'Operatorja e parë e konfirmoi.',
    sr: 'Prva operaterka je potvrdila.',
    en: 'The first operator confirmed it.',
  },
  secondYes: {
    sq: 'Operatori i dytë e konfirmoi: faqja është e verifikuar.',
    sr: 'Drugi operater je potvrdio: stranica je verifikovana.',
    en: 'The second operator confirmed it: the page is verified.',
  },
  working: {
    sq: 'po lexohen kufijtë e komunave',
    sr: 'čitaju se granice opština',
    en: 'reading the boundaries of municipalities',
  },
  sure: {
    sq: 'Ta fshijmë këtë ftesë?',
    sr: 'Da obrišemo ovaj poziv?',
    en: 'Delete this invitation?',
  },
  sureText: {
    sq: 'Kolegia nuk do të mund të hyjë më me të. Ftesë të re mund të dërgoni kurdo.',
    sr: 'Koleginica više neće moći da uđe pomoću njega. Novi poziv možete poslati kad god želite.',
    en: 'Your colleague can no longer enter with it. You can send a new one at any time.',
  },
} as const satisfies Record<string, Words>

export interface SampleOrganisation {
  id: string
  name: Localized
  kind: 'association' | 'foundation' | 'coalition' | 'informal'
  place: Localized
  about: Localized
  state: 'good' | 'wait' | 'bad' | 'still'
}

export const organisations: readonly SampleOrganisation[] = [
  {
    id: '0198f3b0-0001-7000-8000-000000000001',
    name: {
      sq: 'Lumi i Bardhë (shembull)',
      sr: 'Bela reka (primer)',
      en: 'White River (sample)',
    },
    kind: 'association',
    place: { sq: 'Pejë', sr: 'Peć', en: 'Peja' },
    about: {
      sq: 'Mat ujin e lumit çdo javë dhe i publikon rezultatet, bashkë me shkollat në breg.',
      sr: 'Svake nedelje meri vodu reke i objavljuje rezultate, zajedno sa školama na obali.',
      en: 'Measures the river’s water every week and publishes the results, with the schools on its banks.',
    },
    state: 'good',
  },
  {
    id: '0198f3b0-0002-7000-8000-000000000002',
    name: {
      sq: 'Këshilli i të Rinjve të Maleve (shembull)',
      sr: 'Savet mladih sa planina (primer)',
      en: 'Mountain Youth Council (sample)',
    },
    kind: 'informal',
    place: { sq: 'Shtërpcë', sr: 'Štrpce', en: 'Štrpce' },
    about: {
      sr: 'Mladi iz tri sela zajedno održavaju staze i uče jedni druge prvoj pomoći.',
    },
    state: 'wait',
  },
  {
    id: '0198f3b0-0003-7000-8000-000000000003',
    name: {
      sq: 'Fondacioni Dritarja (shembull)',
      sr: 'Fondacija Prozor (primer)',
      en: 'Window Foundation (sample)',
    },
    kind: 'foundation',
    place: { sq: 'Prizren', sr: 'Prizren', en: 'Prizren' },
    about: {
      sq: 'Jep bursa të vogla për mjeshtra të rinj dhe i lidh me punëtori të vjetra.',
      sr: 'Daje male stipendije mladim zanatlijama i povezuje ih sa starim radionicama.',
      en: 'Gives small scholarships to young craftspeople and links them to old workshops.',
    },
    state: 'good',
  },
  {
    id: '0198f3b0-0004-7000-8000-000000000004',
    name: {
      sq: 'Koalicioni për Trotuare të Lira dhe të Sigurta për Secilin (shembull)',
      sr: 'Koalicija za slobodne i bezbedne trotoare za sve (primer)',
      en: 'Coalition for Free and Safe Pavements for Everybody (sample)',
    },
    kind: 'coalition',
    place: { sq: 'Prishtinë', sr: 'Priština', en: 'Prishtina' },
    about: {
      sq: 'Gjashtë organizata matin sa prej rrugëve mund të kalohen me karrocë.',
      sr: 'Šest organizacija meri koliko ulica može da se pređe kolicima.',
      en: 'Six organisations measure how many streets can be passed with a wheelchair.',
    },
    state: 'good',
  },
  {
    id: '0198f3b0-0005-7000-8000-000000000005',
    name: {
      sq: 'Arkivi i Zërave (shembull)',
      sr: 'Arhiv glasova (primer)',
      en: 'Archive of Voices (sample)',
    },
    kind: 'association',
    place: { sq: 'Gjakovë', sr: 'Đakovica', en: 'Gjakova' },
    about: {
      sq: 'Mbledh rrëfime gojore dhe i ruan me pëlqimin e atyre që i rrëfyen.',
      sr: 'Skuplja usmena svedočenja i čuva ih uz pristanak onih koji su pričali.',
      en: 'Gathers spoken memories and keeps them with the consent of those who told them.',
    },
    state: 'still',
  },
]

const centre = /M([\d.]+) ([\d.]+)/

// Long ones and short ones, as real names are; these are no places.
const sampleNames = ['Kroi', 'Lugina', 'Bregu', 'Kodra e Gjelbër', 'Ura', 'Polje', 'Staro Selo']

// Any numbers will do, as long as they are uneven as real ones are.
const uneven = [3, 31, 8, 44, 5, 12, 9, 14, 40, 11, 62, 6, 21, 4, 18, 13, 57, 29, 480, 96]

export const sampleTiles: readonly Tile[] = Object.entries(markStones).map(([code, path], i) => {
  const points = [...path.matchAll(/([\d.]+) ([\d.]+)/g)]
  const mean = (at: 1 | 2) => points.reduce((sum, p) => sum + Number(p[at]), 0) / points.length
  const start = centre.exec(path)
  return {
    id: code,
    path,
    cx: start ? mean(1) : 0,
    cy: start ? mean(2) : 0,
    href: `/places/${code}`,
    label: sampleNames[i % sampleNames.length] ?? code,
    value: code === '37' ? null : code === '34' ? 0 : (uneven[i % uneven.length] ?? 1),
  }
})

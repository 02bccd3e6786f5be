// Real organisations, with public facts only. What is not known is left out; nothing is guessed,
// and a name that we do not know in a language is not translated.
import type { Localized } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'

export interface RealOrganisation {
  readonly slug: string
  readonly kind: 'association' | 'foundation' | 'institute' | 'coalition' | 'donor' | 'municipality'
  readonly name: Localized
  readonly short_name?: string
  readonly areas: readonly Area[]
  /** Codes of municipalities where it is known to have an office or to work. */
  readonly municipalities?: readonly string[]
  readonly summary: Localized
}

export const realOrganisations: readonly RealOrganisation[] = [
  {
    slug: 'kcsf',
    kind: 'foundation',
    name: { en: 'Kosovar Civil Society Foundation', sq: 'Fondacioni Kosovar për Shoqëri Civile' },
    short_name: 'KCSF',
    areas: ['democracy', 'civil_society'],
    summary: {
      sq: 'Zbaton programin pesëvjeçar „Citizen Engagement Activity“ (2021–2026), të financuar nga USAID: mbështetje për aktivizmin në bashkësi, trajnime dhe mentorim për organizata.',
      sr: 'Sprovodi petogodišnji program „Citizen Engagement Activity“ (2021–2026), koji finansira USAID: podrška aktivizmu u zajednici, obuke i mentorstvo za organizacije.',
      en: 'Implements the five-year Citizen Engagement Activity (2021–2026), funded by USAID: support to grassroots activism, and training and mentoring of organisations.',
    },
  },
  {
    slug: 'aktiv',
    kind: 'association',
    name: { en: 'NGO AKTIV', sr: 'NVO AKTIV' },
    short_name: 'AKTIV',
    areas: ['communities', 'democracy'],
    summary: {
      sq: 'Me zyra në Mitrovicë dhe Prishtinë. Mbështet organizatat në veri që të punojnë me bashkësitë e tyre dhe i bashkon në një platformë për politika dhe avokim.',
      sr: 'Sa kancelarijama u Mitrovici i Prištini. Pomaže organizacijama na severu da rade sa svojim zajednicama i okuplja ih u platformu za javne politike i zagovaranje.',
      en: 'With offices in Mitrovica and Pristina. Helps organisations in the north to work with their communities and brings them together in a platform for policy and advocacy.',
    },
  },
  {
    slug: 'komf',
    kind: 'coalition',
    name: {
      en: 'Coalition of NGOs for Child Protection',
      sq: 'Koalicioni i OJQ-ve për Mbrojtjen e Fëmijëve',
    },
    short_name: 'KOMF',
    areas: ['children', 'rule_of_law'],
    summary: {
      sq: 'Koalicion organizatash për mbrojtjen e fëmijëve. Përcjell zbatimin e Ligjit për mbrojtjen e fëmijës në komuna dhe forcon kapacitetet e anëtarëve të vet.',
      sr: 'Koalicija organizacija za zaštitu dece. Prati primenu Zakona o zaštiti deteta u opštinama i jača sposobnosti svojih članica.',
      en: 'A coalition of organisations for child protection. Monitors how municipalities apply the Law on Child Protection and strengthens its own members.',
    },
  },
  {
    slug: 'balkan-forum',
    kind: 'association',
    name: { en: 'The Balkan Forum' },
    short_name: 'The BF',
    areas: ['youth', 'environment'],
    municipalities: ['25', '09', '35', '11'],
    summary: {
      sq: 'Ndërton rrjetin ToKeQark, ku të rinj nga Ferizaj, Fushë Kosova, Graçanica dhe Mitrovica punojnë për ekonominë qarkore.',
      sr: 'Gradi mrežu ToKeQark, u kojoj mladi iz Uroševca, Kosova Polja, Gračanice i Mitrovice rade na kružnoj ekonomiji.',
      en: 'Builds the ToKeQark network, in which young people from Ferizaj, Fushë Kosovë, Graçanica and Mitrovica work on the circular economy.',
    },
  },
  {
    slug: 'odk',
    kind: 'association',
    name: { en: 'Open Data Kosovo' },
    short_name: 'ODK',
    areas: ['digital', 'democracy'],
    summary: {
      sq: 'Trajnon zyrtarë komunalë dhe studentë në aftësi digjitale dhe mban një observator të agjendës digjitale me raport vjetor.',
      sr: 'Obučava opštinske službenike i studente za digitalne veštine i vodi opservatoriju digitalne agende sa godišnjim izveštajem.',
      en: 'Trains municipal officials and students in digital skills and keeps a Digital Agenda Observatory with a yearly report.',
    },
  },
  {
    slug: 'nopm',
    kind: 'association',
    name: { en: 'Network of Peace Movement' },
    short_name: 'NOPM',
    areas: ['democracy', 'peace'],
    summary: {
      sq: 'Punon që qytetarët të marrin pjesë në vendimet e komunave: konsultime, mbikëqyrje qytetare dhe buxhetim me pjesëmarrje.',
      sr: 'Radi na tome da građani učestvuju u odlukama opština: konsultacije, građanski nadzor i participativno budžetiranje.',
      en: 'Works for citizens to take part in the decisions of municipalities: consultation, citizen supervision and participatory budgeting.',
    },
  },
  {
    slug: 'klgi',
    kind: 'institute',
    name: { en: 'Kosovo Local Government Institute' },
    short_name: 'KLGI',
    areas: ['democracy'],
    summary: {
      sq: 'Mban një inkubator idesh mes komunave dhe organizatave lokale, që politikat të bëhen së bashku.',
      sr: 'Vodi inkubator ideja između opština i lokalnih organizacija, da bi se politike stvarale zajedno.',
      en: 'Runs an incubator of ideas between municipalities and local organisations, so that policies are made together.',
    },
  },
  {
    slug: 'kec',
    kind: 'association',
    name: { en: 'Kosova Education Center' },
    short_name: 'KEC',
    areas: ['education', 'media', 'youth'],
    summary: {
      sq: 'Themelon klube mediale në shkolla të mesme kundër dezinformimit dhe rreziqeve në internet.',
      sr: 'Osniva medijske klubove u srednjim školama protiv dezinformacija i opasnosti na internetu.',
      en: 'Sets up media clubs in secondary schools against misinformation and the risks of the internet.',
    },
  },
  {
    slug: 'bgf',
    kind: 'foundation',
    name: { en: 'Balkan Green Foundation' },
    short_name: 'BGF',
    areas: ['environment', 'economy'],
    summary: {
      sq: 'Punon për dekarbonizim dhe stabilitet në rajon: analiza dhe rekomandime për Planin kombëtar për energji dhe klimë 2025–2030.',
      sr: 'Radi na dekarbonizaciji i stabilnosti u regionu: analize i preporuke za Nacionalni energetski i klimatski plan 2025–2030.',
      en: 'Works on decarbonisation and stability in the region: analysis and recommendations for the National Energy and Climate Plan 2025–2030.',
    },
  },
  {
    slug: 'center-for-gender-justice',
    kind: 'association',
    name: { en: 'Center for Gender Justice' },
    areas: ['gender', 'rule_of_law'],
    summary: {
      sq: 'Me seli në Tiranë. Trajnon nëpunës komunalë për t’iu përgjigjur dhunës në familje.',
      sr: 'Sa sedištem u Tirani. Obučava opštinske službenike da odgovore na nasilje u porodici.',
      en: 'Based in Tirana. Trains municipal employees in responding to domestic violence.',
    },
  },
  {
    slug: 'krd',
    kind: 'association',
    name: { en: 'Kosovo Relief and Development' },
    areas: ['communities', 'economy'],
    summary: {
      sq: 'Nënpërfitues i projektit „Advancing Kosovo Together: Local Solution“ (2014–2018), për bashkëpunim mes bashkësive.',
      sr: 'Podugovarač projekta za saradnju među zajednicama (2014–2018).',
      en: 'A sub-recipient of Advancing Kosovo Together: Local Solution (2014–2018), for cooperation between communities.',
    },
  },
  {
    slug: 'cpt',
    kind: 'association',
    name: { en: 'Center for Peace and Tolerance' },
    short_name: 'CPT',
    areas: ['peace', 'communities'],
    summary: {
      sq: 'Nënpërfitues i projektit „Advancing Kosovo Together: Local Solution“ (2014–2018), për bashkëpunim mes bashkësive.',
      sr: 'Podugovarač projekta za saradnju među zajednicama (2014–2018).',
      en: 'A sub-recipient of Advancing Kosovo Together: Local Solution (2014–2018), for cooperation between communities.',
    },
  },
  {
    slug: 'dokufest',
    kind: 'association',
    name: { en: 'DokuFest' },
    areas: ['culture', 'youth'],
    summary: {
      sq: 'Partner i kampeve ndërkulturore „Stories We Tell“, ku të rinj nga të gjitha bashkësitë bëjnë portrete me video.',
      sr: 'Partner interkulturnih kampova „Stories We Tell“, na kojima mladi iz svih zajednica snimaju video-portrete.',
      en: 'A partner of the intercultural camps Stories We Tell, where young people from all communities make video portraits.',
    },
  },
  {
    slug: 'usaid-kosovo',
    kind: 'donor',
    name: { en: 'USAID Kosovo' },
    short_name: 'USAID',
    areas: ['democracy'],
    summary: {
      sq: 'Ka financuar programin „Citizen Engagement Activity“ (2021–2026).',
      sr: 'Finansirao je program „Citizen Engagement Activity“ (2021–2026).',
      en: 'Funded the Citizen Engagement Activity (2021–2026).',
    },
  },
  {
    slug: 'eu-office',
    kind: 'donor',
    name: { en: 'European Union Office in Kosovo' },
    short_name: 'EU',
    areas: ['european_integration', 'democracy'],
    summary: {
      sq: 'Financon punën e AKTIV-it me organizatat e shoqërisë civile në veri.',
      sr: 'Finansira rad AKTIV-a sa organizacijama civilnog društva na severu.',
      en: 'Funds the work of AKTIV with civil society organisations in the north.',
    },
  },
  {
    slug: 'bashkia-tirane',
    kind: 'municipality',
    name: { en: 'Municipality of Tirana', sq: 'Bashkia Tiranë' },
    areas: ['gender'],
    summary: {
      sq: 'Partnere në trajnimin e nëpunësve komunalë kundër dhunës në familje, në mbështetje të Planit lokal të veprimit për barazi gjinore 2022–2024.',
      sr: 'Partner u obuci opštinskih službenika protiv nasilja u porodici, kao podrška Lokalnom akcionom planu za rodnu ravnopravnost 2022–2024.',
      en: 'A partner in training municipal employees against domestic violence, in support of the Local Action Plan for Gender Equality 2022–2024.',
    },
  },
]

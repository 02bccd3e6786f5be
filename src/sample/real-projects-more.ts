// More of them: real-projects.ts says how they are written down.
import type { RealProject } from './real-projects.ts'

export const moreRealProjects: readonly RealProject[] = [
  {
    slug: 'tokeqark',
    implementer: 'balkan-forum',
    name: { en: 'Youth for a circular economy (ToKeQark network)' },
    summary: {
      sq: 'Hulumtim, trajnime dhe një rrjet i të rinjve për ekonomi qarkore në katër komuna, me nga një nismë në secilën, fushata dhe bursa për inovacion, të ardhme të gjelbër dhe edukim për paqe.',
      sr: 'Istraživanje, obuke i mreža mladih za kružnu ekonomiju u četiri opštine, sa po jednom inicijativom u svakoj, kampanjama i stipendijama za inovacije, zelenu budućnost i obrazovanje za mir.',
      en: 'Research, training and a network of young people for the circular economy in four municipalities, with an initiative in each, campaigns, and scholarships for innovation, a green future and education for peace.',
    },
    areas: ['youth', 'environment'],
    municipalities: ['25', '09', '35', '11'],
    months: 12,
    targets: [
      {
        title: {
          sq: 'Të rinj, ndërmarrës, politikëbërës, akademikë dhe OJQ në rrjet',
          sr: 'Mladi, preduzetnici, donosioci odluka, akademici i NVO u mreži',
          en: 'Young people, entrepreneurs, policymakers, academics and NGOs in the network',
        },
        value: 60,
      },
      {
        title: {
          sq: 'Nisma të të rinjve, një për komunë',
          sr: 'Inicijative mladih, po jedna u opštini',
          en: 'Youth initiatives, one in each municipality',
        },
        value: 4,
      },
    ],
  },
  {
    slug: 'digital-knowledge-for-all',
    implementer: 'odk',
    name: { en: 'Digital knowledge for all' },
    summary: {
      sq: 'Zyrtarë komunalë dhe studentë mësojnë aftësi digjitale, organizatat dhe mediat takohen në TalkDigital, dhe një observator boton çdo vit raport me rekomandime për agjendën digjitale.',
      sr: 'Opštinski službenici i studenti uče digitalne veštine, organizacije i mediji se sastaju na TalkDigital susretima, a opservatorija svake godine objavljuje izveštaj sa preporukama za digitalnu agendu.',
      en: 'Municipal officials and students learn digital skills, organisations and media meet at TalkDigital, and an observatory publishes a report on the digital agenda with recommendations each year.',
    },
    areas: ['digital', 'education'],
  },
  {
    slug: 'citizens-in-municipal-decisions',
    implementer: 'nopm',
    name: { en: 'Citizens in municipal decisions' },
    summary: {
      sq: 'Qytetarët konsultohen, mbikëqyrin dhe vendosin për buxhetin; rregulloret komunale sillen në pajtim me ligjin bashkë me zyrtarët; përcillen auditimet, financat dhe planet e punës; mbahen orë në shkolla.',
      sr: 'Građani se konsultuju, nadziru i odlučuju o budžetu; opštinski propisi se zajedno sa službenicima usklađuju sa zakonom; prate se revizije, finansije i planovi rada; drže se časovi u školama.',
      en: 'Citizens are consulted, keep watch and decide on budgets; municipal regulations are brought in line with the law together with officials; audits, finances and work plans are followed; lessons are held in schools.',
    },
    areas: ['democracy', 'education'],
    targets: [
      { title: { sq: 'Komuna', sr: 'Opštine', en: 'Municipalities' }, value: 3 },
      {
        title: {
          sq: 'Rregullore të nisura ose të ndryshuara, dy për komunë',
          sr: 'Započeti ili izmenjeni propisi, po dva u opštini',
          en: 'Regulations begun or revised, two in each municipality',
        },
        value: 6,
      },
      {
        title: {
          sq: 'Debate dhe konsultime publike',
          sr: 'Javne rasprave i konsultacije',
          en: 'Public debates and consultations',
        },
        value: 6,
      },
      {
        title: {
          sq: 'Takime me këshilla lokale dhe të fshatit, për komunë',
          sr: 'Sastanci sa mesnim i seoskim savetima, po opštini',
          en: 'Meetings with local and village councils, in each municipality',
        },
        value: 5,
      },
      {
        title: {
          sq: 'Pako „Citizen Investment Kit“ të shpërndara, për komunë',
          sr: 'Podeljeni paketi „Citizen Investment Kit“, po opštini',
          en: 'Citizen Investment Kits handed out, in each municipality',
        },
        value: 200,
      },
      {
        title: {
          sq: 'Takime ku nevojat bëhen propozime, për komunë',
          sr: 'Sastanci na kojima potrebe postaju predlozi, po opštini',
          en: 'Meetings that turn needs into proposals, in each municipality',
        },
        value: 2,
      },
      {
        title: {
          sq: 'Dëgjime buxhetore, për komunë',
          sr: 'Budžetske rasprave, po opštini',
          en: 'Budget hearings, in each municipality',
        },
        value: 3,
      },
    ],
  },
  {
    slug: 'incubator-of-ideas',
    implementer: 'klgi',
    name: { en: 'An incubator of ideas between municipalities and local organisations' },
    summary: {
      sq: 'Trajnime me module, takime të grupeve pak të përfaqësuara me institucionet, një platformë këshillimi për politika që bëhen bashkë dhe shkëmbim modelesh në rajon.',
      sr: 'Obuke po modulima, susreti slabo zastupljenih grupa sa institucijama, platforma za savetovanje o zajedničkim politikama i razmena modela u regionu.',
      en: 'Training in modules, meetings of under-represented groups with institutions, a platform of advice for policies made together, and an exchange of models in the region.',
    },
    areas: ['democracy'],
    targets: [
      { title: { sq: 'Komuna', sr: 'Opštine', en: 'Municipalities' }, value: 8 },
      {
        title: { sq: 'Grupe përfaqësuese', sr: 'Predstavničke grupe', en: 'Representative groups' },
        value: 3,
      },
      {
        title: {
          sq: 'Pjesëmarrës dhe aktivistë',
          sr: 'Učesnici i aktivisti',
          en: 'Participants and activists',
        },
        value: 72,
      },
      {
        title: {
          sq: 'Përfaqësues të institucioneve',
          sr: 'Predstavnici institucija',
          en: 'Representatives of institutions',
        },
        value: 24,
      },
    ],
  },
  {
    slug: 'media-clubs-in-schools',
    implementer: 'kec',
    name: { en: 'Youth for Digitalization: media clubs in schools' },
    summary: {
      sq: 'Klube mediale në shkolla të mesme me memorandum, trajnime dhe rrjet mes tyre; nxënësit punojnë me familjet, derë më derë, kundër dezinformimit dhe rreziqeve në internet.',
      sr: 'Medijski klubovi u srednjim školama na osnovu memoranduma, obuke i mreža među njima; učenici rade sa porodicama, od vrata do vrata, protiv dezinformacija i opasnosti na internetu.',
      en: 'Media clubs in secondary schools under a memorandum, with training and a network between them; pupils work with families, from door to door, against misinformation and the risks of the internet.',
    },
    areas: ['education', 'media', 'youth'],
  },
  {
    slug: 'diaspora-in-policy-making',
    implementer: null,
    name: { en: 'The diaspora in policy-making' },
    summary: {
      sq: 'Analizë e nevojave, diskutime Agora në diasporë, grup këshillues, takime tematike në distancë, shënime të shkurtra për politika, angazhim i profesionistëve dhe mbikëqyrje e asaj që u premtua.',
      sr: 'Analiza potreba, Agora razgovori u dijaspori, savetodavna grupa, tematski susreti na daljinu, kratki predlozi politika, angažovanje stručnjaka i nadzor nad obećanim.',
      en: 'An analysis of needs, Agora discussions in the diaspora, an advisory group, thematic meetings at a distance, short policy briefs, the skills of professionals abroad, and a watch on what was promised.',
    },
    areas: ['democracy'],
    targets: [
      {
        title: {
          sq: 'Diskutime publike Agora në bashkësitë e diasporës',
          sr: 'Javni Agora razgovori u zajednicama dijaspore',
          en: 'Public Agora discussions in diaspora communities',
        },
        value: 6,
      },
    ],
  },
  {
    slug: 'stories-we-tell',
    implementer: null,
    partners: ['dokufest'],
    name: { en: 'Stories We Tell: intercultural camps' },
    summary: {
      sq: 'Në kampe, të rinj nga të gjitha bashkësitë bëjnë portrete me video prej një a dy minutash dhe një film të përbashkët gjysmëorësh, që shfaqen në ekspozitë digjitale; krijohet edhe një qendër burimesh për kulturat dhe paragjykimet.',
      sr: 'Na kampovima mladi iz svih zajednica snimaju video-portrete od minut-dva i zajednički film od pola sata, koji se prikazuju na digitalnoj izložbi; nastaje i centar sa izvorima o kulturama i predrasudama.',
      en: 'In camps, young people from all communities make video portraits of a minute or two and a film of half an hour together, shown in a digital exhibition; a resource centre on cultures and prejudice comes of it too.',
    },
    areas: ['culture', 'youth', 'peace'],
    target_groups: [
      {
        sq: 'Të rinj 18–25 vjeç nga të gjitha bashkësitë',
        sr: 'Mladi od 18 do 25 godina iz svih zajednica',
        en: 'Young people of 18 to 25 from all communities',
      },
    ],
    targets: [{ title: { sq: 'Kampe', sr: 'Kampovi', en: 'Camps' }, value: 3 }],
  },
  {
    slug: 'decarbonisation-and-regional-stability',
    implementer: 'bgf',
    name: { en: 'Decarbonisation and regional stability' },
    summary: {
      sq: 'Kush merr pjesë në vendimet për energjinë, një punëtori me grupin e Planit kombëtar për energji dhe klimë 2025–2030, analiza dhe rekomandime për sektorët kryesorë, një konferencë dhe një fushatë në internet.',
      sr: 'Ko učestvuje u odlukama o energiji, radionica sa radnom grupom Nacionalnog energetskog i klimatskog plana 2025–2030, analize i preporuke za ključne sektore, konferencija i kampanja na internetu.',
      en: 'Who has a say on energy, a workshop with the working group of the National Energy and Climate Plan 2025–2030, analysis and recommendations for the main sectors, a conference and a campaign on line.',
    },
    areas: ['environment', 'economy'],
  },
  {
    slug: 'better-response-to-domestic-violence',
    implementer: 'center-for-gender-justice',
    partners: ['bashkia-tirane'],
    name: { en: 'Better response to domestic violence' },
    summary: {
      sq: 'Nëpunësit komunalë mësojnë për ligjin, shenjat e rrezikut, menaxhimin e rasteve, referimin dhe përcjelljen e tyre, në mbështetje të Planit lokal të veprimit për barazi gjinore 2022–2024.',
      sr: 'Opštinski službenici uče o zakonu, znacima opasnosti, vođenju slučajeva, upućivanju i praćenju, kao podrška Lokalnom akcionom planu za rodnu ravnopravnost 2022–2024.',
      en: 'Municipal employees learn about the law, signs of danger, and how cases are managed, referred and followed, in support of the Local Action Plan for Gender Equality 2022–2024.',
    },
    areas: ['gender', 'social_services'],
    targets: [
      {
        title: {
          sq: 'Nëpunës komunalë të trajnuar',
          sr: 'Obučeni opštinski službenici',
          en: 'Municipal employees trained',
        },
        value: 18,
      },
    ],
  },
]

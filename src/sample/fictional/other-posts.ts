// What the other made-up organisations tell.
import type { FictionalPost } from './post-shape.ts'

export const otherPosts: readonly FictionalPost[] = [
  {
    slug: 'staza-je-obelezena',
    organisation: 'zeleni-kamen',
    day: 73,
    project: 'kamena-staza',
    areas: ['environment', 'sport'],
    municipalities: ['35', '23'],
    title: {
      sr: 'Staza je obeležena, od izvora do vrha',
      sq: 'Shtegu u shënua, nga burimi deri në majë',
      en: 'The path is marked, from the spring to the summit',
    },
    summary: {
      sr: 'Sto četrdeset belih i zelenih znakova na jedanaest kilometara. Sada se niko više ne gubi kod tri bukve.',
      sq: 'Njëqind e dyzet shenja të bardha e të gjelbra në njëmbëdhjetë kilometra. Tani askush nuk humbet më te tri ahet.',
      en: 'A hundred and forty signs in white and green over eleven kilometres. Nobody loses the way at the three beeches any more.',
    },
    body: {
      sr: `Kod tri bukve staza se račva, i svako je bar jednom otišao pogrešno. Od nedelje tu stoji znak.

Obeležavali smo dva vikenda. Boju su nosila deca, četke odrasli, a pas Medo je nosio samo sebe. Svaki znak se vidi od prethodnog, i leti i kada padne lišće: to smo proverili tako što smo išli unazad.

## Kako se hoda

1. Krenite od izvora, tu ima hlada i vode.
2. Držite se belo-zelenih znakova; žuti vode na pašnjak.
3. Za ceo put treba **četiri sata**, sa užinom pet.

Ako neki znak nedostaje, javite nam broj koji stoji na prethodnom.`,
      sq: `Te tri ahet shtegu ndahet dhe secili prej nesh të paktën një herë ka shkuar gabim. Që nga e diela, aty qëndron një shenjë.

Shënuam dy fundjava. Bojën e mbanin fëmijët, penelat të rriturit, kurse qeni Medo mbante vetëm veten. Çdo shenjë shihet nga ajo paraprake, edhe në verë, edhe kur bien gjethet: këtë e provuam duke ecur mbrapsht.

## Si ecet

1. Niseni nga burimi, aty ka hije dhe ujë.
2. Ndiqni shenjat bardhë e gjelbër; të verdhat çojnë te kullota.
3. Për tërë rrugën duhen **katër orë**, me ushqim pesë.

Nëse mungon ndonjë shenjë, na tregoni numrin që shkruan në atë paraprake.`,
      en: `At the three beeches the path forks, and every one of us has gone wrong there once. Since Sunday there is a sign.

We marked it over two weekends. The children carried the paint, the grown-ups the brushes, and the dog Medo carried only himself. Every sign can be seen from the one before, in summer and when the leaves have fallen: we tried it by walking backwards.

## How to walk it

1. Begin at the spring, where there is shade and water.
2. Follow the signs in white and green; the yellow ones lead to the pasture.
3. The whole way takes **four hours**, five with lunch.

If a sign is missing, tell us the number on the one before it.`,
    },
    pictures: [
      {
        scene: {
          seed: 31,
          sky: ['#f0e2c4', '#d8e3d2'],
          hills: ['#b7c6a3', '#8aa678', '#5f8553', '#3b5f38'],
        },
        alt: {
          sr: 'Mozaik: zelena brda jedno iza drugog pod svetlim nebom',
          sq: 'Mozaik: kodra të gjelbra njëra pas tjetrës nën një qiell të çelët',
          en: 'A mosaic: green hills one behind the other under a light sky',
        },
        caption: {
          sr: 'Pogled od tri bukve ka vrhu. Crtež.',
          sq: 'Pamja nga tri ahet drejt majës. Vizatim.',
          en: 'The view from the three beeches to the summit. A drawing.',
        },
      },
      {
        scene: {
          seed: 54,
          sky: ['#f4cfa4', '#e79f78'],
          hills: ['#b98d7a', '#8e6f64', '#64564f', '#3f3b38'],
        },
        alt: {
          sr: 'Mozaik: tamna brda pod narandžastim večernjim nebom',
          sq: 'Mozaik: kodra të errëta nën një qiell portokalli mbrëmjeje',
          en: 'A mosaic: dark hills under an orange evening sky',
        },
        caption: {
          sr: 'Silazak, poslednji znak pre mraka. Crtež.',
          sq: 'Zbritja, shenja e fundit para errësirës. Vizatim.',
          en: 'The way down, the last sign before dark. A drawing.',
        },
      },
      {
        scene: {
          seed: 12,
          sky: ['#dbe7ef', '#f2ead9'],
          hills: ['#c4cfcf', '#9fb3b0', '#728f8a', '#496a66'],
        },
        alt: {
          sr: 'Mozaik: bleda brda u jutarnjem svetlu',
          sq: 'Mozaik: kodra të zbehta në dritën e mëngjesit',
          en: 'A mosaic: pale hills in the light of the morning',
        },
        caption: {
          sr: 'Kod izvora, pre polaska. Crtež.',
          sq: 'Te burimi, para nisjes. Vizatim.',
          en: 'At the spring, before setting out. A drawing.',
        },
      },
    ],
  },
  {
    slug: 'dera-eshte-e-hapur-te-merkurave',
    organisation: 'hapi-i-pare',
    day: 66,
    areas: ['disability', 'social_services'],
    municipalities: ['25'],
    title: {
      sq: 'Dera është e hapur të mërkurave',
      en: 'The door is open on Wednesdays',
    },
    body: {
      sq: `Që nga kjo javë, çdo të mërkurë nga ora katër deri në shtatë, kushdo mund të vijë pa u lajmëruar. Ka çaj, ka lojëra, ka dikë që dëgjon.

Rampën e re e ndërtuan babai i Dionit dhe dy fqinjë. Është pak më e gjatë se e vjetra, sepse tani mund të ngjitet kushdo vetë.`,
      en: `From this week on, every Wednesday from four to seven, anybody can come without telling us before. There is tea, there are games, there is somebody who listens.

The new ramp was built by Dion’s father and two neighbours. It is a little longer than the old one, because now everybody can go up by themselves.`,
    },
  },
  {
    slug: 'shtate-tryeza-nje-oborr',
    organisation: 'rrjeti-i-fqinjeve',
    day: 61,
    areas: ['communities', 'peace'],
    municipalities: ['19'],
    title: {
      sq: 'Shtatë tryeza, një oborr',
      sr: 'Sedam stolova, jedno dvorište',
      en: 'Seven tables, one courtyard',
    },
    summary: {
      sq: 'Takimi i tetorit u mbajt jashtë. Procesverbali është në dy gjuhë, pita vetëm në një.',
      sr: 'Oktobarski sastanak je održan napolju. Zapisnik je na dva jezika, pita samo na jednom.',
      en: 'The meeting of October was held outside. The minutes are in two languages, the pie in only one.',
    },
    body: {
      sq: `Secila anëtare solli një tryezë dhe një çështje. Tryezat u bashkuan menjëherë, çështjet pas dy orësh.

U vendos që takimi i ardhshëm të jetë te Guri i Gjelbër, dhe që përkthimi të fillojë para drekës, jo pas saj.`,
      sr: `Svaka članica je donela jedan sto i jedno pitanje. Stolovi su se spojili odmah, pitanja posle dva sata.

Odlučeno je da sledeći sastanak bude kod Zelenog kamena, i da prevod počne pre ručka, a ne posle njega.`,
      en: `Every member brought a table and a question. The tables were joined at once, the questions after two hours.

It was decided that the next meeting will be with Green Stone, and that the translation begins before lunch, not after it.`,
    },
    pictures: [
      {
        scene: {
          seed: 97,
          sky: ['#f3dcc6', '#f0c3a6'],
          hills: ['#d7a98f', '#b97c6b', '#8d4f55', '#5c2f42'],
        },
        alt: {
          sq: 'Mozaik: kodra në ngjyrë trëndafili në perëndim',
          sr: 'Mozaik: brda boje ruže u suton',
          en: 'A mosaic: hills the colour of roses at sunset',
        },
        caption: {
          sq: 'Kur u ndezën dritat. Vizatim.',
          sr: 'Kada su se upalila svetla. Crtež.',
          en: 'When the lights went on. A drawing.',
        },
      },
    ],
  },
  {
    slug: 'kush-mori-bursat',
    organisation: 'fondacioni-dritarja',
    day: 58,
    areas: ['education', 'youth'],
    municipalities: ['20', '05'],
    title: {
      sq: 'Si u ndanë bursat këtë vit',
      sr: 'Kako su ove godine podeljene stipendije',
      en: 'How this year’s scholarships were given',
    },
    body: {
      sq: `Tridhjetë e një kërkesa, nëntë bursa. Katër lexuese i lexuan të gjitha, pa emra, dhe secila i dha pikët pa i ditur të tjerat.

Kriteret dhe pikët qëndrojnë te raporti ynë vjetor. Emrat jo: ata i tregojnë vetë, nëse duan.`,
      sr: `Trideset jedna prijava, devet stipendija. Četiri čitateljke su ih pročitale sve, bez imena, i svaka je dala bodove ne znajući tuđe.

Merila i bodovi stoje u našem godišnjem izveštaju. Imena ne: njih kažu sami, ako žele.`,
      en: `Thirty-one applications, nine scholarships. Four readers read all of them, without names, and each gave her points without knowing the others’.

Criteria and points stand in our annual report. The names do not: those who have them tell them, if they wish.`,
    },
  },
]

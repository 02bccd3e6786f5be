// What the made-up Blue River tells.
import type { FictionalPost } from './post-shape.ts'

export const riverPosts: readonly FictionalPost[] = [
  {
    slug: 'dyzet-thase-nje-te-shtune',
    organisation: 'lumi-i-kalter',
    day: 76,
    pinned: true,
    project: 'brigjet-e-lumit',
    areas: ['environment', 'youth'],
    municipalities: ['17', '06'],
    title: {
      sq: 'Dyzet thasë në një të shtunë',
      sr: 'Četrdeset džakova jedne subote',
      en: 'Forty bags on a Saturday',
    },
    summary: {
      sq: 'Njëqind e dymbëdhjetë veta, tri shkolla dhe një traktor. Kështu u pastrua bregu te ura e vjetër.',
      sr: 'Sto dvanaestoro ljudi, tri škole i jedan traktor. Tako je očišćena obala kod starog mosta.',
      en: 'A hundred and twelve people, three schools and one tractor. This is how the bank at the old bridge was cleaned.',
    },
    body: {
      sq: `Në orën tetë kishte ende mjegull mbi ujë. Në nëntë dorezat mbaruan.

Kishim menduar për gjashtëdhjetë veta. Erdhën **njëqind e dymbëdhjetë**, më e reja gjashtë vjeçe, më i moshuari shtatëdhjetë e nëntë. Tri shkolla e ndanë bregun mes vete: nga ura deri te plepat, nga plepat deri te mulliri, nga mulliri e tutje.

## Çfarë gjetëm

- dyzet thasë plastikë, të peshuar dhe të regjistruar
- nëntë goma, një shporet dhe një derë frigoriferi
- një shishe me letër brenda, të shkruar me ngjyra: „Mos e hidhni këtë.“

> Lumi nuk është i askujt dhe prandaj është i të gjithëve.

Letrën e varëm në klasën e tretë. Thasët i mori komuna të hënën, siç ishte premtuar.

## Çfarë vjen më pas

Të shtunën e parë të dhjetorit matim ujin në të dymbëdhjetë pikat. Kush do të mësojë si bëhet, le të vijë në orën nëntë te ura. Dorezat i japim ne, këtë herë më shumë.`,
      sr: `U osam je nad vodom još bila magla. U devet je ponestalo rukavica.

Računali smo na šezdesetoro ljudi. Došlo ih je **sto dvanaestoro**, najmlađa ima šest godina, najstariji sedamdeset devet. Tri škole su podelile obalu među sobom: od mosta do topola, od topola do mlina, od mlina dalje.

## Šta smo našli

- četrdeset džakova plastike, izmerenih i zapisanih
- devet guma, jedan šporet i vrata od frižidera
- flašu sa pismom, napisanim bojicama: „Nemojte ovo da bacite.“

> Reka nije ničija i zato je svačija.

Pismo smo okačili u trećem razredu. Džakove je opština odnela u ponedeljak, kako je i obećano.

## Šta sledi

Prve subote u decembru merimo vodu na svih dvanaest mesta. Ko želi da nauči kako se to radi, neka dođe u devet kod mosta. Rukavice dajemo mi, ovog puta više njih.`,
      en: `At eight there was still mist on the water. By nine we had run out of gloves.

We had counted on sixty people. **A hundred and twelve** came, the youngest six years old, the oldest seventy-nine. Three schools parted the bank among themselves: from the bridge to the poplars, from the poplars to the mill, and on from the mill.

## What we found

- forty bags of plastic, weighed and written down
- nine tyres, one stove and the door of a refrigerator
- a bottle with a letter in it, in crayon: “Do not throw this away.”

> The river is nobody’s, and so it is everybody’s.

The letter now hangs in the third form. The municipality fetched the bags on Monday, as it had promised.

## What comes next

On the first Saturday of December we measure the water at all twelve points. Whoever wants to learn how it is done, come to the bridge at nine. We bring the gloves; more of them this time.`,
    },
    pictures: [
      {
        scene: {
          seed: 71,
          sky: ['#dfe6e6', '#f1d9b5'],
          hills: ['#a9b8b0', '#7f9a86', '#587a5f', '#33573f'],
          water: '#5b93ab',
        },
        alt: {
          sq: 'Mozaik: mjegull e lehtë mbi një lumë mes kodrave të gjelbra në mëngjes',
          sr: 'Mozaik: laka magla nad rekom među zelenim brdima ujutru',
          en: 'A mosaic: light mist above a river between green hills in the morning',
        },
        caption: {
          sq: 'Lumi në orën tetë, para se të vinin shkollat. Vizatim.',
          sr: 'Reka u osam, pre nego što su došle škole. Crtež.',
          en: 'The river at eight, before the schools came. A drawing.',
        },
      },
    ],
  },
  {
    slug: 'cfare-thote-matja-e-tetorit',
    organisation: 'lumi-i-kalter',
    day: 69,
    areas: ['environment'],
    municipalities: ['17'],
    title: {
      sq: 'Çfarë thotë matja e tetorit',
      sr: 'Šta kaže oktobarsko merenje',
      en: 'What the measurement of October says',
    },
    body: {
      sq: `Njëmbëdhjetë nga dymbëdhjetë pikat janë të mira. E dymbëdhjeta, poshtë mullirit, nuk është, dhe kjo është hera e tretë me radhë.

I kemi shkruar zyrës përgjegjëse dhe kemi bashkëngjitur matjet. Pyetjen do ta botojmë bashkë me përgjigjen, sapo të vijë. Nëse nuk vjen për pesëmbëdhjetë ditë, do ta themi edhe këtë këtu.`,
      sr: `Jedanaest od dvanaest mesta je dobro. Dvanaesto, ispod mlina, nije, i to treći put zaredom.

Pisali smo nadležnoj službi i priložili merenja. Pitanje ćemo objaviti zajedno s odgovorom, čim stigne. Ako ne stigne za petnaest dana, reći ćemo ovde i to.`,
      en: `Eleven of the twelve points are good. The twelfth, below the mill, is not, and that for the third time in a row.

We have written to the office in charge and sent the measurements along. We will publish the question together with the answer as soon as it comes. If none comes within fifteen days, we will say that here too.`,
    },
    pictures: [
      {
        scene: {
          seed: 88,
          sky: ['#c9d6dd', '#e8dcc6'],
          hills: ['#8fa0a6', '#6d857f', '#4b6a60', '#2f4d45'],
          water: '#3f7c9c',
        },
        alt: {
          sq: 'Mozaik: një lumë i errët nën kodra të mbuluara me re',
          sr: 'Mozaik: tamna reka ispod oblačnih brda',
          en: 'A mosaic: a dark river below hills under clouds',
        },
        caption: {
          sq: 'Pika e dymbëdhjetë, poshtë mullirit. Vizatim.',
          sr: 'Dvanaesto mesto, ispod mlina. Crtež.',
          en: 'The twelfth point, below the mill. A drawing.',
        },
      },
    ],
  },
  {
    slug: 'plani-per-pranveren',
    organisation: 'lumi-i-kalter',
    day: 79,
    draft: true,
    areas: ['environment'],
    municipalities: ['17'],
    title: { sq: 'Plani për pranverën' },
    body: { sq: 'Këtu vjen lista e pikave, sapo ta bëjmë bashkë të martën.' },
  },
]

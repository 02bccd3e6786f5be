import type { Fictional } from './shape.ts'

export const greenStone: Fictional = {
  slug: 'zeleni-kamen',
  kind: 'association',
  name: { sr: 'Zeleni kamen', sq: 'Guri i Gjelbër', en: 'Green Stone' },
  summary: {
    sr: 'Kulturno udruženje koje beleži pesme, zanate i priče starijih komšija, na jeziku na kom su ispričane.',
    sq: 'Shoqatë kulturore që i shënon këngët, zejet dhe rrëfimet e fqinjëve të moshuar, në gjuhën në të cilën tregohen.',
    en: 'A cultural association that records the songs, crafts and stories of older neighbours, in the language they are told in.',
  },
  description: {
    sr: `Svake srede uveče otvorena su nam vrata i uključen snimač. Ko ima priču, ispriča je; ko nema, sluša.

- **Arhiva glasova**: preko dvesta snimaka, sa prepisom i saglasnošću svakog pripovedača.
- **Radionica**: tkanje, rezbarenje, popravka instrumenata.
- **Putujuća izložba**: po školama, na dva jezika.`,
    sq: `Çdo të mërkurë në mbrëmje dera është e hapur dhe inçizuesi i ndezur. Kush ka një rrëfim, e tregon; kush s’ka, dëgjon.

- **Arkivi i zërave**: mbi dyqind inçizime, me transkript dhe me pëlqimin e çdo rrëfyesi.
- **Punëtoria**: endje, gdhendje, riparim i veglave muzikore.
- **Ekspozita shëtitëse**: nëpër shkolla, në dy gjuhë.`,
    en: `Every Wednesday evening the door is open and the recorder is on. Whoever has a story tells it; whoever has none listens.

- **The archive of voices**: over two hundred recordings, with a transcript and the consent of each teller.
- **The workshop**: weaving, carving, mending instruments.
- **The travelling exhibition**: in schools, in two languages.`,
  },
  founded_year: 2011,
  municipality: '35',
  works_in: ['23', '14'],
  areas: ['culture', 'communities', 'education'],
  groups: ['older_people', 'communities', 'students'],
  languages: ['sr', 'sq'],
  accent: '#3d7a52',
  verified: true,
  cover: {
    seed: 41,
    sky: ['#e8e2cf', '#d7dcc0'],
    hills: ['#b7b98f', '#8d9b66', '#5f7f4f', '#37593d'],
  },
  cover_alt: {
    sr: 'Mozaik: brežuljci u zelenim tonovima pod svetlim nebom',
    sq: 'Mozaik: kodrina në tone të gjelbra nën qiell të çelët',
    en: 'A mosaic of rolling hills in greens under a pale sky',
  },
  registration_number: '0000002',
  fiscal_number: '000000002',
  public_benefit: [2024, 2025],
  email: 'pozdrav@zeleni-kamen.example',
  phone: '+383 00 000 002',
  address: 'Ulica primera 2',
  people: [
    { name: 'Jovana Uzorić', role: { sr: 'Predsednica', sq: 'Kryetare', en: 'President' } },
    {
      name: 'Petar Primerović',
      role: {
        sr: 'Urednik arhive glasova',
        sq: 'Redaktor i arkivit të zërave',
        en: 'Editor of the archive',
      },
    },
  ],
}

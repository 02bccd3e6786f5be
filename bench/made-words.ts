// The words that made-up organisations are called by, in three languages side by side.
import type { Area, Kind } from '#modules/organisations/index.ts'

/** Albanian, Serbian in Latin letters, English. */
export type Three = readonly [sq: string, sr: string, en: string]

/** How names of a kind begin. */
export const heads: Readonly<Partial<Record<Kind, readonly Three[]>>> = {
  association: [
    ['Shoqata', 'Udruženje', 'Association'],
    ['Qendra', 'Centar', 'Centre'],
    ['Iniciativa', 'Inicijativa', 'Initiative'],
    ['Organizata', 'Organizacija', 'Organisation'],
    ['Klubi', 'Klub', 'Club'],
  ],
  foundation: [['Fondacioni', 'Fondacija', 'Foundation']],
  institute: [['Instituti', 'Institut', 'Institute']],
  coalition: [
    ['Koalicioni', 'Koalicija', 'Coalition'],
    ['Rrjeti', 'Mreža', 'Network'],
  ],
  international: [['Misioni', 'Misija', 'Mission']],
  donor: [['Fondi', 'Fond', 'Fund']],
  agency: [['Agjencia', 'Agencija', 'Agency']],
  informal_group: [['Grupi', 'Grupa', 'Group']],
  village_council: [['Këshilli', 'Savet', 'Council']],
}

/** What follows "për", "za", "for". */
export const themes: readonly (readonly [area: Area, words: Three])[] = [
  ['human_rights', ['të Drejtat e Njeriut', 'ljudska prava', 'Human Rights']],
  ['rule_of_law', ['Sundimin e Ligjit', 'vladavinu prava', 'the Rule of Law']],
  [
    'rule_of_law',
    ['Drejtësi dhe Llogaridhënie', 'pravdu i odgovornost', 'Justice and Accountability'],
  ],
  ['democracy', ['Demokraci Lokale', 'lokalnu demokratiju', 'Local Democracy']],
  ['democracy', ['Pjesëmarrje Qytetare', 'učešće građana', 'Civic Participation']],
  ['youth', ['Rini', 'mlade', 'Youth']],
  ['youth', ['Udhëheqje të Rinjve', 'mlade lidere', 'Young Leaders']],
  ['gender', ['Barazi Gjinore', 'rodnu ravnopravnost', 'Gender Equality']],
  ['gender', ['Gratë Rurale', 'žene na selu', 'Rural Women']],
  ['children', ['Mbrojtjen e Fëmijëve', 'zaštitu dece', 'Child Protection']],
  ['children', ['Fëmijëri të Lumtur', 'srećno detinjstvo', 'Happy Childhood']],
  [
    'disability',
    ['Personat me Aftësi të Kufizuara', 'osobe sa invaliditetom', 'People with Disabilities'],
  ],
  [
    'communities',
    ['Integrimin e Komuniteteve', 'integraciju zajednica', 'Integration of Communities'],
  ],
  ['culture', ['Kulturë dhe Trashëgimi', 'kulturu i nasleđe', 'Culture and Heritage']],
  ['culture', ['Teatër dhe Muzikë', 'pozorište i muziku', 'Theatre and Music']],
  ['education', ['Arsim', 'obrazovanje', 'Education']],
  ['education', ['Mësim gjatë Gjithë Jetës', 'celoživotno učenje', 'Lifelong Learning']],
  ['environment', ['Mbrojtjen e Mjedisit', 'zaštitu životne sredine', 'Environmental Protection']],
  ['environment', ['Lumenj të Pastër', 'čiste reke', 'Clean Rivers']],
  ['health', ['Shëndet Publik', 'javno zdravlje', 'Public Health']],
  ['social_services', ['Shërbime Sociale', 'socijalne usluge', 'Social Services']],
  ['economy', ['Zhvillim Ekonomik', 'ekonomski razvoj', 'Economic Development']],
  ['economy', ['Ndërmarrësi', 'preduzetništvo', 'Entrepreneurship']],
  ['media', ['Media të Pavarura', 'nezavisne medije', 'Independent Media']],
  ['digital', ['Shoqëri Digjitale', 'digitalno društvo', 'Digital Society']],
  ['rural', ['Zhvillim Rural', 'ruralni razvoj', 'Rural Development']],
  ['rural', ['Bletarë dhe Fermerë', 'pčelare i poljoprivrednike', 'Beekeepers and Farmers']],
  ['sport', ['Sport dhe Rekreacion', 'sport i rekreaciju', 'Sport and Recreation']],
  ['sport', ['Bjeshkatari', 'planinarenje', 'Mountaineering']],
  ['peace', ['Paqe dhe Mirëkuptim', 'mir i razumevanje', 'Peace and Understanding']],
  ['european_integration', ['Integrime Evropiane', 'evropske integracije', 'European Integration']],
  ['humanitarian', ['Ndihmë Humanitare', 'humanitarnu pomoć', 'Humanitarian Aid']],
  ['civil_society', ['Shoqëri Civile', 'civilno društvo', 'Civil Society']],
]

/** What stands in quotation marks. */
export const emblems: readonly Three[] = [
  ['Drita', 'Svetlost', 'Light'],
  ['Shpresa', 'Nada', 'Hope'],
  ['Ura', 'Most', 'Bridge'],
  ['Burimi', 'Izvor', 'Spring'],
  ['Zëri', 'Glas', 'Voice'],
  ['Lisi', 'Hrast', 'Oak'],
  ['Agimi', 'Zora', 'Dawn'],
  ['Dallëndyshja', 'Lasta', 'Swallow'],
  ['Ylli', 'Zvezda', 'Star'],
  ['Rrënjët', 'Koreni', 'Roots'],
  ['Krahët', 'Krila', 'Wings'],
  ['Hapi', 'Korak', 'Step'],
  ['Guri', 'Kamen', 'Stone'],
  ['Dora', 'Ruka', 'Hand'],
  ['Dritarja', 'Prozor', 'Window'],
  ['Bleta', 'Pčela', 'Bee'],
  ['Shtëpia', 'Kuća', 'House'],
  ['Livadhi', 'Livada', 'Meadow'],
  ['Ylberi', 'Duga', 'Rainbow'],
  ['Fjala', 'Reč', 'Word'],
  ['Udha', 'Put', 'Path'],
  ['Fara', 'Seme', 'Seed'],
  ['Vala', 'Talas', 'Wave'],
  ['Shqiponja e Vogël', 'Mali orao', 'Little Eagle'],
]

/** Made of syllables, a family's name is new to search, as most names in a register are. */
export const syllables = ['ba', 'be', 'da', 'dri', 'fa', 'ga', 'gje', 'ha', 'ka', 'kra', 'la', 'le']
  .concat(['li', 'lu', 'ma', 'mi', 'mu', 'na', 'ne', 'pe', 'ra', 're', 'sa', 'she', 'shko', 'so'])
  .concat([
    'ta',
    'the',
    'va',
    've',
    'xha',
    'za',
    'ze',
    'zu',
    'vra',
    'ste',
    'tro',
    'bo',
    'ko',
    'pri',
  ])

/** What an organisation says of itself in a sentence; {area} and {place} are put in. */
export const summaries: readonly Three[] = [
  [
    'Punojmë për {area} në {place} dhe rrethinë, bashkë me shkollat dhe komunën.',
    'Radimo za {area} u mestu {place} i okolini, zajedno sa školama i opštinom.',
    'We work for {area} in {place} and around it, with its schools and the municipality.',
  ],
  [
    'Anëtarët tanë nga {place} organizojnë trajnime, takime dhe këshillim falas për {area}.',
    'Naši članovi iz mesta {place} održavaju obuke, susrete i besplatna savetovanja za {area}.',
    'Our members from {place} hold trainings, meetings and free advice for {area}.',
  ],
  [
    'Që nga themelimi mbledhim vullnetarë në {place} për {area} dhe publikojmë çdo vit çfarë kemi bërë.',
    'Od osnivanja okupljamo volontere u mestu {place} za {area} i svake godine objavljujemo šta smo uradili.',
    'Since we were founded we bring volunteers in {place} together for {area}, and publish every year what we did.',
  ],
]

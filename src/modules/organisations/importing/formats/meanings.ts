// What registers call kinds and areas of work. Compared folded, so that ë and e are one.
import { fold } from '#kit/script.ts'
import { type Area, areas, type Kind, kinds } from '../../rules.ts'
import { plainWords } from '../rules.ts'

const kindsCalled: Partial<Record<Kind, readonly string[]>> = {
  association: ['shoqate', 'shoqata', 'ojq', 'nvo', 'ngo', 'cso', 'udruzenje', 'udruga', 'savez'],
  foundation: ['fondacion', 'fondacioni', 'fondacija', 'zaduzbina'],
  institute: ['instituti', 'institucion', 'institute', 'centar', 'qendra', 'center', 'centre'],
  coalition: ['koalicion', 'koalicija', 'rrjet', 'rrjeti', 'mreza', 'network', 'federata'],
  international: ['organizate nderkombetare', 'ojq e huaj', 'nderkombetare', 'medjunarodna'],
  donor: ['donator', 'donatori', 'ambasada', 'embassy', 'donor agency'],
  municipality: ['komune', 'komuna', 'opstina'],
  ministry: ['ministri', 'ministria', 'ministarstvo'],
  agency: ['agjenci', 'agjencia', 'agencija', 'drejtori', 'uprava', 'government'],
  assembly: ['kuvend', 'kuvendi', 'skupstina'],
  village_council: ['keshill fshati', 'keshilli i fshatit', 'mesno vece', 'bashkesi lokale'],
  informal_group: [
    'grup joformal',
    'neformalna grupa',
    'informal group',
    'iniciative',
    'inicijativa',
  ],
}

const areasCalled: Partial<Record<Area, readonly string[]>> = {
  human_rights: ['te drejtat e njeriut', 'ljudska prava'],
  rule_of_law: ['sundimi i ligjit', 'vladavina prava', 'drejtesia', 'pravda', 'justice'],
  democracy: ['demokracia', 'demokracia dhe qeverisja', 'demokratija', 'governance', 'qeverisja'],
  youth: ['rinia', 'te rinjte', 'mladi', 'omladina', 'young people'],
  gender: [
    'grate',
    'grate dhe barazia gjinore',
    'barazia gjinore',
    'zene',
    'women',
    'gender equality',
  ],
  children: ['femijet', 'deca'],
  disability: ['persona me aftesi te kufizuara', 'osobe sa invaliditetom', 'disabilities'],
  communities: ['pakicat', 'komunitetet', 'manjine', 'minorities', 'zajednice'],
  culture: ['kultura', 'kultura dhe artet', 'arti', 'umetnost', 'arts', 'culture and arts'],
  education: ['arsimi', 'obrazovanje', 'edukimi'],
  environment: ['mjedisi', 'ambienti', 'zivotna sredina', 'ekologjia', 'ekologija', 'climate'],
  health: ['shendetesia', 'shendeti', 'zdravlje', 'zdravstvo'],
  social_services: ['sherbimet sociale', 'socijalne usluge', 'mireqenia sociale', 'social welfare'],
  economy: ['zhvillimi ekonomik', 'ekonomia', 'ekonomski razvoj', 'economic development'],
  media: ['mediat', 'mediji', 'gazetaria', 'novinarstvo', 'journalism'],
  digital: ['teknologjia', 'tehnologija', 'technology', 'ict'],
  rural: ['bujqesia', 'zhvillimi rural', 'poljoprivreda', 'agriculture', 'rural development'],
  sport: ['sporti', 'sports'],
  peace: ['paqja', 'pajtimi', 'mir', 'pomirenje', 'peacebuilding', 'reconciliation'],
  european_integration: ['integrimi evropian', 'integrimet evropiane', 'evropske integracije'],
  humanitarian: ['ndihma humanitare', 'humanitare', 'humanitarna pomoc', 'humanitarian aid'],
  civil_society: ['shoqeria civile', 'civilno drustvo', 'civil society development'],
}

const table = <C extends string>(
  codes: readonly C[],
  called: Partial<Record<C, readonly string[]>>,
) =>
  new Map<string, C>(
    codes.flatMap((code) => [
      [plainWords(code), code] as const,
      ...(called[code] ?? []).map((name) => [name, code] as const),
    ]),
  )

const kindOf = table(kinds, kindsCalled)
const areaOf = table(areas, areasCalled)

const bare = (text: string) => plainWords(fold(text))

export const readKind = (text: string): Kind | undefined => kindOf.get(bare(text))

/** The areas of a list, and what in it is none. A name may hold a comma, so both are tried. */
export function readAreas(text: string): { areas: Area[]; unknown: string[] } {
  const whole = areaOf.get(bare(text))
  if (whole) return { areas: [whole], unknown: [] }
  const parts = text.split(/[;,|\n]/).map((part) => part.trim())
  const found = new Set<Area>()
  const unknown: string[] = []
  for (const part of parts.filter(Boolean)) {
    const area = areaOf.get(bare(part))
    area ? found.add(area) : unknown.push(part)
  }
  return { areas: [...found], unknown }
}

interface Named {
  readonly id: string
  readonly code: string | null
  readonly slug: string
  readonly name: Readonly<Record<string, string | undefined>>
  readonly other_names: readonly string[]
}

const frame = /^(komuna e|komuna|opstina|grad|municipality of|city of|qyteti i|qyteti)\s+/

/** Finds a municipality by its code or by any of its names, in any language, script and case. */
export function municipalityFinder(places: readonly Named[]) {
  const known = new Map<string, string>()
  const learn = (name: string, id: string) => {
    if (name !== '' && !known.has(name)) known.set(name, id)
  }
  for (const { id, code, slug, name, other_names } of places)
    for (const said of [code ?? '', slug, ...Object.values(name), ...other_names])
      learn(bare(said ?? ''), id)
  // Albanian names have a definite form: Prishtinë is Prishtina, and of Prishtina Prishtinës.
  for (const [name, id] of [...known]) {
    if (name.endsWith('e')) for (const end of ['a', 'es']) learn(`${name.slice(0, -1)}${end}`, id)
    if (/[^aeiou]$/.test(name)) for (const end of ['i', 'it']) learn(`${name}${end}`, id)
    if (/^\d+$/.test(name)) learn(name.replace(/^0+/, ''), id)
  }
  return (text: string) => {
    const asked = bare(text)
    return known.get(asked) ?? known.get(asked.replace(frame, ''))
  }
}

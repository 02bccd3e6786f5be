// The same rooms in every house: a closed set of names, so that a newcomer knows where to look.
import { folderRooms } from './places.ts'
import type { SourceFile } from './tree.ts'
import { rooms } from './walls.ts'

const markup = ['views', 'pages']
const outsideWings = ['README.md', 'module.ts', 'index.ts', 'words.ts']
const files = new Set([
  'README.md',
  ...Object.keys(rooms)
    .filter((room) => !folderRooms.includes(room))
    .map((room) => (markup.includes(room) ? `${room}.tsx` : `${room}.ts`)),
])

const vague = [
  ...['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'lib', 'core', 'services'],
  ...['service', 'types', 'constants', 'misc', 'manager', 'repository', 'stuff'],
]

/** Files that stand where there is no room for them, and rooms that must be there and are not. */
export function strangers(tree: readonly SourceFile[]): string[] {
  const inside = tree.filter((file) => file.path.startsWith('src/modules/'))
  const houses = [...new Set(inside.map((file) => file.path.split('/')[2] ?? ''))]
  return [
    ...tree.filter((file) => file.path.startsWith('src/')).flatMap((file) => vagueName(file.path)),
    ...inside.flatMap((file) => misplaced(file.path)),
    ...houses.flatMap((house) => missing(house, tree)),
  ]
}

function vagueName(path: string): string[] {
  const names = path.split('/').map((part) => part.split('.')[0] ?? '')
  const bad = names.find((name) => vague.includes(name))
  return bad ? [`${path} is called ${bad}, which says nothing: name it after what it holds`] : []
}

/** Whether a path inside src/modules is no room. */
export const isStranger = (path: string) =>
  path.startsWith('src/modules/') && misplaced(path).length > 0

function misplaced(path: string): string[] {
  const [, , house = '', ...rest] = path.split('/')
  if (rest.length === 0) return [`${path} stands in the street: put it into a module`]
  if (isRoom(rest)) return []
  const [wing = '', ...inner] = rest
  const wingName = /^[a-z][a-z-]*$/.test(wing) && !folderRooms.includes(wing)
  const own = inner[0] ?? ''
  if (wingName && isRoom(inner) && !outsideWings.includes(own) && own !== 'messages') return []
  return [`${path} is no room of ${house}: STYLE.md lists them`]
}

function isRoom([name = '', inner, ...deeper]: readonly string[]): boolean {
  if (deeper.length > 0) return false
  if (!inner) return files.has(name) || isBesideRoom(name)
  if (name === 'messages') return /^(sq|sr|en)\.json$/.test(inner)
  if (!folderRooms.includes(name)) return false
  return /^[a-z][a-z0-9-]*(\.test)?\.tsx?$/.test(inner)
}

/** `rules.test.ts`, or `commands.erasure.test.ts` when one room needs several files of tests. */
function isBesideRoom(name: string): boolean {
  const [room = '', ...rest] = name.split('.')
  const ending = rest.slice(-2).join('.')
  const known = room === 'words' || room in rooms
  return known && rest.length <= 3 && (ending === 'test.ts' || ending === 'test.tsx')
}

function missing(house: string, tree: readonly SourceFile[]): string[] {
  return ['module.ts', 'README.md']
    .filter((name) => !tree.some((file) => file.path === `src/modules/${house}/${name}`))
    .map((name) => `src/modules/${house} has no ${name}: every module has one`)
}

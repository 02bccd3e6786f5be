// The walls inside a house: which room may import which room of its own module, and which libraries
// it may never need. A page knows the command, the command knows the rule, and never back.
import { type Place, placeOf, resolve, said } from './places.ts'
import { type Import, importsOf, isCode, isTest } from './syntax.ts'
import type { SourceFile } from './tree.ts'

interface Room {
  /** Rooms of the same house whose values it may use. */
  uses: readonly string[]
  /** Rooms it may take types from besides. */
  types: readonly string[]
  /** What it must never need, by the names of the lists below. */
  never: readonly (keyof typeof libraries)[]
}

const libraries = {
  sql: ['kysely', 'pg'],
  db: ['kysely', 'pg', '#kit/db.ts', '#kit/once.ts', '#kit/jobs.ts', 'graphile-worker'],
  http: ['hono', '@hono/', '#kit/site.ts', '#kit/reply.ts', '#kit/endpoint.ts'],
  form: ['#kit/form.ts'],
  markup: ['preact', 'preact-render-to-string', '#ui/', '#kit/page.tsx'],
  clock: ['#kit/clock.ts', 'node:timers', 'node:perf_hooks'],
  chance: ['node:crypto', 'nanoid'],
  text: ['#kit/words.ts', 'intl-messageformat'],
}

const pure = ['db', 'http', 'form', 'markup', 'clock', 'chance', 'text'] as const
const everyRoom = [
  ...['tables', 'rules', 'schema', 'paths', 'queries', 'commands', 'views', 'pages', 'api', 'jobs'],
  ...['reactions', 'words', 'fixtures', 'formats', 'elements', 'cli', 'auth', 'datasets'],
  'adapters',
]
const behindPages = everyRoom.filter((room) => room !== 'pages' && room !== 'fixtures')

/** The rooms of a house and their walls. STYLE.md has the same as a table to read. */
export const rooms: Record<string, Room> = {
  tables: {
    uses: [],
    types: ['tables', 'rules', 'schema', 'adapters'],
    never: ['http', 'markup', 'chance'],
  },
  rules: { uses: ['schema'], types: ['tables', 'schema', 'rules', 'adapters'], never: pure },
  schema: { uses: ['rules', 'schema'], types: ['tables'], never: ['db', 'http', 'markup'] },
  paths: { uses: ['paths'], types: [], never: ['db', 'markup', 'chance', 'clock'] },
  queries: {
    uses: ['tables', 'rules', 'schema'],
    types: ['adapters'],
    never: ['http', 'form', 'markup', 'chance', 'clock'],
  },
  commands: {
    uses: ['tables', 'schema', 'rules', 'queries', 'auth'],
    types: ['adapters'],
    never: ['http', 'form', 'markup', 'chance', 'clock'],
  },
  views: {
    uses: ['paths', 'words', 'rules', 'schema', 'views'],
    types: ['queries', 'tables'],
    never: ['db', 'http', 'chance', 'clock'],
  },
  pages: { uses: behindPages, types: [], never: ['sql'] },
  api: {
    uses: ['queries', 'commands', 'schema', 'rules', 'paths'],
    types: ['tables'],
    never: ['sql', 'markup'],
  },
  jobs: {
    uses: [
      ...['queries', 'commands', 'rules', 'schema', 'paths', 'words', 'formats', 'adapters'],
      'auth',
    ],
    types: ['tables'],
    never: ['http'],
  },
  reactions: {
    uses: ['queries', 'commands', 'rules', 'schema', 'paths', 'words'],
    types: ['tables'],
    never: ['http'],
  },
  datasets: {
    uses: ['queries', 'rules', 'schema', 'paths', 'words'],
    types: ['tables'],
    never: ['sql', 'http', 'markup', 'chance', 'clock'],
  },
  words: { uses: ['messages'], types: [], never: ['db', 'http', 'chance', 'clock'] },
  fixtures: {
    uses: ['commands', 'queries', 'tables', 'rules', 'schema', 'formats', 'auth'],
    types: [],
    never: ['http', 'markup'],
  },
  index: {
    uses: ['queries', 'commands', 'rules', 'paths', 'schema', 'views'],
    types: everyRoom,
    never: [],
  },
  // Only people has it: a library with tables and cookies of its own is set up there (0046).
  auth: { uses: ['schema', 'formats'], types: ['tables'], never: ['markup', 'form'] },
  module: { uses: everyRoom, types: everyRoom, never: ['sql'] },
  formats: { uses: ['rules', 'schema', 'formats'], types: [], never: ['db', 'http', 'markup'] },
  // One machine of others each, behind a contract: they ask it, and know nothing of our tables.
  adapters: {
    uses: ['rules', 'schema', 'formats', 'adapters'],
    types: [],
    never: ['db', 'http', 'form', 'markup', 'text'],
  },
  elements: { uses: ['schema', 'rules', 'elements'], types: [], never: ['db', 'http'] },
  cli: {
    uses: ['queries', 'commands', 'formats', 'adapters', 'rules', 'schema', 'paths', 'words'],
    types: ['tables'],
    never: ['sql', 'markup', 'http'],
  },
}

/** Every import that goes through a wall of its own house, with the way round it. */
export function breaches(files: readonly SourceFile[]): string[] {
  const housed = files.filter((file) => isCode(file) && placeOf(file.path).house !== '')
  const rooms = housed.filter((file) => !isTest(file.path))
  return rooms.flatMap((file) => {
    const from = placeOf(file.path)
    const whys = importsOf(file).flatMap((one) => whyNot(from, one) ?? [])
    return [...new Set(whys)].map((why) => `${said(file.path)} ${why}`)
  })
}

function whyNot(from: Place, one: Import): string | null {
  const room = rooms[from.room]
  if (!room) return null
  const path = resolve(one.specifier, from.path)
  const to = path ? placeOf(path) : null
  if (to && to.house === from.house) return whyNotRoom(from, to, room, one.types)
  const list = room.never.find((name) => libraries[name].some((lib) => meets(one.specifier, lib)))
  if (!list) return from.room === 'tables' && !one.types ? tablesRun(one.specifier) : null
  if (one.types && (from.room === 'tables' || list === 'text')) return null
  return `imports ${one.specifier}: ${from.room} never need ${meant[list]}`
}

function whyNotRoom(from: Place, to: Place, room: Room, types: boolean): string | null {
  if (to.wing !== from.wing && to.wing !== '' && from.wing !== '') {
    return `imports ${said(to.path)}: a sub-house is entered only by its parent`
  }
  // Between parent and sub-house also rooms of one name; `rings` sees when they lean on each other.
  const sameRoom = from.wing !== to.wing && to.room === from.room
  const allowed = types ? [...new Set([...room.uses, ...room.types])] : room.uses
  // The site has a few files that are no rooms, because no module is like it.
  const free = to.kind === 'site' && !(to.room in rooms)
  if (sameRoom || free || allowed.includes(to.room)) {
    return from.room === 'tables' && !types ? tablesRun(said(to.path)) : null
  }
  if (room.types.includes(to.room)) return `uses ${to.room}: it may take only types from there`
  const list = allowed.length > 0 ? `only ${allowed.join(', ')}` : 'no other room'
  return `imports ${to.room}: ${from.room} may import ${list} of its own house`
}

const tablesRun = (what: string) => `runs ${what}: tables are types, so write \`import type\``

const meets = (specifier: string, library: string) =>
  specifier === library || specifier.startsWith(library.endsWith('/') ? library : `${library}/`)

const meant: Record<keyof typeof libraries, string> = {
  sql: 'SQL, so ask a query or a command',
  db: 'the database, so take rows as arguments',
  http: 'HTTP, so leave that to pages',
  form: 'forms, so take values that the schema has read',
  markup: 'markup, so return a value',
  clock: 'the clock, so take `now` as an argument',
  chance: 'chance, so let the database or the edge make ids',
  text: 'words, so return a code that views put into words',
}

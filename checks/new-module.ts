// What a new module begins with: the rooms it cannot do without, saying nothing yet, so that types,
// checks and tests pass from the first minute.
import { floors } from './migrations.ts'
import { readOrder } from './order.ts'
import type { SourceFile } from './tree.ts'

/** Why no module can be made by this name after that one, or null when it can. */
export function whyNotMake(name: string, after: string, order: readonly string[]): string | null {
  if (!/^[a-z]{3,24}$/.test(name)) {
    return 'A module has a name of 3 to 24 small letters, a plural noun such as petitions.'
  }
  if (order.includes(name)) return `There is a module ${name} already.`
  if (floors.some((floor) => floor === name))
    return `${name} is a floor of the house, not a module.`
  if (order.includes(after)) return null
  const known = order.join(', ')
  return `Say after which module it stands, by --after. There is: ${known}.`
}

/** modules.ts with the new module in it, directly after the one it may lean on. */
export function listed(file: SourceFile, name: string, after: string): string {
  const { entries } = readOrder(file)
  const place = entries.find((entry) => entry.name === after)
  if (!place) throw new Error(`${after} is not in ${file.path}`)
  const line = `\nimport ${name} from './modules/${name}/module.ts'`
  // The list comes after the imports, so that the later place is written first.
  return insert(insert(file.text, place.end, `, ${name}`), place.importEnd, line)
}

const insert = (text: string, at: number, piece: string) =>
  text.slice(0, at) + piece + text.slice(at)

/** The minute of a new migration: now, or just after the last one when that lies ahead. */
export function nextMinute(now: Date, migrations: readonly string[]): string {
  const taken = migrations.map((path) => /(\d{8}-\d{4})_/.exec(path)?.[1] ?? '').sort()
  const last = taken.at(-1) ?? ''
  const stamp = stampOf(now)
  return stamp > last ? stamp : stampOf(new Date(timeOf(last).getTime() + 60_000))
}

const stampOf = (time: Date) =>
  time.toISOString().slice(0, 16).replaceAll('-', '').replace('T', '-').replace(':', '')

function timeOf(stamp: string): Date {
  const [, year, month, day, hour, minute] = /^(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)$/.exec(stamp) ?? []
  return new Date(`${year}-${month}-${day}T${hour}:${minute}Z`)
}

/** The files of a new module. What is in them is meant to be replaced, and passes until then. */
export function moduleFiles(name: string, minute: string): SourceFile[] {
  const title = (name[0] ?? '').toUpperCase() + name.slice(1)
  const rooms = { ...paperRooms(title), ...quietRooms(name), ...pageRooms }
  const inModule = Object.entries(rooms).map(([path, text]) => ({
    path: `src/modules/${name}/${path}`,
    text,
  }))
  const path = `db/migrations/${minute}_${name}_create.sql`
  return [...inModule, { path, text: migration(name, title) }]
}

const migration = (name: string, title: string) => `-- ${title}: say here what is kept, and why.

create schema ${name};
comment on schema ${name} is 'What the module ${name} keeps.';
`

const paperRooms = (title: string): Record<string, string> => ({
  'README.md': `# ${title}

Say in three lines what it is for. If you cannot, it is not a module yet.

Words -
Records -
Hears -
Asks people (who may)
Law -
`,
  'messages/sq.json': messages('Modul i ri', 'Këtu ende nuk ka asgjë.'),
  'messages/sr.json': messages('Novi modul', 'Ovde još nema ničega.'),
  'messages/en.json': messages('A new module', 'There is nothing here yet.'),
})

const quietRooms = (name: string): Record<string, string> => ({
  'module.ts': `import { defineModule } from '#kit/module.ts'
import { pages } from './pages.tsx'
import type { Tables } from './tables.ts'

export default defineModule<Tables>({ name: '${name}', pages })
`,
  'tables.ts': `import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'

/** The tables this module may touch. Any other is a type error. */
export type Tables = FactsTables
export type Db = Handle<Tables>
`,
  'paths.ts': `import { path } from '#kit/path.ts'

export const paths = {
  index: path('/${name}'),
}
`,
  'words.ts': `import { catalogue } from '#kit/words.ts'
import en from './messages/en.json' with { type: 'json' }
import sq from './messages/sq.json' with { type: 'json' }
import sr from './messages/sr.json' with { type: 'json' }

export const words = catalogue({ sq, sr, en })
export type T = ReturnType<typeof words>
`,
})

const pageRooms: Record<string, string> = {
  'views.tsx': `import { Page } from '#ui/page.tsx'
import type { T } from './words.ts'

export const IndexPage = ({ t }: { t: T }) => (
  <Page title={t('title')}>
    <h1>{t('title')}</h1>
    <p>{t('nothing_yet')}</p>
  </Page>
)
`,
  'pages.tsx': `import { reply } from '#kit/reply.ts'
import { site } from '#kit/site.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from './paths.ts'
import type { Db } from './tables.ts'
import { IndexPage } from './views.tsx'
import { words } from './words.ts'

export const pages = site<Db>()

pages.get(paths.index.pattern, anyone, (c) => reply(c, <IndexPage t={words(c.var.locale)} />))
`,
  'pages.test.ts': `import { afterAll, beforeAll, expect, test } from 'vitest'
import { aWorld, type TestWorld } from '#test/world.ts'
import { paths } from './paths.ts'

let world: TestWorld
beforeAll(async () => {
  world = await aWorld()
})
afterAll(() => world.close())

test('a stranger sees the page in each language', async () => {
  for (const [locale, title] of [
    ['sq', 'Modul i ri'],
    ['sr', 'Novi modul'],
    ['sr-Cyrl', 'Нови модул'],
    ['en', 'A new module'],
  ] as const) {
    const page = await world.visit(paths.index(), { locale })
    expect(page.status).toBe(200)
    expect(page.text).toContain(title)
  }
})
`,
}

const messages = (title: string, nothing_yet: string) =>
  `${JSON.stringify({ title, nothing_yet }, null, 2)}\n`

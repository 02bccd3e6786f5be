// Where a file stands in the house, read from its path alone.
import { posix } from 'node:path'

export type Kind =
  | 'kit'
  | 'facts'
  | 'config'
  | 'ui'
  | 'module'
  | 'site'
  | 'sample'
  | 'modules'
  | 'app'
  | 'entry'
  | 'outside'

export interface Place {
  path: string
  kind: Kind
  /** The module, or `site`; empty elsewhere. */
  house: string
  /** The sub-house inside it; empty when the file belongs to the house itself. */
  wing: string
  /** `queries` for queries.ts, `formats` for formats/camt053.ts, and so on. */
  room: string
}

const single: Record<string, Kind> = {
  'src/facts.ts': 'facts',
  'src/fact-kinds.ts': 'facts',
  'src/config.ts': 'config',
  'src/modules.ts': 'modules',
  'src/main.ts': 'entry',
  'src/worker.ts': 'entry',
  'src/cli.ts': 'entry',
}

/** Rooms that are folders; any other folder of a house is a sub-house, a wing for short. */
export const folderRooms = ['formats', 'adapters', 'elements', 'messages']

export function placeOf(path: string): Place {
  const [top = '', area = '', ...rest] = path.split('/')
  if (top !== 'src') return { path, kind: 'outside', house: '', wing: '', room: '' }
  // What stands beside app.ts belongs to it: how facts are delivered, how it is put together.
  const alone = single[path.replace(/\.test\.tsx?$/, '.ts')] ?? (area.includes('.') ? 'app' : null)
  if (alone) return { path, kind: alone, house: '', wing: '', room: '' }
  if (area === 'modules') return inHouse(path, 'module', rest[0] ?? '', rest.slice(1))
  if (area === 'site') return inHouse(path, 'site', 'site', rest)
  if (area === 'kit' || area === 'ui' || area === 'sample') {
    return { path, kind: area, house: '', wing: '', room: '' }
  }
  return { path, kind: 'outside', house: '', wing: '', room: '' }
}

function inHouse(path: string, kind: 'module' | 'site', house: string, rest: string[]): Place {
  const folders = rest.slice(0, -1)
  const wings = folders.filter((folder) => !folderRooms.includes(folder))
  const folder = folders.find((one) => folderRooms.includes(one))
  const room = folder ?? (rest.at(-1) ?? '').split('.')[0] ?? ''
  return { path, kind, house, wing: wings.join('/'), room }
}

/** The path an import means, or null when it is a package. */
export function resolve(specifier: string, from: string): string | null {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier)
  if (!specifier.startsWith('#')) return null
  const name = specifier.slice(1)
  if (/^(test|checks)\//.test(name)) return name
  return name.includes('/') ? `src/${name}` : `src/${name}.ts`
}

/** A path as people say it: `modules/people/rules.ts`, `kit/db.ts`. */
export const said = (path: string) => path.replace(/^src\//, '')

// The project's folder. What runs tests and measures is read where it is written, or bundled into
// dist/, so that a fixed number of steps up would lead astray.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

export const root = above(import.meta.dirname)

function above(folder: string): string {
  if (existsSync(join(folder, 'package.json'))) return folder
  const next = dirname(folder)
  if (next === folder) throw new Error('there is no package.json above this program')
  return above(next)
}

// The working tree as every check sees it: plain paths and plain text, so that a test can make one.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** One file: where it is, from the root with forward slashes, and what it says. */
export interface SourceFile {
  path: string
  text: string
}

const readable = /\.(ts|tsx|mjs|json|md|sql|css)$/
const notOurs = new Set(['node_modules', 'dist', 'data', 'coverage', '.git', '.test'])
const ours = ['src', 'checks', 'scripts', 'test', 'bench', 'db']

/** Every file of ours under `root`, ordered by name. What cannot be read has an empty text. */
export function readTree(root: string, folders: readonly string[] = ours): SourceFile[] {
  return folders
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => pathsUnder(root, folder))
    .sort()
    .map((path) => ({
      path,
      text: readable.test(path) ? readFileSync(join(root, path), 'utf8') : '',
    }))
}

function pathsUnder(root: string, folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = `${folder}/${name}`
    if (!statSync(join(root, path)).isDirectory()) return [path]
    // A module may keep a folder called data; only the operator's ./data is not ours.
    return notOurs.has(name) && name !== 'data' ? [] : pathsUnder(root, path)
  })
}

// Inside a house no order is written down, so here rings are looked for: two files that lean on
// each other can only be understood, and loaded, together.
import { placeOf, resolve, said } from './places.ts'
import { importsOf, isCode, isTest } from './syntax.ts'
import type { SourceFile } from './tree.ts'

/** Every ring of imports within kit, ui, the site or one module. Types alone make no ring. */
export function rings(files: readonly SourceFile[]): string[] {
  const leans = new Map(
    files
      .filter((file) => isCode(file) && !isTest(file.path) && file.path.startsWith('src/'))
      .map((file) => [file.path, neighboursOf(file)]),
  )
  const done = new Set<string>()
  const found: string[] = []
  const follow = (path: string, way: readonly string[]) => {
    const at = way.indexOf(path)
    if (at >= 0) found.push([...way.slice(at), path].map(said).join(' → '))
    if (at >= 0 || done.has(path)) return
    for (const next of leans.get(path) ?? []) follow(next, [...way, path])
    done.add(path)
  }
  for (const path of leans.keys()) follow(path, [])
  return found.map((ring) => `${ring} is a ring: move what they share into a third file`)
}

function neighboursOf(file: SourceFile): string[] {
  const from = placeOf(file.path)
  return importsOf(file).flatMap(({ specifier, types }) => {
    const path = types ? null : resolve(specifier, file.path)
    const to = path ? placeOf(path) : null
    return to && to.kind === from.kind && to.house === from.house ? [to.path] : []
  })
}

// The import law: lower first. A module looks down the list, only through doors; what it has to say
// to those above it, it says with a fact. A total order cannot hold a ring, so none is looked for.
import { type Kind, type Place, placeOf, resolve, said } from './places.ts'
import { type Import, importsOf, isCode, isTest } from './syntax.ts'
import type { SourceFile } from './tree.ts'

/** What each kind of place may import besides itself. */
const reach: Record<Kind, readonly Kind[]> = {
  kit: [],
  facts: ['kit'],
  config: ['kit'],
  ui: ['kit'],
  module: ['facts', 'ui', 'kit'],
  site: ['module', 'facts', 'ui', 'kit'],
  sample: ['site', 'module', 'facts', 'ui', 'kit', 'config'],
  modules: ['module', 'site', 'facts', 'kit'],
  app: ['modules', 'site', 'sample', 'module', 'facts', 'ui', 'kit', 'config'],
  entry: ['app', 'modules', 'sample', 'facts', 'kit', 'config'],
  outside: ['outside'],
}

const onTop: readonly Kind[] = ['site', 'sample']

/** Every import that crosses a fence, each as one sentence that says what to do instead. */
export function trespasses(order: readonly string[], files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => isCode(file) && file.path.startsWith('src/'))
    .flatMap((file) => {
      const from = placeOf(file.path)
      const whys = importsOf(file).flatMap((one) => whyNot(order, from, one) ?? [])
      return [...new Set(whys)].map((why) => `${said(file.path)} ${why}`)
    })
}

function whyNot(order: readonly string[], from: Place, { specifier, types }: Import) {
  const path = resolve(specifier, from.path)
  if (!path) return null
  const to = placeOf(path)
  if (isTest(from.path)) return whyNotTest(from, to)
  if (to.kind === 'outside')
    return `imports ${path}: what runs may not lean on what tests or builds it`
  if (to.room === 'module' && from.kind !== 'modules') {
    return `imports ${said(path)}: only modules.ts reads a manifest, so ask the door`
  }
  if (to.kind === 'config' && types) return null
  // The type of the whole database is no secret to those who stand on top of it.
  if (to.kind === 'modules' && types && onTop.includes(from.kind)) return null
  if (from.kind === to.kind && from.kind !== 'module') return null
  if (from.house !== '' && from.house === to.house) return null
  if (from.kind === 'module' && to.kind === 'module') return whyNotNeighbour(order, from, to)
  if (!reach[from.kind].includes(to.kind)) return tooHigh(from, to)
  return to.kind === 'module' ? whyNotEnter(from, to) : null
}

function whyNotNeighbour(order: readonly string[], from: Place, to: Place) {
  const [mine, theirs] = [order.indexOf(from.house), order.indexOf(to.house)]
  if (mine < 0) return `stands in no list: put ${from.house} into modules.ts`
  if (theirs < 0) return `imports ${to.house}, which stands in no list: put it into modules.ts`
  if (theirs > mine) return `looks up at ${to.house}: record a fact instead`
  return whyNotEnter(from, to)
}

/** A house is entered by its door; fixtures are for seeds and for other fixtures. */
function whyNotEnter(from: Place, to: Place) {
  if (from.kind === 'modules' || to.path === `src/modules/${to.house}/index.ts`) return null
  if (to.room === 'fixtures' && (from.kind === 'sample' || from.room === 'fixtures')) return null
  return `climbs in at ${said(to.path)}: take it from the door, modules/${to.house}/index.ts`
}

function tooHigh(from: Place, to: Place) {
  const above = to.house || said(to.path)
  if (from.kind === 'kit') return `knows of ${above}: kit must fit into a different product`
  const allowed = reach[from.kind].join(', ') || 'nothing of ours'
  return `may not import ${above}: it may import only ${allowed}`
}

/** A test may open every room of its own house, test/, and doors and fixtures of all the others. */
function whyNotTest(from: Place, to: Place) {
  const own = from.kind === to.kind && from.house === to.house
  if (own || to.kind !== 'module') return null
  if (to.room === 'index' || to.room === 'fixtures') return null
  return `tests what is not its own, ${said(to.path)}: use the door or the fixtures`
}

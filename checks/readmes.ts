// A module's README is its contract with the rest: what it is, whom it asks, what it tells and
// hears. It is checked against the code, because a page that may be wrong is a page nobody reads.
import type { ESTree } from 'vite'
import { placeOf, resolve, said } from './places.ts'
import { importsOf, isCode, isTest, nameOf, plainText, walk } from './syntax.ts'
import type { SourceFile } from './tree.ts'

const lines = ['Words', 'Records', 'Hears', 'Asks', 'Law'] as const

/** Where READMEs and code disagree, and facts that more than one module claims. */
export function untruths(files: readonly SourceFile[]): string[] {
  const readmes = files.filter((file) => /^src\/modules\/[^/]+\/README\.md$/.test(file.path))
  return [...readmes.flatMap((readme) => whatIsWrong(readme, files)), ...sharedKinds(readmes)]
}

function whatIsWrong(readme: SourceFile, files: readonly SourceFile[]): string[] {
  const { house } = placeOf(readme.path)
  const own = files.filter((file) => {
    return placeOf(file.path).house === house && isCode(file) && !isTest(file.path)
  })
  const missing = lines.filter((name) => line(readme, name) === null)
  const whys = [
    ...(/^# \S/.test(readme.text)
      ? []
      : ['begins with no title: write `# Name` on its first line']),
    ...missing.map((name) => `has no line ${name}: say it, or write a dash`),
    ...compare('Records', kinds(line(readme, 'Records')), own.flatMap(recorded)),
    ...compare('Hears', kinds(line(readme, 'Hears')), own.flatMap(heard)),
    ...own
      .flatMap(asked)
      .filter((name) => name !== house && !says(readme, name))
      .map(unsaid),
    ...own.flatMap(unnamed),
  ]
  return [...new Set(whys)].map((why) => `${said(readme.path)} ${why}`)
}

/** The text after a word at the start of a line, up to the next such word or an empty line. */
function line(readme: SourceFile, name: string): string | null {
  const next = `(?:${lines.join('|')})[ \\t]`
  const found = new RegExp(`^${name}[ \\t]+(.+(?:\\n(?!${next})[^\\n]+)*)`, 'm').exec(readme.text)
  return found?.[1] ?? null
}

const kinds = (text: string | null) => text?.match(/\b[a-z_]+\.[a-z_]+\b/g) ?? []
const says = (readme: SourceFile, name: string) => (line(readme, 'Asks') ?? '').includes(name)
const unsaid = (name: string) => `does not say that it asks ${name}: add it to the line Asks`

function compare(name: 'Records' | 'Hears', told: string[], done: string[]) {
  const verb = name === 'Records' ? 'records' : 'hears'
  return [
    ...done
      .filter((kind) => !told.includes(kind))
      .map((kind) => {
        return `does not say that the code ${verb} ${kind}: add it to the line ${name}`
      }),
    ...told
      .filter((kind) => !done.includes(kind))
      .map((kind) => {
        return `says ${kind}, which no code ${verb}: take it out of the line ${name}`
      }),
  ]
}

/** A kind belongs to one module, and so does its prefix: two tellers would be two truths. */
function sharedKinds(readmes: readonly SourceFile[]): string[] {
  const owner = new Map<string, string>()
  return readmes.flatMap((readme) => {
    const { house } = placeOf(readme.path)
    const prefixes = new Set(kinds(line(readme, 'Records')).map((kind) => kind.split('.')[0] ?? ''))
    return [...prefixes].flatMap((prefix) => {
      const first = owner.get(prefix) ?? house
      owner.set(prefix, first)
      if (first === house) return []
      return `${said(readme.path)} records ${prefix}.…, which is ${first}'s: ask its door instead`
    })
  })
}

/** The calls `record(tx, kind, …)` of a file, with the argument that names the kind. */
function recordings(file: SourceFile) {
  const found: ESTree.Node[] = []
  if (!importsOf(file).some((one) => one.specifier === '#facts')) return found
  walk(file, {
    CallExpression(node) {
      const kind = node.arguments[1]
      if (nameOf(node.callee) === 'record' && kind) found.push(kind)
    },
  })
  return found
}

const recorded = (file: SourceFile) => recordings(file).flatMap(literals)

const unnamed = (file: SourceFile) =>
  recordings(file).flatMap((kind) =>
    literals(kind).length > 0
      ? []
      : `cannot know what ${said(file.path)} records: write the kind out where record is called`,
  )

function literals(node: ESTree.Node): string[] {
  if (node.type !== 'ConditionalExpression') return [plainText(node) ?? []].flat()
  return [...literals(node.consequent), ...literals(node.alternate)]
}

/** The kinds that reactions.ts names as keys. */
function heard(file: SourceFile): string[] {
  const found: string[] = []
  if (placeOf(file.path).room !== 'reactions') return found
  walk(file, {
    Property(node) {
      const key = plainText(node.key)
      if (key && /^[a-z_]+\.[a-z_]+$/.test(key)) found.push(key)
    },
  })
  return found
}

const asked = (file: SourceFile) =>
  importsOf(file).flatMap(({ specifier }) => {
    const to = placeOf(resolve(specifier, file.path) ?? '')
    return to.kind === 'module' && placeOf(file.path).room !== 'fixtures' ? to.house : []
  })

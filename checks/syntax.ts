// Reading TypeScript with the parser that Vite brings, so that no check guesses with expressions.
import { type ESTree, parseSync, Visitor, type VisitorObject } from 'vite'
import type { SourceFile } from './tree.ts'

type Parsed = ReturnType<typeof parseSync>

const parsed = new WeakMap<SourceFile, Parsed>()

/** The syntax of a file, read once however many checks ask for it. */
export function syntaxOf(file: SourceFile): Parsed {
  const known = parsed.get(file)
  if (known) return known
  const fresh = parseSync(file.path, file.text)
  const fault = fresh.errors[0]
  if (fault) throw new Error(`${file.path} cannot be read as TypeScript: ${fault.message}`)
  parsed.set(file, fresh)
  return fresh
}

export const isCode = (file: SourceFile) => /\.(ts|tsx|mjs)$/.test(file.path)
export const isTest = (path: string) => /\.test\.tsx?$/.test(path)

/** Look at every node of a file that `visitor` names. */
export function walk(file: SourceFile, visitor: VisitorObject) {
  new Visitor(visitor).visit(syntaxOf(file).program)
}

export function lineOf(file: SourceFile, offset: number) {
  return file.text.slice(0, offset).split('\n').length
}

/** What one file takes from another, however it is written. */
export interface Import {
  specifier: string
  /** True when only types are taken, so that nothing of the other file runs. */
  types: boolean
}

export function importsOf(file: SourceFile): Import[] {
  const found: Import[] = []
  const add = (source: ESTree.Node, types: boolean) => {
    if (source.type === 'Literal' && typeof source.value === 'string') {
      found.push({ specifier: source.value, types })
    }
  }
  walk(file, {
    ImportDeclaration: (node) => add(node.source, onlyTypes(node)),
    ExportNamedDeclaration(node) {
      if (node.source) add(node.source, node.exportKind === 'type' || allTypes(node.specifiers))
    },
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => add(node.source, false),
    TSImportType: (node) => add(node.source, true),
  })
  return found
}

function onlyTypes(node: ESTree.ImportDeclaration) {
  if (node.importKind === 'type') return true
  return allTypes(
    node.specifiers.map((one) => ({
      exportKind: one.type === 'ImportSpecifier' ? one.importKind : 'value',
    })),
  )
}

const allTypes = (specifiers: readonly { exportKind?: string | null }[]) =>
  specifiers.length > 0 && specifiers.every((one) => one.exportKind === 'type')

/** The text of a string literal or of a template without holes; null for anything else. */
export function plainText(node: ESTree.Node | null | undefined): string | null {
  if (node?.type === 'Literal' && typeof node.value === 'string') return node.value
  if (node?.type === 'TemplateLiteral' && node.expressions.length === 0) {
    return node.quasis[0]?.value.cooked ?? null
  }
  return null
}

/** `Date.now` for a member, `fetch` for a name, an empty text for anything else. */
export function nameOf(node: ESTree.Node): string {
  if (node.type === 'Identifier') return node.name
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return ''
  const owner = nameOf(node.object)
  return owner ? `${owner}.${node.property.name}` : `.${node.property.name}`
}

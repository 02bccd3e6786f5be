// The list of modules, read as text: to know the order one need not load every module.
import type { ESTree } from 'vite'
import { placeOf, resolve } from './places.ts'
import { syntaxOf } from './syntax.ts'
import type { SourceFile } from './tree.ts'

export interface Order {
  /** The names of the folders, lowest first. */
  names: string[]
  /** Where each stands in the list, and where its import ends, as offsets in the text. */
  entries: { name: string; end: number; importEnd: number }[]
}

export function readOrder(file: SourceFile): Order {
  const { program, module } = syntaxOf(file)
  const imports = new Map(
    module.staticImports.flatMap(({ moduleRequest, entries, end }) => {
      const { house } = placeOf(resolve(moduleRequest.value, file.path) ?? '')
      return entries.map(({ localName }) => [localName.value, { house, end }] as const)
    }),
  )
  const entries = listOf(program).flatMap((element) => {
    const origin = element?.type === 'Identifier' ? imports.get(element.name) : null
    return origin && element
      ? [{ name: origin.house, end: element.end, importEnd: origin.end }]
      : []
  })
  return { names: entries.map(({ name }) => name), entries }
}

/** The elements of `export const modules = [...]`. */
function listOf(program: ESTree.Program) {
  for (const statement of program.body) {
    if (statement.type !== 'ExportNamedDeclaration') continue
    if (statement.declaration?.type !== 'VariableDeclaration') continue
    for (const { id, init } of statement.declaration.declarations) {
      const value = init?.type === 'TSAsExpression' ? init.expression : init
      const named = id.type === 'Identifier' && id.name === 'modules'
      if (named && value?.type === 'ArrayExpression') return value.elements
    }
  }
  throw new Error('src/modules.ts has no list called modules: write `export const modules = [...]`')
}

// The row types that modules write by hand, read from their syntax: which table, which columns, and
// what kind of value each holds.
import type { ESTree } from 'vite'
import { resolve } from './places.ts'
import { isCode, isTest, plainText, syntaxOf } from './syntax.ts'
import type { SourceFile } from './tree.ts'

export type ValueKind =
  | 'string'
  | 'number'
  | 'bigint'
  | 'boolean'
  | 'Date'
  | 'bytes'
  | 'object'
  | 'array'
  /** A type whose making cannot be read here, such as one taken from a zod schema. */
  | 'unknown'

export interface ColumnType {
  kind: ValueKind
  nullable: boolean
  /** The texts it may hold, when the type names them; null when it may hold any. */
  literals: string[] | null
}

export interface RowType {
  table: string
  path: string
  columns: Map<string, ColumnType>
}

type Declared = ESTree.TSInterfaceDeclaration | ESTree.TSTypeAliasDeclaration

/** Where a name is looked up: the file that uses it, and all the others for what it imports. */
interface Scope {
  file: SourceFile
  files: readonly SourceFile[]
}

/** Every `'schema.table': Row` that these files write. */
export function rowTypes(files: readonly SourceFile[]): RowType[] {
  return files
    .filter((file) => isCode(file) && !isTest(file.path))
    .flatMap((file) => {
      return declarationsOf(file).flatMap((declared) => tablesIn({ file, files }, bodyOf(declared)))
    })
}

function tablesIn(scope: Scope, type: ESTree.Node): RowType[] {
  if (type.type === 'TSIntersectionType') return type.types.flatMap((one) => tablesIn(scope, one))
  if (type.type === 'TSTypeReference') {
    return (type.typeArguments?.params ?? []).flatMap((one) => tablesIn(scope, one))
  }
  return membersOf(type).flatMap((member) => {
    if (member.type !== 'TSPropertySignature' || !member.typeAnnotation) return []
    const table = plainText(member.key)
    if (!table || !/^[a-z_]+\.[a-z_]+$/.test(table)) return []
    const columns = columnsOf(scope, member.typeAnnotation.typeAnnotation)
    return [{ table, path: scope.file.path, columns }]
  })
}

/** The columns of a row written in place, or of the interface that is named. */
function columnsOf(scope: Scope, type: ESTree.Node): Map<string, ColumnType> {
  const found = type.type === 'TSTypeReference' ? lookUp(scope, nameOf(type)) : null
  const inside = found?.scope ?? scope
  const body = found ? bodyOf(found.declared) : type
  const columns = new Map<string, ColumnType>()
  if (found?.declared.type === 'TSInterfaceDeclaration') {
    for (const parent of found.declared.extends) {
      const name = parent.expression.type === 'Identifier' ? parent.expression.name : ''
      const above = lookUp(inside, name)
      if (!above) continue
      for (const column of columnsOf(above.scope, bodyOf(above.declared))) columns.set(...column)
    }
  }
  for (const member of membersOf(body)) {
    if (member.type !== 'TSPropertySignature' || !member.typeAnnotation) continue
    const name = member.key.type === 'Identifier' ? member.key.name : plainText(member.key)
    if (name) columns.set(name, columnType(inside, member.typeAnnotation.typeAnnotation))
  }
  return columns
}

// What kysely reads is the first argument of each of these.
const wrappers = ['Generated', 'GeneratedAlways', 'ColumnType', 'JSONColumnType', 'Json']

const keywords: Partial<Record<ESTree.Node['type'], ValueKind>> = {
  TSStringKeyword: 'string',
  TSNumberKeyword: 'number',
  TSBigIntKeyword: 'bigint',
  TSBooleanKeyword: 'boolean',
  TSArrayType: 'array',
  TSTypeLiteral: 'object',
  TSTemplateLiteralType: 'string',
}
const named: Record<string, ValueKind> = {
  Date: 'Date',
  Buffer: 'bytes',
  Uint8Array: 'bytes',
  Record: 'object',
  Localized: 'object',
  Array: 'array',
  ReadonlyArray: 'array',
}

const plain = (kind: ValueKind): ColumnType => ({ kind, nullable: false, literals: null })

function columnType(scope: Scope, type: ESTree.Node): ColumnType {
  const keyword = keywords[type.type]
  if (keyword) return plain(keyword)
  if (type.type === 'TSLiteralType') return literalType(type)
  if (type.type === 'TSUnionType') return unionType(scope, type)
  if (type.type === 'TSTypeOperator') return columnType(scope, type.typeAnnotation)
  // A brand is a primitive with a mark on it.
  if (type.type === 'TSIntersectionType') return columnType(scope, type.types[0] ?? type)
  if (type.type !== 'TSTypeReference') return plain('unknown')
  const name = nameOf(type)
  const argument = type.typeArguments?.params[0]
  if (wrappers.includes(name) && argument) return columnType(scope, argument)
  const kind = named[name]
  if (kind) return plain(kind)
  const found = lookUp(scope, name)
  if (!found) return plain('unknown')
  if (found.declared.type === 'TSInterfaceDeclaration') return plain('object')
  return columnType(found.scope, found.declared.typeAnnotation)
}

function literalType({ literal }: ESTree.TSLiteralType): ColumnType {
  const text = plainText(literal)
  if (text !== null) return { kind: 'string', nullable: false, literals: [text] }
  const value = literal.type === 'Literal' ? typeof literal.value : 'unknown'
  return plain(value === 'number' || value === 'boolean' || value === 'bigint' ? value : 'unknown')
}

function unionType(scope: Scope, { types }: ESTree.TSUnionType): ColumnType {
  const isNull = (type: ESTree.Node) => type.type === 'TSNullKeyword'
  const parts = types.filter((type) => !isNull(type)).map((type) => columnType(scope, type))
  const kinds = new Set(parts.map(({ kind }) => kind))
  const literals = parts.flatMap((part) => part.literals ?? [])
  return {
    kind: kinds.size === 1 ? (parts[0]?.kind ?? 'unknown') : 'unknown',
    nullable: types.some(isNull) || parts.some((part) => part.nullable),
    literals: parts.length > 0 && parts.every((part) => part.literals) ? literals : null,
  }
}

function lookUp(scope: Scope, name: string): { scope: Scope; declared: Declared } | null {
  const declared = declarationsOf(scope.file).find(({ id }) => id.name === name)
  if (declared) return { scope, declared }
  const origin = importOf(scope.file, name)
  const path = origin ? resolve(origin.specifier, scope.file.path) : null
  const file = scope.files.find((one) => one.path === path)
  return file && origin ? lookUp({ ...scope, file }, origin.name) : null
}

/** Where a file takes a type from, and what it is called there. */
function importOf(file: SourceFile, name: string) {
  const { staticImports } = syntaxOf(file).module
  for (const { moduleRequest, entries } of staticImports) {
    const entry = entries.find(({ localName }) => localName.value === name)
    if (entry) return { specifier: moduleRequest.value, name: entry.importName.name ?? name }
  }
  return null
}

function declarationsOf(file: SourceFile): Declared[] {
  return syntaxOf(file).program.body.flatMap((statement) => {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    const types =
      inner?.type === 'TSInterfaceDeclaration' || inner?.type === 'TSTypeAliasDeclaration'
    return types ? [inner] : []
  })
}

const bodyOf = (declared: Declared): ESTree.Node =>
  declared.type === 'TSInterfaceDeclaration' ? declared.body : declared.typeAnnotation

function membersOf(type: ESTree.Node): readonly ESTree.TSSignature[] {
  if (type.type === 'TSInterfaceBody') return type.body
  return type.type === 'TSTypeLiteral' ? type.members : []
}

const nameOf = (type: ESTree.TSTypeReference) =>
  type.typeName.type === 'Identifier' ? type.typeName.name : ''

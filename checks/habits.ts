// Habits that a parser can see: named exports, one reader of the environment, time and chance as
// arguments, reads that only read, facts told by the one they belong to.
import type { ESTree } from 'vite'
import { placeOf, said } from './places.ts'
import { isCode, isTest, nameOf, syntaxOf, walk } from './syntax.ts'
import type { SourceFile } from './tree.ts'

const timeless = ['rules', 'schema', 'paths', 'queries', 'commands', 'views', 'formats']
const sqlFree = ['pages', 'api', 'cli', 'views', 'module', 'rules', 'schema']
const reads = ['selectFrom', 'selectNoFrom']
const writes = ['insertInto', 'updateTable', 'deleteFrom', 'mergeInto', 'replaceInto']
const clocks = ['Date.now', 'performance.now', 'Temporal.Now.instant']
const chances = ['Math.random', 'randomUUID', 'crypto.randomUUID', 'crypto.getRandomValues']

/** Every habit broken in the files of src, one sentence each. */
export function lapses(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => isCode(file) && !isTest(file.path) && file.path.startsWith('src/'))
    .flatMap((file) => {
      const seen = [...exportsOf(file), ...callsOf(file), ...shapesOf(file)]
      const whys = [...seen, ...foreignTables(file), ...excusesOf(file)]
      return [...new Set(whys)].map((why) => `${said(file.path)} ${why}`)
    })
}

function exportsOf(file: SourceFile): string[] {
  const found: string[] = []
  const { room } = placeOf(file.path)
  walk(file, {
    ExportAllDeclaration: () => found.push('says export *: name what leaves the file'),
    ExportDefaultDeclaration() {
      if (room !== 'module')
        found.push('has a default export: give it a name (only module.ts has one)')
    },
  })
  return found
}

function callsOf(file: SourceFile): string[] {
  const found: string[] = []
  const { kind, room } = placeOf(file.path)
  const still = timeless.includes(room)
  walk(file, {
    MemberExpression(node) {
      if (nameOf(node) === 'process.env' && !['config', 'entry'].includes(kind)) {
        found.push('reads process.env: only an entry does, to hand it to the config')
      }
    },
    NewExpression(node) {
      if (still && nameOf(node.callee) === 'Date' && node.arguments.length === 0) {
        found.push('looks at the clock: take `now` as an argument')
      }
    },
    CallExpression(node) {
      const name = nameOf(node.callee)
      const last = name.split('.').at(-1) ?? ''
      if (still && clocks.includes(name))
        found.push('looks at the clock: take `now` as an argument')
      if (still && chances.includes(name))
        found.push(`throws dice with ${name}: take the result in`)
      if (room === 'queries' && writes.includes(last))
        found.push('writes: move that to commands.ts')
      if (sqlFree.includes(room) && [...reads, ...writes].includes(last)) {
        found.push(`speaks SQL: move ${last} to queries.ts or commands.ts`)
      }
    },
    AwaitExpression() {
      if (room === 'views') found.push('waits: let the page ask and hand the row to the view')
    },
  })
  return found
}

function shapesOf(file: SourceFile): string[] {
  const found: string[] = []
  const look = (node: ESTree.Class) => {
    const parent = node.superClass ? nameOf(node.superClass) : ''
    if (/(Error|Absence|HTMLElement|Element)$/.test(parent)) return
    found.push(
      `has the class ${node.id?.name ?? ''}: write functions (only errors and elements are classes)`,
    )
  }
  walk(file, {
    ClassDeclaration: look,
    ClassExpression: look,
    TSAnyKeyword: () => found.push('says any: say what it is, or unknown'),
    // Beside being hard to read, it hides keys that mean nothing from the compiler.
    SpreadElement({ argument }) {
      if (argument.type === 'ObjectExpression')
        found.push('spreads an object that is written there: write its keys out')
    },
    JSXSpreadAttribute({ argument }) {
      if (argument.type === 'ObjectExpression')
        found.push('spreads an object that is written there: write its keys out')
    },
  })
  return found
}

/** Tables that a piece of SQL names: the compiler sees them in Kysely's words, but not in `sql`. */
function foreignTables(file: SourceFile): string[] {
  const { kind, house } = placeOf(file.path)
  const found: string[] = []
  if (kind !== 'module' && kind !== 'site') return found
  walk(file, {
    TaggedTemplateExpression({ tag, quasi }) {
      if (nameOf(tag) !== 'sql') return
      const text = quasi.quasis.map(({ value }) => value.raw).join(' ')
      for (const [name, schema, table] of text.matchAll(
        /\b(?:from|join|update|into) +(\w+)\.(\w+)/gi,
      )) {
        if (
          !schema ||
          ['kit', 'facts', 'graphile_worker', house].includes(schema) ||
          table === 'card'
        )
          continue
        const told = name.replace(/^\w+ +/, '')
        found.push(`names ${told} in SQL: join ${schema}.card, or ask the door of ${schema}`)
      }
    },
  })
  return found
}

const excuses = /\b(TODO|FIXME|XXX|HACK)\b|@ts-(ignore|nocheck|expect-error)|biome-ignore/

function excusesOf(file: SourceFile): string[] {
  return syntaxOf(file).comments.flatMap(({ value }) => {
    const excuse = excuses.exec(value)
    return excuse ? `has the comment ${excuse[0]}: finish it, or open an issue` : []
  })
}

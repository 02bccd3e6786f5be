// Routes as they are written: every address comes from a paths.ts, every route says who may ask,
// and no two answer the same. What they do is asked of the running app, by a test of its own.
import type { ESTree } from 'vite'
import { placeOf, said } from './places.ts'
import { isTest, lineOf, nameOf, plainText, walk } from './syntax.ts'
import type { SourceFile } from './tree.ts'

const verbs = /^(pages|site|routes)\.(plain\.)?(get|post)$/

export function strayRoutes(files: readonly SourceFile[]): string[] {
  const seen = new Map<string, string>()
  const patterns = patternsOf(files)
  const pages = files.filter(({ path }) => {
    return path.startsWith('src/') && placeOf(path).room === 'pages' && !isTest(path)
  })
  return [
    ...sharedPatterns(files),
    ...pages.flatMap((file) => {
      const found: string[] = []
      walk(file, {
        CallExpression(node) {
          const name = nameOf(node.callee)
          if (!verbs.test(name)) return
          const place = `${said(file.path)}:${lineOf(file, node.start)}`
          found.push(...whatIsWrong(node).map((why) => `${place} ${why}`))
          const address = patterns.get(patternKey(file, node.arguments[0]))
          if (!address) return
          const route = `${name.split('.').at(-1)} ${shape(address)}`
          const first = seen.get(route)
          if (first) found.push(`${place} answers ${route} again: ${first} does already`)
          seen.set(route, place)
        },
      })
      return found
    }),
  ]
}

function whatIsWrong({ arguments: [pattern, who, handler] }: ESTree.CallExpression): string[] {
  const written = pattern ? nameOf(pattern) : ''
  return [
    ...(/aths\.\w+(\.\w+)*\.pattern$/.test(written)
      ? []
      : ['writes its address by hand: take it from paths.ts, as paths.x.pattern']),
    ...(who && handler && !isFunction(who)
      ? []
      : ['does not say who may ask: put `anyone`, `signedIn` or another Who before the handler']),
  ]
}

const isFunction = ({ type }: ESTree.Node) =>
  type === 'ArrowFunctionExpression' || type === 'FunctionExpression'

/** The addresses of every paths.ts: from `src/modules/people/paths.ts#account` to `/account`. */
function patternsOf(files: readonly SourceFile[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const file of files.filter(({ path }) => path.endsWith('/paths.ts'))) {
    walk(file, {
      Property(node) {
        const key = node.key.type === 'Identifier' ? node.key.name : plainText(node.key)
        const call = node.value
        if (call.type !== 'CallExpression' || nameOf(call.callee) !== 'path') return
        const address = plainText(call.arguments[0])
        if (key && address) found.set(`${file.path}#${key}`, address)
      },
    })
  }
  return found
}

function patternKey(file: SourceFile, pattern: ESTree.Node | undefined): string {
  const key = pattern ? nameOf(pattern).split('.').at(-2) : ''
  return `${file.path.replace(/[^/]+$/, 'paths.ts')}#${key}`
}

/** `/o/:slug` and `/o/:id` are one address to a router. */
const shape = (address: string) => address.replace(/:\w+/g, ':')

function sharedPatterns(files: readonly SourceFile[]): string[] {
  const first = new Map<string, string>()
  return [...patternsOf(files)].flatMap(([key, address]) => {
    const known = first.get(shape(address))
    first.set(shape(address), known ?? key)
    return known ? [`${said(key)} is ${address}, which is ${said(known)} already: keep one`] : []
  })
}

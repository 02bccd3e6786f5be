// Pages say nothing by themselves: every word comes from a catalogue, every date, number and sum
// through a component that knows the reader's language.
import type { ESTree } from 'vite'
import { placeOf, said } from './places.ts'
import { isTest, lineOf, nameOf, plainText, walk } from './syntax.ts'
import type { SourceFile } from './tree.ts'

const spoken = ['title', 'alt', 'placeholder', 'aria-label', 'aria-description', 'label', 'summary']
const formatters = ['toLocaleString', 'toLocaleDateString', 'toLocaleTimeString', 'toFixed']
const intl = ['Intl.DateTimeFormat', 'Intl.NumberFormat', 'Intl.RelativeTimeFormat']

/** Marks that are the same in every language. */
const wordless = new Set(['Mozaik', 'CSV', 'JSON', 'PDF', 'IBAN', 'Atom', 'RSS', 'ICS'])

/** The components that format, and the page that shows developers every component. */
const exempt = /^src\/ui\/(gallery\/|(when|money|number|count)[^/]*\.tsx$)/

/** Words and raw figures in views, pages and components. */
export function bareTexts(files: readonly SourceFile[]): string[] {
  return files.filter(isShown).flatMap((file) => {
    const found: string[] = []
    const say = (node: ESTree.Node, what: string, cure: string) => {
      found.push(`${said(file.path)}:${lineOf(file, node.start)} ${what}: ${cure}`)
    }
    const sayAll = (nodes: readonly ESTree.Node[]) => {
      for (const node of nodes) {
        for (const text of shown(node)) say(node, `says “${text}”`, 'put it into messages/')
      }
    }
    walk(file, {
      JSXElement: ({ children }) => sayAll(children),
      JSXFragment: ({ children }) => sayAll(children),
      JSXAttribute(node) {
        const name = node.name.type === 'JSXIdentifier' ? node.name.name : ''
        if (!spoken.includes(name) || !node.value) return
        for (const text of shown(node.value))
          say(node, `has ${name}="${text}"`, 'put it into messages/')
      },
      CallExpression(node) {
        const name = nameOf(node.callee).split('.').at(-1) ?? ''
        if (formatters.includes(name)) say(node, `calls ${name}`, 'use <When>, <Money> or <Count>')
      },
      NewExpression(node) {
        const name = nameOf(node.callee)
        if (intl.includes(name)) say(node, `makes ${name}`, 'use <When>, <Money> or <Count>')
      },
    })
    return found
  })
}

/** The words that a child or an attribute shows, whichever way its conditions go. */
function shown(node: ESTree.Node): string[] {
  if (node.type === 'JSXText') return hasWords(node.value) ? [node.value.trim()] : []
  if (node.type === 'JSXExpressionContainer') return shown(node.expression)
  if (node.type === 'LogicalExpression') return shown(node.right)
  if (node.type === 'ConditionalExpression') {
    return [...shown(node.consequent), ...shown(node.alternate)]
  }
  const text = node.type === 'TemplateLiteral' ? wordsAround(node) : plainText(node)
  return text !== null && hasWords(text) ? [text] : []
}

const wordsAround = (node: ESTree.TemplateLiteral) =>
  node.quasis.map(({ value }) => value.cooked ?? '').join('…')

function isShown({ path }: SourceFile): boolean {
  if (isTest(path) || !path.endsWith('.tsx') || exempt.test(path)) return false
  const { kind, room } = placeOf(path)
  return kind === 'ui' || kind === 'site' || room === 'views' || room === 'pages'
}

const hasWords = (text: string) => /\p{L}{2}/u.test(text) && !wordless.has(text.trim())

// A bank's XML in small trees: those elements of which there may be a hundred thousand are handed
// over one by one, so that a file of a hundred megabytes never lies in memory as a whole.
import { BadXml, openTags } from '#kit/xml-tags.ts'

export interface Node {
  readonly name: string
  readonly attributes: string
  readonly children: Node[]
  readonly line: number
  /** Which one of its name it is in its parent, from 1. */
  readonly index: number
  text: string
}

/** Deeper than any message of ISO 20022, whose deepest has some twenty. */
const depthMax = 40
/** One entry with a batch of ten thousand payments has some half a million elements. */
const nodesMax = 1_000_000
/** The longest text of the standard has 500 signs; some banks put all they know in one. */
const textCharsMax = 20_000

export class XmlTooLarge extends Error {
  readonly limit: string
  constructor(limit: string) {
    super(`The XML is beyond a limit: ${limit}.`)
    this.name = 'XmlTooLarge'
    this.limit = limit
  }
}

interface Wish {
  /** Elements handed over when they end, and then forgotten. */
  readonly each: ReadonlySet<string>
  /** `ancestors` are the elements around it as far as they were read, the outermost first. */
  readonly take: (node: Node, ancestors: readonly Node[]) => void
}

/** The outermost element. What `take` was given is no longer in it. */
export function readTree(pieces: Iterable<string>, { each, take }: Wish): Node {
  const stack: Node[] = []
  let root: Node | null = null
  let nodes = 0
  let counts = new Map<Node, Map<string, number>>()
  const indexOf = (parent: Node | undefined, name: string) => {
    if (!parent) return 1
    const names = counts.get(parent) ?? new Map<string, number>()
    counts.set(parent, names)
    const index = (names.get(name) ?? 0) + 1
    names.set(name, index)
    return index
  }
  const tags = openTags({
    open(name, attributes) {
      const parent = stack.at(-1)
      if (!parent && root) throw new BadXml('broken')
      if (stack.length >= depthMax) throw new XmlTooLarge('depth')
      if (++nodes > nodesMax) throw new XmlTooLarge('elements')
      const index = indexOf(parent, name)
      const node: Node = { name, attributes, children: [], line: tags.line(), index, text: '' }
      root ??= node
      stack.push(node)
    },
    close() {
      const node = stack.pop()
      const parent = stack.at(-1)
      if (!node || !parent) return
      if (!each.has(node.name)) return void parent.children.push(node)
      take(node, stack)
      nodes = 0
      const kept = stack.map((one) => [one, counts.get(one) ?? new Map()] as const)
      counts = new Map(kept)
    },
    text(part) {
      const node = stack.at(-1)
      // What stands between elements is there for the eye alone.
      if (!node || (node.text === '' && part.trim() === '')) return
      node.text += part
      if (node.text.length > textCharsMax) throw new XmlTooLarge('text')
    },
  })
  for (const piece of pieces) tags.push(piece)
  tags.end()
  if (!root) throw new BadXml('broken')
  return root
}

export const child = (node: Node | undefined, name: string) =>
  node?.children.find((one) => one.name === name)

export const children = (node: Node | undefined, name: string): Node[] =>
  node ? node.children.filter((one) => one.name === name) : []

/** The element down this path, the first at each step. */
export function down(node: Node | undefined, ...names: readonly string[]): Node | undefined {
  let at = node
  for (const name of names) at = child(at, name)
  return at
}

/** Its text without the spaces around it; null when there is none. A copy of its own. */
export function textOf(node: Node | undefined, ...names: readonly string[]): string | null {
  const text = down(node, ...names)?.text.trim()
  return text ? own(text) : null
}

// A cut-out of a text keeps the whole text alive; a copy does not.
const cutOutFrom = 13

// What has no letter beyond Latin-1 takes a byte a letter.
const widerThanLatin1 = /[\u0100-\uffff]/

function own(text: string): string {
  if (text.length < cutOutFrom) return text
  const encoding = widerThanLatin1.test(text) ? 'utf16le' : 'latin1'
  return Buffer.from(text, encoding).toString(encoding)
}

const chunkBytes = 1024 * 1024

/** The bytes as text, piece by piece, in the encoding that the document says. */
export function* decoded(bytes: Uint8Array, encoding: string, fatal: boolean): Generator<string> {
  const decoder = new TextDecoder(encoding, { fatal })
  for (let at = 0; at < bytes.byteLength; at += chunkBytes)
    yield decoder.decode(bytes.subarray(at, at + chunkBytes), { stream: true })
  yield decoder.decode()
}

/** What the first line of the document says, or its first bytes do. */
export function saidEncoding(bytes: Uint8Array): string {
  const [first, second] = bytes
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  const head = Buffer.from(bytes.subarray(0, 200)).toString('latin1')
  return (
    /^[^<]*<\?xml[^>]*encoding\s*=\s*["']([\w.-]+)["']/.exec(head)?.[1]?.toLowerCase() ?? 'utf-8'
  )
}

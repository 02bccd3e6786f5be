// What a browser makes of an answer: its elements, its forms, and what in it could run.
import { type DefaultTreeAdapterTypes, parse } from 'parse5'

export interface Found {
  readonly tag: string
  readonly attributes: Readonly<Record<string, string>>
  /** All text within, as it would be shown. */
  readonly text: string
  readonly inside: readonly Found[]
}

type Node = DefaultTreeAdapterTypes.Node

// Tests ask one page several questions, one after the other.
let last: { html: string; elements: Found[] } = { html: '', elements: [] }

/** Every element of a page, from top to bottom. */
export function elementsOf(html: string): Found[] {
  if (html !== last.html) last = { html, elements: flat(foundIn(parse(html))) }
  return last.elements
}

export const named = (elements: readonly Found[], ...tags: string[]) =>
  elements.filter(({ tag }) => tags.includes(tag))

export const flat = (elements: readonly Found[]): Found[] =>
  elements.flatMap((element) => [element, ...flat(element.inside)])

function foundIn(node: Node): Found[] {
  const children =
    'content' in node ? node.content.childNodes : 'childNodes' in node ? node.childNodes : []
  return children.flatMap((child) => {
    if (!('tagName' in child)) return []
    const attributes = Object.fromEntries(child.attrs.map(({ name, value }) => [name, value]))
    return { tag: child.tagName, attributes, text: textIn(child), inside: foundIn(child) }
  })
}

function textIn(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textIn).join('') : ''
}

const asAddress = ['href', 'src', 'action', 'formaction', 'poster', 'data', 'xlink:href', 'cite']
// Of what a page of ours never has.
const unknownTags = ['iframe', 'object', 'embed', 'applet', 'base', 'frame', 'frameset', 'math']

/** What in this page could run something that we did not write. Empty: nothing. */
export function dangersIn(html: string): string[] {
  return elementsOf(html).flatMap((element) => {
    const { tag, attributes, text } = element
    const said = `<${tag} ${JSON.stringify(attributes)}>`.slice(0, 200)
    const found: string[] = []
    if (unknownTags.includes(tag)) found.push(`${said} is none of ours`)
    if (tag === 'meta' && 'http-equiv' in attributes) found.push(`${said} commands the browser`)
    if (tag === 'script' && !isOurScript(attributes, text))
      found.push(`${said} is a foreign script`)
    for (const [name, value] of Object.entries(attributes)) {
      if (/^on|^style$|^srcdoc$/.test(name)) found.push(`${said} has ${name}`)
      if (asAddress.includes(name) && !isHarmless(value)) found.push(`${said} leads to a program`)
    }
    return found
  })
}

function isOurScript({ src, type }: Found['attributes'], text: string): boolean {
  if (src) return /^\/(assets|dev)\//.test(src)
  if (type !== 'application/ld+json') return false
  try {
    return typeof JSON.parse(text) === 'object'
  } catch {
    return false
  }
}

/**
 * Whether following an address cannot run what stands in it. Browsers drop control characters
 * first.
 */
export function isHarmless(address: string): boolean {
  const [, scheme] = /^([a-z][a-z0-9+.-]*):/i.exec(address.replace(/[^\x21-\x7e]/g, '')) ?? []
  if (!scheme) return true
  if (/^data$/i.test(scheme)) return /^data:image\/(png|webp)[;,]/i.test(address.trim())
  return /^(https?|mailto|tel)$/i.test(scheme)
}

/** Addresses that a browser asks by itself to show this page. */
export function loadedBy(html: string): string[] {
  return elementsOf(html).flatMap(({ tag, attributes, text }) => {
    const { rel = '', href, src, srcset, poster } = attributes
    const loads = /stylesheet|icon|preload|prefetch|preconnect|manifest|modulepreload/.test(rel)
    const sets = srcset?.split(',').map((one) => one.trim().split(/\s+/)[0] ?? '') ?? []
    const styles = tag === 'style' ? [...text.matchAll(/url\(["']?([^"')]+)/g)] : []
    return [
      ...(tag === 'link' && loads && href ? [href] : []),
      ...(src ? [src] : []),
      ...(poster ? [poster] : []),
      ...(['image', 'use'].includes(tag) && href ? [href] : []),
      ...sets,
      ...styles.map(([, address = '']) => address),
    ]
  })
}

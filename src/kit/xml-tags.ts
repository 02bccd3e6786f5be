// XML read tag by tag, without building a tree: a sheet of a hundred thousand rows is a text of
// sixty megabytes. It knows the five entities of XML and numbered letters; a document that declares
// its own is refused, because that is how small files are made to burst.

/** Not well-formed, or it declares entities. */
export class BadXml extends Error {
  readonly why: 'broken' | 'entities'
  constructor(why: 'broken' | 'entities') {
    super(`The XML is ${why === 'broken' ? 'not well-formed' : 'declaring entities'}.`)
    this.name = 'BadXml'
    this.why = why
  }
}

export interface Reader {
  /** `name` without its prefix. */
  readonly open?: (name: string, attributes: string) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

const tag =
  /<(?:(\/?)([\w.-]+:)?([\w.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|!--[\s\S]*?-->|!\[CDATA\[([\s\S]*?)\]\]>|\?[\s\S]*?\?>)/y

/** Takes a document piece by piece: a bank's file of a hundred megabytes is never one text. */
export interface Tags {
  push(piece: string): void
  end(): void
  /** In which line of the document the reader is, from 1. */
  line(): number
}

// A tag or a comment that does not end within this was never going to.
const tagCharsMax = 1024 * 1024

export function openTags({ open, close, text }: Reader): Tags {
  const opened: string[] = []
  let [xml, at, counted, lines, fresh] = ['', 0, 0, 1, true]
  const take = (final: boolean) => {
    while (at < xml.length) {
      const next = xml.indexOf('<', at)
      if (next < 0) return
      tag.lastIndex = next
      const found = tag.exec(xml)
      if (!found && !final && xml.length - next < tagCharsMax) return
      if (!found) throw new BadXml(declares.test(xml.slice(next)) ? 'entities' : 'broken')
      if (next > at && opened.length > 0) text?.(plain(xml.slice(at, next)))
      at = tag.lastIndex
      const [, ending, , name, attributes = '', empty, verbatim] = found
      if (verbatim !== undefined) text?.(verbatim)
      else if (name === undefined) continue
      else if (ending) {
        if (opened.pop() !== name) throw new BadXml('broken')
        close?.(name)
      } else {
        open?.(name, attributes)
        if (empty) close?.(name)
        else opened.push(name)
      }
    }
  }
  const line = () => {
    for (let found = xml.indexOf('\n', counted); found >= 0 && found < at; ) {
      lines++
      counted = found + 1
      found = xml.indexOf('\n', counted)
    }
    return lines
  }
  const push = (piece: string) => {
    line()
    xml = xml.slice(at) + piece
    at = fresh && xml.charCodeAt(0) === 0xfeff ? 1 : 0
    counted = 0
    fresh = fresh && xml === ''
    if (xml.length > piece.length + tagCharsMax) throw new BadXml('broken')
    take(false)
  }
  const end = () => {
    take(true)
    if (opened.length > 0) throw new BadXml('broken')
  }
  return { push, end, line }
}

// What stands between `<!` and `>` and is neither a comment nor verbatim text.
const declares = /^<!(?!--|\[CDATA\[)/

/** Tell the reader everything that stands in the document, in its order. */
export function readTags(xml: string, reader: Reader): void {
  const tags = openTags(reader)
  tags.push(xml)
  tags.end()
}

/** The value of one attribute, or undefined. `r:id` is asked for as `r:id`. */
export function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
  const value = found?.[1] ?? found?.[2]
  return value === undefined ? undefined : plain(value)
}

const named: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
}

function plain(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w+));?/gi, (_, hex, decimal, name) => {
    if (name) {
      const letter = named[name]
      if (letter === undefined) throw new BadXml('entities')
      return letter
    }
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    if (code === 0 || code > 0x10ffff) throw new BadXml('broken')
    return String.fromCodePoint(code)
  })
}

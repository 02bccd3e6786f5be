// What a page names for itself, and so what any browser fetches for it, in bytes on the wire.

/** A file as it is served: compressed when the server compresses it. */
export interface Served {
  readonly wire_bytes: number
  readonly text: string
}

/** Asks for a path of the site as a browser would. */
export type Fetch = (path: string) => Promise<Served>

export interface Weight {
  readonly html: number
  readonly css: number
  readonly js: number
  /**
   * Those that the page names. Others come when a letter asks for them, which only browsers know.
   */
  readonly fonts: number
  readonly total: number
  readonly requests: number
}

/** HTML, styles, scripts and the fonts that the page names; pictures are not counted. */
export async function weigh(path: string, fetch: Fetch): Promise<Weight> {
  const page = await fetch(path)
  const styles = await fetchAll(fetch, stylesOf(page.text))
  const scripts = await withImports(fetch, scriptsOf(page.text))
  const named = await fetchAll(fetch, fontsOf(page.text))
  const [html, css, js, fonts] = [page.wire_bytes, sum(styles), sum(scripts), sum(named)]
  const requests = 1 + styles.length + scripts.length + named.length
  return { html, css, js, fonts, total: html + css + js + fonts, requests }
}

const sum = (files: readonly Served[]) => files.reduce((all, { wire_bytes }) => all + wire_bytes, 0)

interface Fetched extends Served {
  readonly path: string
}

const fetchAll = (fetch: Fetch, paths: readonly string[]): Promise<Fetched[]> =>
  Promise.all(paths.map(async (path) => ({ path, ...(await fetch(path)) })))

/** Scripts and what they import at once; what they import later is not of this page's weight. */
async function withImports(fetch: Fetch, first: readonly string[]): Promise<Fetched[]> {
  const known = new Map<string, Fetched>()
  for (let paths = first; paths.length > 0; ) {
    const files = await fetchAll(fetch, paths)
    for (const file of files) known.set(file.path, file)
    const imported = files.flatMap(({ path, text }) => importsOf(text, path))
    paths = [...new Set(imported)].filter((path) => !known.has(path))
  }
  return [...known.values()]
}

interface Tag {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
}

function tagsOf(html: string): Tag[] {
  return [...html.matchAll(/<(link|script)\b([^>]*)>/g)].map(([, name = '', inside = '']) => ({
    name,
    attributes: Object.fromEntries(
      [...inside.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
    ),
  }))
}

function addresses(html: string, wanted: (tag: Tag) => string | undefined): string[] {
  return [...new Set(tagsOf(html).flatMap((tag) => wanted(tag) ?? []))]
}

export const stylesOf = (html: string) =>
  addresses(html, ({ attributes: { rel, href } }) => (rel === 'stylesheet' ? href : undefined))

export const scriptsOf = (html: string) =>
  addresses(html, ({ name, attributes: { src, rel, href } }) =>
    name === 'script' ? src : rel === 'modulepreload' ? href : undefined,
  )

export const fontsOf = (html: string) =>
  addresses(html, ({ attributes }) =>
    attributes.rel === 'preload' && attributes.as === 'font' ? attributes.href : undefined,
  )

export const importsOf = (script: string, from: string) =>
  [...script.matchAll(/\b(?:import|from)\s*["'](\.[^"']+)["']/g)].map(
    ([, address = '']) => new URL(address, `http://site${from}`).pathname,
  )

// A small graph of statements, written as Turtle and as JSON-LD. Everything in it has an address,
// so the two say the same to the letter.

export type Term =
  | { readonly iri: string }
  | { readonly text: string; readonly lang?: string; readonly type?: string }

export interface Thing {
  readonly iri: string
  readonly types: readonly string[]
  /** By short names such as `dct:title`. */
  readonly says: Readonly<Record<string, readonly Term[]>>
}

export const prefixes = {
  adms: 'http://www.w3.org/ns/adms#',
  dcat: 'http://www.w3.org/ns/dcat#',
  dcatap: 'http://data.europa.eu/r5r/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  gsp: 'http://www.opengis.net/ont/geosparql#',
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  vcard: 'http://www.w3.org/2006/vcard/ns#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/** https://www.w3.org/TR/turtle/ */
export function turtle(things: readonly Thing[]): string {
  const head = Object.entries(prefixes).map(([name, iri]) => `@prefix ${name}: <${iri}> .\n`)
  return `${head.join('')}\n${things.map(turtleOf).join('\n')}`
}

function turtleOf({ iri, types, says }: Thing): string {
  const kinds = `a ${types.join(', ')}`
  const lines = Object.entries(says)
    .filter(([, terms]) => terms.length > 0)
    .map(([name, terms]) => `${name} ${terms.map(turtleTerm).join(', ')}`)
  return `${irRef(iri)} ${[kinds, ...lines].join(' ;\n  ')} .\n`
}

function turtleTerm(term: Term): string {
  if ('iri' in term) return irRef(term.iri)
  const text = `"${term.text.replace(/[\\"\n\r\t\b\f]/g, (sign) => escapes[sign] ?? sign)}"`
  if (term.lang) return `${text}@${term.lang}`
  return term.type ? `${text}^^${term.type}` : text
}

const escapes: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '"': '\\"',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
}

const irRef = (iri: string) => `<${address(iri)}>`

/** Signs that no address may hold, and the grammar of Turtle does not let in. */
const address = (iri: string) => iri.replace(/[\p{Cc} <>"{}|^`\\]/gu, encodeURIComponent)

/** https://www.w3.org/TR/json-ld11/ with its context inside: nobody has to fetch one. */
export const jsonLd = (things: readonly Thing[]) => ({
  '@context': prefixes,
  '@graph': things.map(({ iri, types, says }) => ({
    '@id': address(iri),
    '@type': types,
    ...Object.fromEntries(
      Object.entries(says)
        .filter(([, terms]) => terms.length > 0)
        .map(([name, terms]) => [name, terms.map(jsonTerm)]),
    ),
  })),
})

function jsonTerm(term: Term) {
  if ('iri' in term) return { '@id': address(term.iri) }
  const { text, lang, type } = term
  return {
    '@value': text,
    ...(lang ? { '@language': lang } : {}),
    ...(type ? { '@type': type } : {}),
  }
}

/** What a pattern's named parts are: `/o/:slug` needs `{ slug }`. */
export type Params<P extends string> = P extends `${string}:${infer K}/${infer R}`
  ? { [k in K]: string | number } & Params<`/${R}`>
  : P extends `${string}:${infer K}`
    ? { [k in K]: string | number }
    : unknown

type Link<P extends string> = keyof Params<P> extends never
  ? (query?: Query) => string
  : (params: Params<P>, query?: Query) => string

/** What may follow the question mark. Empty and missing values leave no trace in the address. */
export type Query = Record<string, string | number | readonly string[] | null | undefined>

/**
 * A URL written once: `pattern` routes to it, calling it links to it. Addresses carry no language
 * here; links and redirects put the reader's language in front.
 */
export function path<const P extends string>(pattern: P): Link<P> & { readonly pattern: P } {
  const names = [...pattern.matchAll(/:(\w+)/g)].map(([, name]) => name)
  const link = (...args: unknown[]) => {
    const params = (names.length > 0 ? args[0] : {}) as Record<string, unknown>
    const query = (names.length > 0 ? args[1] : args[0]) as Query | undefined
    const address = pattern.replace(/:(\w+)/g, (_, key) => encodeURIComponent(String(params[key])))
    return query ? withQuery(address, query) : address
  }
  return Object.assign(link as Link<P>, { pattern })
}

/** The address with these values after the question mark. */
export function withQuery(address: string, query: Query): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === '') continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  const text = search.toString()
  return text ? `${address}?${text}` : address
}

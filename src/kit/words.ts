// Catalogues of sentences. Messages are ICU; a page asks for about 150 of them, so a message
// without arguments is one look-up in a map, and one with arguments is compiled once.

import { type Formats, type Formatters, IntlMessageFormat } from 'intl-messageformat'
import type { ComponentChildren } from 'preact'
import { dateTimeFormat, numberFormat, pluralRules } from './intl.ts'
import { type Language, type Locale, languageOf, localeEntry } from './locale.ts'
import { toCyrillic } from './script.ts'

type Value = string | number | bigint | boolean | Date | null | undefined
type RichValue = Value | ComponentChildren | ((children: ComponentChildren) => ComponentChildren)

/** The sentences of one catalogue in one locale. */
export interface Translate<Key extends string> {
  (key: Key, values?: Record<string, Value>): string
  /** A sentence with markup in it: `<link>…</link>` in the message calls `values.link`. */
  readonly rich: (key: Key, values: Record<string, RichValue>) => ComponentChildren
  readonly locale: Locale
}

type Messages<Key extends string> = Readonly<Record<Key, string>>

/** The first language names the keys; every other language has to have them all. */
type Catalogues<Key extends string> = { sq: Messages<Key> } & {
  [L in Exclude<Language, 'sq'>]: NoInfer<Messages<Key>>
}

/** `words(locale)` gives the `t` of a page; `type T = ReturnType<typeof words>` is its type. */
export function catalogue<Key extends string>(
  catalogues: Catalogues<Key>,
): (locale: Locale) => Translate<Key> {
  const translators = new Map<Locale, Translate<Key>>()
  return (locale) => {
    const known = translators.get(locale)
    if (known) return known
    const made = translator<Key>(catalogues[languageOf(locale)], locale)
    translators.set(locale, made)
    return made
  }
}

function translator<Key extends string>(messages: Messages<Key>, locale: Locale): Translate<Key> {
  const cyrillic = localeEntry(locale).script === 'Cyrl'
  const plain = new Map<string, string>()
  const compiled = new Map<string, IntlMessageFormat>()

  for (const [key, message] of Object.entries<string>(messages)) {
    if (!needsParsing.test(message)) plain.set(key, cyrillic ? toCyrillic(message) : message)
  }

  const compile = (key: Key): IntlMessageFormat => {
    const known = compiled.get(key)
    if (known) return known
    const message: string | undefined = messages[key]
    if (message === undefined) throw new Error(`There is no message ${key} in ${locale}`)
    const made = compileMessage(message, locale, cyrillic)
    compiled.set(key, made)
    const text = plainText(made.getAst())
    if (text !== null) plain.set(key, text)
    return made
  }

  const t = (key: Key, values?: Record<string, Value>): string =>
    plain.get(key) ?? String(compile(key).format(values))

  const rich = (key: Key, values: Record<string, RichValue>): ComponentChildren =>
    plain.get(key) ?? (compile(key).format(values as Record<string, Value>) as ComponentChildren)

  return Object.assign(t, { rich, locale })
}

// The four signs that mean something to ICU outside a plural.
const needsParsing = /[{}<']/

type Ast = ReturnType<IntlMessageFormat['getAst']>

const noFormats: Partial<Formats> = {}

const formatters: Formatters = {
  getNumberFormat: numberFormat,
  getDateTimeFormat: dateTimeFormat,
  getPluralRules: pluralRules,
}

function compileMessage(message: string, locale: Locale, cyrillic: boolean): IntlMessageFormat {
  const tag = localeEntry(locale).intl
  const options = { formatters }
  const made = new IntlMessageFormat(message, tag, noFormats, options)
  if (!cyrillic) return made
  return new IntlMessageFormat(inCyrillic(made.getAst()), tag, noFormats, options)
}

/** The text of a message that says the same whatever the values are, such as `it''s`. */
function plainText(ast: Ast): string | null {
  const parts = ast.map((element) => (element.type === 0 ? element.value : null))
  return parts.includes(null) ? null : parts.join('')
}

/** Only what the translator wrote changes script: never names of arguments and tags, nor values. */
function inCyrillic(ast: Ast): Ast {
  return ast.map((element) => {
    if (element.type === 0) return { ...element, value: toCyrillic(element.value) }
    if ('children' in element) return { ...element, children: inCyrillic(element.children) }
    if (!('options' in element)) return element
    const options = Object.fromEntries(
      Object.entries(element.options).map(([name, option]) => [
        name,
        { ...option, value: inCyrillic(option.value) },
      ]),
    )
    return { ...element, options } as typeof element
  })
}

// Every sentence in every language: the same keys, the same gaps, the forms the grammar needs.
import { dirname } from 'node:path/posix'
import { type Message, readMessage } from './messages.ts'
import { type Language, misspellings } from './spelling.ts'
import { isCode, isTest, walk } from './syntax.ts'
import type { SourceFile } from './tree.ts'

const languages: readonly Language[] = ['sq', 'sr', 'en']

type Catalogue = Map<string, Message>

/** What is missing, different, ungrammatical, misspelt or unused in the messages of `files`. */
export function slips(files: readonly SourceFile[]): string[] {
  const folders = new Set(
    files
      .filter(({ path }) => /^src\/.*\/messages\/[^/]+$/.test(path))
      .map(({ path }) => dirname(path)),
  )
  return [...folders].flatMap((folder) => slipsIn(folder, files))
}

function slipsIn(folder: string, files: readonly SourceFile[]): string[] {
  const faults: string[] = []
  const catalogues = new Map<Language, Catalogue>()
  for (const language of languages) {
    const path = `${folder}/${language}.json`
    const file = files.find((one) => one.path === path)
    if (file) catalogues.set(language, readCatalogue(file, language, faults))
    else faults.push(`${path} is missing: every text exists in sq, sr and en`)
  }
  return [...faults, ...differences(folder, catalogues), ...unused(folder, catalogues, files)]
}

function readCatalogue(file: SourceFile, language: Language, faults: string[]): Catalogue {
  const catalogue: Catalogue = new Map()
  const say = (key: string, why: string) => faults.push(`${file.path}: ${key} ${why}`)
  for (const [key, source] of Object.entries(parseObject(file, faults))) {
    if (typeof source !== 'string' || source.trim() === '') {
      say(key, 'has no text: write it')
      continue
    }
    if (source !== source.trim()) say(key, 'begins or ends with a space: take it away')
    try {
      const message = readMessage(source, language)
      catalogue.set(key, message)
      for (const why of [...grammar(message, language), ...misspellings(message.text, language)]) {
        say(key, why)
      }
    } catch (fault) {
      say(key, `cannot be read: ${String(fault)}`)
    }
  }
  return catalogue
}

function parseObject(file: SourceFile, faults: string[]): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(file.text)
    if (value && typeof value === 'object') return { ...value }
  } catch {
    // Said below, in one way for everything that is not an object.
  }
  faults.push(`${file.path} is not an object in JSON: write { "key": "text" }`)
  return {}
}

/** The plural forms that a language has: sq and en two, sr three. */
function grammar({ plurals }: Message, language: Language): string[] {
  return plurals.flatMap(({ name, ordinal, categories }) => {
    const rules = new Intl.PluralRules(language, { type: ordinal ? 'ordinal' : 'cardinal' })
    const needed: string[] = rules.resolvedOptions().pluralCategories
    const missing = needed.filter((one) => !categories.includes(one))
    const surplus = categories.filter((one) => !one.startsWith('=') && !needed.includes(one))
    return [
      ...missing.map((one) => `has no form “${one}” for {${name}}: ${language} needs it`),
      ...surplus.map((one) => `has the form “${one}” for {${name}}, which ${language} never uses`),
    ]
  })
}

function differences(folder: string, catalogues: Map<Language, Catalogue>): string[] {
  const keys = new Set([...catalogues.values()].flatMap((catalogue) => [...catalogue.keys()]))
  return [...keys].flatMap((key) => {
    const lacking = [...catalogues].filter(([, catalogue]) => !catalogue.has(key))
    const gaps = [...catalogues].flatMap(([language, catalogue]) => {
      const message = catalogue.get(key)
      return message ? [{ language, gaps: gapsOf(message) }] : []
    })
    const first = gaps[0]
    return [
      ...lacking.map(([language]) => `${folder}/${language}.json has no ${key}: translate it`),
      ...gaps.flatMap((one) => {
        if (!first || one.gaps === first.gaps) return []
        const has = `has ${one.gaps || 'no gaps'}`
        return `${folder}/${one.language}.json: ${key} ${has}, ${first.language} has ${first.gaps || 'none'}`
      }),
    ]
  })
}

const gapsOf = ({ placeholders, tags }: Message) =>
  [...new Set([...placeholders.map((name) => `{${name}}`), ...tags.map((name) => `<${name}>`)])]
    .sort()
    .join(' ')

/** Keys that nothing in the house says: a text no one reads is still translated three times. */
function unused(
  folder: string,
  catalogues: Map<Language, Catalogue>,
  files: readonly SourceFile[],
): string[] {
  const house = dirname(folder)
  const own = files.filter(({ path }) => path.startsWith(`${house}/`) && !isTest(path))
  const { texts, patterns } = saidIn(own.filter(isCode))
  return [...(catalogues.get('sq')?.keys() ?? [])]
    .filter((key) => !texts.has(key) && !patterns.some((pattern) => pattern.test(key)))
    .map((key) => `${folder}: ${key} is said nowhere in ${house}: use it or take it out`)
}

/** Every text written in these files, and every template with a beginning, as a pattern. */
function saidIn(files: readonly SourceFile[]) {
  const texts = new Set<string>()
  const patterns: RegExp[] = []
  for (const file of files) {
    walk(file, {
      Literal(node) {
        if (typeof node.value === 'string') texts.add(node.value)
      },
      TemplateLiteral(node) {
        const parts = node.quasis.map(({ value }) => RegExp.escape(value.cooked ?? ''))
        // A template that begins with a hole could be any key, so it proves nothing.
        if (parts[0]) patterns.push(new RegExp(`^${parts.join('.+')}$`))
      },
    })
  }
  return { texts, patterns }
}

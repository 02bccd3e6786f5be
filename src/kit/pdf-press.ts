// The press: a program of its own that sets papers with Typst, one at a time, for as long as the
// one that started it is there.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler'
import { valuesInKnownLetters } from './pdf-letters.ts'

export interface PressOrder {
  readonly source: string
  readonly values: unknown
  readonly made_at_s: number
}

export type PressAnswer = { readonly pdf: Uint8Array<ArrayBuffer> } | { readonly fault: string }

// From the sources, and from the build in dist/server.
const folders = ['../ui/fonts', '../fonts', '../../fonts']

function fontFolder(): string {
  const found = folders
    .map((path) => join(import.meta.dirname, path))
    .find((path) => existsSync(join(path, 'paper-letters.txt')))
  if (!found) throw new Error('The fonts for papers are not there: run scripts/fonts.mjs.')
  return found
}

function openPress() {
  const folder = fontFolder()
  const fonts = readdirSync(folder).filter((name) => /^paper-.*\.ttf$/.test(name))
  const fontBlobs = fonts.map((name) => readFileSync(join(folder, name)))
  const known = new Set(readFileSync(join(folder, 'paper-letters.txt'), 'utf8'))
  // A folder that does not exist: a source that asked for a file would find none.
  const compiler = NodeCompiler.create({
    workspace: join(folder, 'none'),
    fontArgs: [{ fontBlobs }],
  })
  return { compiler, known }
}

type Press = ReturnType<typeof openPress>

function print({ compiler, known }: Press, { source, values, made_at_s }: PressOrder) {
  // What is shown travels as data and is never read as markup.
  const inputs = { values: JSON.stringify(valuesInKnownLetters(values, known)) }
  const compiled = compiler.compile({ mainFileContent: source, inputs })
  const { result } = compiled
  if (!result) throw new Error(faultOf(compiled.takeDiagnostics()))
  const options = { pdfStandard: 'ua-1', creationTimestamp: made_at_s }
  const pdf = compiler.pdf(result, options)
  // What it remembers of this paper is of no use for the next one, which is about somebody else.
  compiler.evictCache(0)
  return new Uint8Array(pdf)
}

const faultOf = (diagnostics: { shortDiagnostics: unknown[] } | null) =>
  `A paper could not be set: ${JSON.stringify(diagnostics?.shortDiagnostics ?? [])}`

let press: Press | undefined

function answerTo(order: PressOrder): PressAnswer {
  try {
    press ??= openPress()
    return { pdf: print(press, order) }
  } catch (fault) {
    return { fault: String(fault) }
  }
}

process.on('message', (order: PressOrder) => process.send?.(answerTo(order)))
process.on('disconnect', () => process.exit())

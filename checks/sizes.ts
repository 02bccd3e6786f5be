// Small enough to read at one sitting: a file about 100 lines, a function 40, a line 100 columns.
import type { ESTree } from 'vite'
import { isCode, lineOf, walk } from './syntax.ts'
import type { SourceFile } from './tree.ts'

export const fileLinesMax = 300
export const functionLinesMax = 60
export const lineColumnsMax = 100

// Shorter texts fit into a line of their own.
const sentenceLettersMin = 50

const measured = /\.(ts|tsx|mjs|css)$/

/** What has grown past what one can hold in mind. */
export function overgrown(files: readonly SourceFile[]): string[] {
  return files
    .filter((file) => measured.test(file.path))
    .flatMap((file) => {
      return [...longFile(file), ...longLines(file), ...(isCode(file) ? longFunctions(file) : [])]
    })
}

function longFile({ path, text }: SourceFile): string[] {
  const count = text.trimEnd().split('\n').length
  if (count <= fileLinesMax) return []
  return [`${path} has ${count} lines: part it by subject, ${fileLinesMax} at most`]
}

function longLines(file: SourceFile): string[] {
  const textual = isCode(file) ? lettersInTexts(file) : new Map<number, number>()
  return file.text.split('\n').flatMap((line, index) => {
    const width = [...line].length
    // A sentence stays in one piece, so that whoever reads it on the screen can find it here.
    if (width - (textual.get(index + 1) ?? 0) <= lineColumnsMax - sentenceLettersMin) return []
    if (width <= lineColumnsMax) return []
    return `${file.path}:${index + 1} is ${width} columns wide: break it, ${lineColumnsMax} at most`
  })
}

/** How much of each line is a text that was long already by itself. */
function lettersInTexts(file: SourceFile): Map<number, number> {
  const found = new Map<number, number>()
  const add = (node: ESTree.Node) => {
    const lines = file.text.slice(node.start, node.end).split('\n')
    const first = lineOf(file, node.start)
    for (const [index, line] of lines.entries()) {
      if (line.length < sentenceLettersMin) continue
      found.set(first + index, (found.get(first + index) ?? 0) + line.length)
    }
  }
  walk(file, { Literal: add, TemplateLiteral: add })
  return found
}

function longFunctions(file: SourceFile): string[] {
  const found: string[] = []
  const measure = (node: ESTree.Function | ESTree.ArrowFunctionExpression) => {
    const [from, to] = [lineOf(file, node.start), lineOf(file, node.end)]
    if (to - from < functionLinesMax) return
    const name = 'id' in node && node.id ? node.id.name : 'a function'
    found.push(
      `${file.path}:${from} ${name} has ${to - from + 1} lines: ${functionLinesMax} at most`,
    )
  }
  walk(file, {
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  })
  return found
}

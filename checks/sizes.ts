// Small enough to read at one sitting: a file about 100 lines, a function about 40, a line 100 columns.
import type { ESTree } from 'vite'
import { isCode, lineOf, walk } from './syntax.ts'
import type { SourceFile } from './tree.ts'

export const fileLinesMax = 300
export const functionLinesMax = 60
export const lineColumnsMax = 100

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

function longLines({ path, text }: SourceFile): string[] {
  return text.split('\n').flatMap((line, index) => {
    if ([...line].length <= lineColumnsMax) return []
    return `${path}:${index + 1} is ${[...line].length} columns wide: break it, ${lineColumnsMax} at most`
  })
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

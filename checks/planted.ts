import type { SourceFile } from './tree.ts'

/** A made-up tree: paths and what the files say. */
export function planted(files: Record<string, string>): SourceFile[] {
  return Object.entries(files).map(([path, text]) => ({ path, text }))
}

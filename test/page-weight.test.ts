// No public page may weigh more than 60 kB on a first visit, pictures aside. Counted here are the
// page, its styles, its scripts and the fonts it names itself, compressed as they are served.
import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createApp } from '#app'
import { readAssets } from '#kit/assets.ts'
import { locales } from '#kit/locale.ts'
import { loadSample } from '#sample/load.ts'
import { aWorld, type TestWorld } from '#test/world.ts'
import { type Fetch, weigh } from './weight.ts'

const weightBytesMax = 60_000

const dist = fileURLToPath(new URL('../dist', import.meta.url))
const built = existsSync(join(dist, 'manifest.json'))
const say = (sentence: string) => process.stdout.write(`${sentence}\n`)

let world: TestWorld
let fetch: Fetch

beforeAll(async () => {
  if (!built) return say('Page weights are not tested: there is no build. Run npm run build.')
  world = await aWorld()
  await loadSample(world, () => {})
  const app = createApp(world, { assets: readAssets(dist) })
  fetch = async (path) => {
    if (path.startsWith('/assets/')) return asset(path)
    const response = await app.request(`${world.settings.base_url}${path}`)
    if (response.status !== 200) throw new Error(`${path} answered ${response.status}.`)
    const text = await response.text()
    return { wire_bytes: squeezed(text), text }
  }
})

afterAll(() => world?.close())

/** As it lies in the build; fonts are compressed in themselves. */
function asset(path: string) {
  const place = join(dist, path)
  const smaller = [`${place}.br`, place].find((one) => existsSync(one)) ?? place
  return { wire_bytes: statSync(smaller).size, text: readFileSync(place, 'utf8') }
}

/** As kit/compressed.ts sends it to a browser of today. */
const squeezed = (html: string) =>
  brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length

const pages = [
  ...['', '/organisations', '/o/lumi-i-kalter', '/places', '/places/prizren'],
  ...['/search?q=prizren', '/sign-in', '/sign-up', '/help', '/privacy'],
]

for (const { code } of locales) {
  test.skipIf(!built)(`every public page is light enough in ${code}`, async () => {
    for (const path of pages) {
      const { total } = await weigh(`/${code}${path}`, fetch)
      expect(total, `/${code}${path} weighs ${total} bytes`).toBeLessThanOrEqual(weightBytesMax)
    }
  })
}

import { expect, test } from 'vitest'
import { fontsOf, importsOf, scriptsOf, stylesOf, weigh } from './weight.ts'

const page = `<!doctype html><html><head>
  <link rel="stylesheet" href="/assets/main.css"/>
  <link rel="preload" as="font" href="/assets/latin.woff2" crossorigin="anonymous"/>
  <script type="module" src="/assets/main.js"></script>
  </head><body><p>Përshëndetje</p></body></html>`

const files: Record<string, string> = {
  '/page': page,
  '/assets/main.css': 'p{margin:0}',
  '/assets/main.js': `import{a}from"./shared.js";import("./later.js")`,
  '/assets/shared.js': 'export const a=1',
  '/assets/latin.woff2': 'font',
}

test('a page names its styles, scripts and early fonts', () => {
  expect(stylesOf(page)).toEqual(['/assets/main.css'])
  expect(scriptsOf(page)).toEqual(['/assets/main.js'])
  expect(fontsOf(page)).toEqual(['/assets/latin.woff2'])
})

test('a script brings what it imports at once, and not what it imports later', () => {
  expect(importsOf(files['/assets/main.js'] ?? '', '/assets/main.js')).toEqual([
    '/assets/shared.js',
  ])
})

test('a page weighs what it names', async () => {
  const weight = await weigh('/page', async (path) => {
    const text = files[path]
    if (text === undefined) throw new Error(`Nobody should ask for ${path}.`)
    return { wire_bytes: text.length, text }
  })
  expect(weight).toMatchObject({ html: page.length, fonts: 4, requests: 5 })
  expect(weight.js).toBe(
    (files['/assets/main.js']?.length ?? 0) + (files['/assets/shared.js']?.length ?? 0),
  )
})

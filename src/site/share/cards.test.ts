import { inflateRawSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aPost } from '#modules/news/fixtures.ts'
import { anOrganisation } from '#modules/organisations/fixtures.ts'
import { aProject } from '#modules/projects/fixtures.ts'
import { aWorld, type TestWorld } from '#test/world.ts'

let world: TestWorld

beforeAll(async () => {
  world = await aWorld()
  const { id: organisation_id } = await anOrganisation(world.db, {
    slug: 'lumi',
    name: { sq: 'Lumi "i Kaltër" & shokët', sr: 'Plava reka' },
    summary: { sq: 'Lumë i pastër.' },
    description: { sq: 'Ne **pastrojmë** lumin.' },
    accent: '#0a4d8c',
  })
  const project = { slug: 'brigjet', organisation_id, name: { sq: 'Brigjet' } }
  const { id: project_id } = await aProject(world.db, project)
  await aPost(world.db, {
    slug: 'pastrimi',
    organisation_id,
    project_id,
    title: { sq: 'Pastrimi' },
  })
  await aPost(world.db, { slug: 'i-fshehur', organisation_id, project_id, state: 'draft' })
  await aProject(world.db, { slug: 'fshehur', organisation_id, state: 'draft' })
})
afterAll(() => world.close())

test('a card may stand inside any site, sets no cookie, and has nothing around it', async () => {
  const { status, headers, html } = await world.visit('/embed/o/lumi', { locale: 'sr-Cyrl' })
  expect(status).toBe(200)
  expect(headers.get('content-security-policy')).toContain('frame-ancestors *')
  expect(headers.get('x-frame-options')).toBeNull()
  expect(headers.get('set-cookie')).toBeNull()
  expect(html).toContain('Плава река')
  expect(html).not.toContain('class="masthead"')
  expect(html).not.toContain('<script')
})

test('no other page may stand inside another site', async () => {
  for (const path of ['/o/lumi', '/o/lumi/share', '/o/lumi/press', '/']) {
    const { headers } = await world.visit(path)
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('x-frame-options')).toBe('DENY')
  }
})

test('the page for passing on hands out code that is whole, whatever the name holds', async () => {
  const { html, text } = await world.visit('/o/lumi/share', { locale: 'sq' })
  expect(text).toContain('http://localhost:3000/o/lumi')
  expect(text).toContain('<iframe src="http://localhost:3000/sq/embed/o/lumi"')
  expect(html).toContain('title=&quot;Lumi &amp;quot;i Kaltër&amp;quot; &amp;amp; shokët&quot;')
  expect((await world.visit('/projects/brigjet/share')).status).toBe(200)
})

test('a code holds the address without a language, as a drawing and as a picture', async () => {
  const svg = await world.visit('/qr/o/lumi.svg')
  expect(svg.headers.get('content-type')).toBe('image/svg+xml')
  expect(svg.html).toMatch(/^<svg/)
  const response = await world.app.request('http://localhost:3000/qr/projects/brigjet.png')
  const png = Buffer.from(await response.arrayBuffer())
  expect(await sharp(png).metadata()).toMatchObject({ format: 'png', width: 1440 })
})

test('what is not public is not passed on', async () => {
  const paths = ['/embed/projects/fshehur', '/projects/fshehur/share', '/qr/projects/fshehur.svg']
  for (const path of [...paths, '/embed/o/nobody', '/embed/toString/lumi', '/press/nobody.zip'])
    expect([path, (await world.visit(path)).status]).toEqual([path, 404])
})

/** Names and contents of a ZIP file, by its list at the end. */
function unzipped(bytes: Buffer): Map<string, Buffer> {
  const contents = new Map<string, Buffer>()
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'))
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    const [method, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 20)]
    const [named, more, said] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset))
    const name = bytes.toString('utf8', at + 46, at + 46 + (named ?? 0))
    const head = bytes.readUInt32LE(at + 42)
    const from = head + 30 + bytes.readUInt16LE(head + 26) + bytes.readUInt16LE(head + 28)
    const packed = bytes.subarray(from, from + size)
    contents.set(name, method === 0 ? packed : inflateRawSync(packed))
    at += 46 + (named ?? 0) + (more ?? 0) + (said ?? 0)
  }
  return contents
}

test('a press kit holds texts in each language there is, facts, the emblem, codes and pictures', async () => {
  const response = await world.app.request('http://localhost:3000/press/lumi.zip')
  expect(response.headers.get('content-type')).toBe('application/zip')
  const kit = unzipped(Buffer.from(await response.arrayBuffer()))
  const text = (name: string) => kit.get(`lumi/${name}`)?.toString()
  expect(text('texts/sq.md')).toContain('# Lumi "i Kaltër" & shokët')
  expect(text('texts/sr-Cyrl.txt')).toContain('Плава река')
  expect(text('texts/en.txt')).toBeUndefined()
  expect(JSON.parse(text('facts.json') ?? '')).toMatchObject({ slug: 'lumi', founded_year: null })
  expect(JSON.parse(text('colour.json') ?? '')).toMatchObject({ colour: '#0a4d8c' })
  expect(text('emblem.svg')).toMatch(/^<svg/)
  for (const name of ['qr.png', 'qr.svg', 'preview-sq.png', 'preview-sr-Cyrl.png'])
    expect(kit.has(`lumi/${name}`)).toBe(true)
  expect((await world.visit('/o/lumi/press', { locale: 'sq' })).html).toContain('/press/lumi.zip')
})

test('a post has a page for passing on too, and stands on the page of its project', async () => {
  const { html, text } = await world.visit('/o/lumi/news/pastrimi/share', { locale: 'sq' })
  expect(text).toContain('http://localhost:3000/o/lumi/news/pastrimi')
  expect(html).toMatch(/src="\/qr\/posts\/[0-9a-f-]{36}\.svg"/)
  expect((await world.visit('/o/lumi/news/i-fshehur/share')).status).toBe(404)
  expect((await world.visit('/o/lumi/news/pastrimi')).html).toContain('/o/lumi/news/pastrimi/share')
  const project = await world.visit('/projects/brigjet', { locale: 'sq' })
  expect(project.text).toContain('Lajme për këtë projekt')
  expect(project.html).toContain('/o/lumi/news/pastrimi')
  expect(project.html).not.toContain('i-fshehur')
})

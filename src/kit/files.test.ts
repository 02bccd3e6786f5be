import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { cloneDatabase, type TestDatabase } from '#test/database.ts'
import { connect } from './db.ts'
import { cleanName, type FileStore, type FileTables, keepUpload, openFiles } from './files.ts'

let database: TestDatabase
let db: Kysely<FileTables>
let files: FileStore
let folder: string

beforeAll(async () => {
  database = await cloneDatabase()
  db = connect<FileTables>(database.url)
  folder = await mkdtemp(join(tmpdir(), 'files-'))
  files = await openFiles(null, folder)
})
afterAll(async () => {
  await db.destroy()
  await database.drop()
  await rm(folder, { recursive: true })
})

const picture = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: '#1f6f8b' } })

test('a picture is drawn anew: other bytes, no hidden place, upright', async () => {
  const jpeg = await picture(400, 200)
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer()
  const kept = await keepUpload(
    db,
    files,
    new File([new Uint8Array(jpeg)], 'a.jpg'),
    'picture',
    null,
  )
  expect(kept).toMatchObject({ ok: true, value: { name: 'a.jpg', width: 200, height: 400 } })
  if (!kept.ok) return
  const bytes = Buffer.from(await files.get(`${kept.value.id}/800`))
  const seen = await sharp(bytes).metadata()
  expect(seen).toMatchObject({ format: 'webp', width: 200, height: 400 })
  expect(seen.exif).toBeUndefined()
  expect(bytes.includes('secret place')).toBe(false)
})

test.each([
  ['a page that says it is a picture', '<html><script>alert(1)</script>', 'photo.png'],
  [
    'a drawing that can run programs',
    '<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>',
    'a.svg',
  ],
  ['a program', 'MZ\u0090\u0000', 'photo.jpg'],
  ['nothing much', 'x', 'photo.webp'],
])('%s is no picture', async (_, text, name) => {
  const file = new File([text], name, { type: 'image/png' })
  expect(await keepUpload(db, files, file, 'picture', null)).toEqual({
    ok: false,
    refusal: 'not_a_picture',
  })
})

test('a picture that is broken in the middle is refused, not half kept', async () => {
  const png = await picture(600, 600).png().toBuffer()
  const broken = new File([new Uint8Array(png.subarray(0, 120))], 'half.png')
  expect(await keepUpload(db, files, broken, 'picture', null)).toEqual({
    ok: false,
    refusal: 'not_a_picture',
  })
})

test('a picture that would fill the memory is refused by its size in pixels', async () => {
  const png = await picture(12_000, 6_000).png({ compressionLevel: 9 }).toBuffer()
  const bomb = new File([new Uint8Array(png)], 'bomb.png')
  expect(png.byteLength).toBeLessThan(1_000_000)
  expect(await keepUpload(db, files, bomb, 'picture', null)).toEqual({
    ok: false,
    refusal: 'too_many_pixels',
  })
})

test('a document is what its bytes say, not what its name says', async () => {
  const pdf = new File(['%PDF-1.7\n%âãÏÓ\n1 0 obj\n<<>>\nendobj\n'], 'statute.pdf')
  const kept = await keepUpload(db, files, pdf, 'document', null)
  expect(kept).toMatchObject({ ok: true, value: { name: 'statute.pdf', width: null } })
  const page = new File(['<!doctype html><p>x'], 'statute.pdf', { type: 'application/pdf' })
  expect(await keepUpload(db, files, page, 'document', null)).toEqual({
    ok: false,
    refusal: 'not_a_document',
  })
})

test('a photographed document is public without where it was taken; evidence is as it came', async () => {
  const jpeg = await picture(40, 20)
    .withExif({ IFD0: { Copyright: 'secret place' } })
    .jpeg()
    .toBuffer()
  const photograph = () => new File([new Uint8Array(jpeg)], 'receipt.jpg')
  const kept = async (kind: 'document' | 'evidence') => {
    const outcome = await keepUpload(db, files, photograph(), kind, null)
    expect(outcome.ok).toBe(true)
    return outcome.ok ? Buffer.from(await files.get(`${outcome.value.id}/original`)) : jpeg
  }
  const open = await kept('document')
  expect(open.includes('secret place')).toBe(false)
  expect(await sharp(open).metadata()).toMatchObject({ format: 'jpeg', width: 40, height: 20 })
  expect((await kept('evidence')).equals(jpeg)).toBe(true)
  const torn = new File([new Uint8Array(jpeg.subarray(0, 60))], 'receipt.jpg')
  const refused = { ok: false, refusal: 'not_a_document' }
  expect(await keepUpload(db, files, torn, 'document', null)).toEqual(refused)
})

test('what is too large is refused before it is looked into', async () => {
  const large = new File([new Uint8Array(12 * 1024 * 1024 + 1)], 'large.pdf')
  expect(await keepUpload(db, files, large, 'evidence', null)).toEqual({
    ok: false,
    refusal: 'too_large',
  })
})

test.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Users\\x\\foto.jpg', 'foto.jpg'],
  ['  .htaccess', 'htaccess'],
  ['izveštaj „2024“.pdf', 'izveštaj 2024.pdf'],
  ['a\r\nSet-Cookie: x', 'aSet-Cookie x'],
  ['…', 'file'],
])('a file called %j is kept as %j', (name, clean) => {
  expect(cleanName(name)).toBe(clean)
})

// Every place where a file can be given: what is no such file is refused in words, and what is kept
// can never act as a page.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Locale, locales } from '#kit/locale.ts'
import {
  aGoodDocument,
  aGoodPicture,
  disguised,
  falsePictures,
  strangeNames,
  tooLarge,
} from '#test/bad-files.ts'
import { everyForm, type OfferedForm } from '#test/every-form.ts'
import { filled, formsIn, writtenFields } from '#test/forms.ts'
import { elementsOf } from '#test/html.ts'
import { aTown, type Town } from '#test/town.ts'
import { aWorld, type RestingWorld, type TestWorld } from '#test/world.ts'

let town: Town
let mould: RestingWorld
let world: TestWorld
let places: { form: OfferedForm; field: string; picture: boolean }[]

beforeAll(async () => {
  const first = await aWorld()
  town = await aTown(first)
  const forms = await everyForm(first, town)
  places = forms.flatMap((form) =>
    form.fields
      .filter(({ type }) => type === 'file')
      .map(({ name }) => ({ form, field: name, picture: /logo|cover|picture/.test(name) })),
  )
  mould = await first.rest()
  world = await aWorld({ like: mould })
})
afterAll(async () => {
  await world.close()
  await mould.end()
})

async function send({ form, field, picture }: (typeof places)[number], file: File, locale: Locale) {
  await world.pool.query('delete from kit.limit')
  const good = picture ? await aGoodPicture() : aGoodDocument()
  // Where a film may come along, each file is sent alone: what is good for one is none for another.
  const alone = form.fields.some(({ name }) => name === 'film')
  const files = form.fields
    .filter(({ type }) => type === 'file' && !alone)
    .map(({ name }) => [name, good])
  const fields = { ...filled(form), ...Object.fromEntries(files), [field]: file }
  const as = form.who === 'stranger' ? {} : { as: town.visitors[form.who] }
  return { typed: filled(form), ...(await world.submit(form.action, fields, { locale, ...as })) }
}

/** What the form says about one of its fields. */
const complaint = (html: string, field: string) =>
  elementsOf(html)
    .filter(({ attributes }) => attributes.class === 'error')
    .filter(({ attributes }) => attributes.id?.includes(field))
    .map(({ text }) => text.trim())
    .join(' ')

const countFiles = async () =>
  (await world.pool.query('select count(*)::int as files from kit.file')).rows[0].files as number

test('there are places to give a file', () => {
  const named = places.map(({ form, field }) => `${form.name} ${field}`)
  expect(named).toContain('POST /o/:slug/edit/look logo')
  expect(named).toContain('POST /o/:slug/verification extract')
  expect(named.length).toBeGreaterThanOrEqual(8)
})

test('a file that only says it is one is refused in words, and what was typed is kept', async () => {
  const fakes = await falsePictures()
  for (const place of places) {
    const { form, field, picture } = place
    for (const file of picture ? [...disguised, ...fakes] : disguised) {
      const said = `${form.name} ${field} ${file.name}`
      const { status, html, typed } = await send(place, file, 'en')
      expect(status, said).toBe(422)
      expect(complaint(html, field).length, said).toBeGreaterThan(20)
      const shown = formsIn(html, form.page).find(({ action }) => action === form.action)
      for (const { name, type } of writtenFields(form))
        if (type !== 'password')
          expect(shown?.fields.find((one) => one.name === name)?.value, said).toBe(typed[name])
    }
  }
  const { rows } = await world.pool.query(`select name from kit.file where person_id is not null
    and media_type not in ('application/pdf', 'image/webp')`)
  expect(rows).toEqual([])
}, 120_000)

test('each refusal of a file is said in four ways', async () => {
  const [page] = disguised
  for (const place of places.slice(0, 20)) {
    for (const file of [page, tooLarge()]) {
      if (!file) continue
      const said = new Set<string>()
      for (const { code } of locales) {
        const { status, html } = await send(place, file, code)
        expect([413, 422], `${place.form.name} ${place.field}`).toContain(status)
        const words = complaint(html, place.field) || (/<h1>(.*?)<\/h1>/s.exec(html)?.[1] ?? '')
        expect(words.length).toBeGreaterThan(10)
        said.add(words)
      }
      expect([...said], `${place.form.name} ${place.field}`).toHaveLength(locales.length)
    }
  }
}, 120_000)

test('what is kept has a plain name, and is served so that it can never act', async () => {
  const still = places.filter(({ field }) => !/^(film|captions_)/.test(field))
  for (const [turn, place] of still.entries()) {
    const name = strangeNames[turn % strangeNames.length] ?? 'a.png'
    const file = place.picture ? await aGoodPicture(name) : aGoodDocument(name)
    const before = await countFiles()
    const { status, text } = await send(place, file, 'en')
    expect(status, `${place.form.name} ${place.field} ${text.slice(0, 300)}`).toBe(303)
    expect(await countFiles()).toBeGreaterThan(before)
    await world.close()
    world = await aWorld({ like: mould })
  }
  // All names on one page, whatever its fields are called.
  const place = places.find(({ field }) => field === 'logo')
  if (!place) throw new Error('No page takes a logo.')
  for (const name of strangeNames) {
    await send(place, await aGoodPicture(name), 'en')
    await send(place, await aGoodPicture(name), 'en')
  }
  const { rows } = await world.pool.query(
    `select id, name, kind, media_type from kit.file where media_type = 'image/webp' and name <> 'a.pdf'`,
  )
  expect(rows.length).toBeGreaterThanOrEqual(strangeNames.length - 1)
  for (const { id, name } of rows) {
    expect(name).not.toMatch(/[\\/\r\n"<>]|^\.|\u202E/)
    const answer = await world.app.request(`${world.settings.base_url}/files/${id}/320`)
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/webp')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(answer.headers.get('content-disposition')).toMatch(
      /^inline; filename\*=UTF-8''[\w.%~-]+$/,
    )
  }
}, 120_000)

test('documents and evidence are handed out to be saved, not to be shown', async () => {
  const { base_url } = world.settings
  const { claim, evidence_file, verification, document_file } = town.names
  const operator = { cookie: town.visitors.operator.cookie }
  for (const path of [
    `/files/${document_file}/original`,
    `/en/desk/claims/${claim}/files/${evidence_file}`,
    `/en/desk/verifications/${verification}/extract`,
  ]) {
    const answer = await world.app.request(`${base_url}${path}`, { headers: operator })
    expect(answer.status, path).toBe(200)
    expect(answer.headers.get('content-disposition'), path).toMatch(/^attachment;/)
    expect(answer.headers.get('content-security-policy'), path).toContain('sandbox')
    expect(answer.headers.get('x-content-type-options'), path).toBe('nosniff')
    expect(answer.headers.get('content-type'), path).not.toMatch(/html|svg|xml|javascript/)
  }
})

// Every form of every page, filled with texts that have broken other programs.
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { haveCorpora, naughtyStrings, ownNaughty, slice } from '#test/corpora.ts'
import { everyForm, type OfferedForm } from '#test/every-form.ts'
import { type Filled, type FoundField, filled, formsIn, writtenFields } from '#test/forms.ts'
import { dangersIn, elementsOf, named } from '#test/html.ts'
import { everyText } from '#test/stored.ts'
import { aTown, type Town } from '#test/town.ts'
import { type Answer, aWorld, type RestingWorld, type TestWorld } from '#test/world.ts'

let town: Town
let mould: RestingWorld
let world: TestWorld
let forms: OfferedForm[]
let picture: File

beforeAll(async () => {
  const first = await aWorld()
  town = await aTown(first)
  const all = await everyForm(first, town)
  forms = all.filter(({ fields }) => fields.length > 0)
  mould = await first.rest()
  world = await aWorld({ like: mould })
  const image = { width: 2, height: 2, channels: 3, background: '#2b6f77' } as const
  const bytes = await sharp({ create: image }).png().toBuffer()
  picture = new File([new Uint8Array(bytes)], 'a.png', { type: 'image/png' })
})
afterAll(async () => {
  await world.close()
  await mould.end()
})

async function renew() {
  await world.close()
  world = await aWorld({ like: mould })
}

const strings = naughtyStrings()
let used = 0

/** The next ones of the collections. All are used in turn, and the same ones in each run. */
function next(count: number): readonly string[] {
  used += count
  return haveCorpora ? slice(strings, used, count) : []
}

// Submissions of each form with texts of the collections, and texts for each single box.
const turnsOfOthers = haveCorpora ? 6 : 0
const othersPerField = haveCorpora ? 3 : 0
// The later ones of ours are numbers and days, and names that programs give to things.
const strangestFrom = 18
// Three minutes of work in all; a machine that does ten things at once takes its time.
const timeMax = 600_000
let turned = 0

/** Some of our texts; each box is given those after the ones of the box before. */
function someOfOurs(): readonly string[] {
  turned += 7
  return slice(ownNaughty.slice(0, 23), turned, 7)
}

/** A third of the strangest; the next field is given the next third. */
function someStrange(): readonly string[] {
  const strangest = ownNaughty.slice(strangestFrom)
  const third = Math.ceil(strangest.length / 3)
  turned += third
  return slice(strangest, turned, third)
}

const asOf = ({ who }: OfferedForm) => (who === 'stranger' ? {} : { as: town.visitors[who] })

async function send(form: OfferedForm, fields: Filled): Promise<Answer> {
  await world.pool.query('delete from kit.limit')
  return world.submit(form.action, fields, asOf(form))
}

/** What the form keeps of a text: line ends as one sign, and one way to write each letter. */
const kept = (text: string) => text.replaceAll('\r\n', '\n').normalize('NFC')

// A browser reads a lone carriage return as a line end, and NUL as a sign for what is no sign.
const asRead = (text: string) => text.replaceAll('\r', '\n').replaceAll('\0', '\uFFFD')

/** The trap for programs is no question, and nobody's answer to it is kept. */
const isTrap = (form: OfferedForm, name: string) =>
  /^POST (\/report|\/o\/:slug\/give)$/.test(form.name) && name === 'website'

/** Fields in which it stands otherwise than it was typed. */
function lost(form: OfferedForm, answer: Answer, typed: Filled): string[] {
  const shown = formsIn(answer.html, form.page).find(({ action }) => action === form.action)
  if (!shown) return [`The form ${form.action} is not on the page that refuses it.`]
  return writtenFields(form)
    .filter(({ type, name }) => type !== 'password' && !isTrap(form, name))
    .flatMap(({ name }) => {
      const now = shown.fields.find((field) => field.name === name)?.value
      const then = asRead(kept(String(typed[name] ?? '')))
      return now === then ? [] : [`${name}: ${JSON.stringify([then, now]).slice(0, 300)}`]
    })
}

const counted = ['script', 'style', 'link', 'meta', 'img', 'iframe', 'svg:script', 'h1', 'title']
const frame = (html: string) =>
  counted.map((tag) => `${tag} ${named(elementsOf(html), tag).length}`).join(', ')

test('there are forms to fill in', () => {
  expect(forms.length).toBeGreaterThan(25)
})

test(
  'a form full of naughty texts is refused or taken, and comes back as it was typed',
  async () => {
    const wrong: string[] = []
    const towns = new Map<string, number>()
    for (const form of forms) {
      const boxes = writtenFields(form)
      if (boxes.length === 0) continue
      const plain = await send(form, { ...filled(form), ...blank(form) })
      if (!(await isOffered(form, towns))) continue
      // Each of ours twice in each form, in other boxes of it.
      const stride = Math.max(1, Math.floor(boxes.length / 2))
      const turns = ownNaughty
        .filter((_, turn) => turn % stride === 0)
        .map((_, turn) => slice(ownNaughty, turn * stride, boxes.length))
      for (let turn = 0; turn < turnsOfOthers; turn++) turns.push([...next(boxes.length)])
      for (const texts of turns) {
        const own = Object.fromEntries(boxes.map(({ name }, i) => [name, texts[i] ?? 'a']))
        const answer = await send(form, { ...filled(form), ...own })
        const said = `${form.name} ${JSON.stringify(own).slice(0, 400)}`
        if (answer.status >= 500) wrong.push(`${answer.status} ${said}`)
        wrong.push(...dangersIn(answer.html).map((danger) => `${danger} ${said}`))
        if (answer.status === 303 && !(await isOffered(form, towns))) break
        if (answer.status !== 422) continue
        wrong.push(...lost(form, answer, own).map((field) => `${field} ${form.name}`))
        if (plain.status === 422 && frame(plain.html) !== frame(answer.html))
          wrong.push(`The page became another: ${said}`)
      }
    }
    expect(wrong.slice(0, 20)).toEqual([])
  },
  timeMax,
)

test(
  'one strange answer among sensible ones never breaks a form',
  async () => {
    const wrong: string[] = []
    const towns = new Map<string, number>()
    for (const form of forms) {
      if (!(await isOffered(form, towns))) continue
      for (const { name, type } of form.fields) {
        if (type === 'file' || type === 'textarea' || type === 'text') continue
        for (const text of someStrange()) {
          const answer = await send(form, { ...meant(form), [name]: text })
          const said = `${form.name} ${name} ${JSON.stringify(text).slice(0, 200)}`
          if (answer.status >= 500) wrong.push(`${answer.status} ${said}`)
          if (answer.status >= 400 && answer.status !== 404) continue
          if (!(await isOffered(form, towns))) break
        }
      }
    }
    expect(wrong.slice(0, 40)).toEqual([])
  },
  timeMax,
)

const blank = (form: OfferedForm) =>
  Object.fromEntries(writtenFields(form).map(({ name }) => [name, '']))

/**
 * The page that offers the form. One that did what it was for is offered no more; then the town is
 * made new, which takes its time: each form is given a few towns. Null when it has used them up.
 */
async function isOffered(form: OfferedForm, towns: Map<string, number>): Promise<string | null> {
  const { html } = await world.visit(form.page, asOf(form))
  if (formsIn(html, form.page).some(({ action }) => action === form.action)) return html
  const left = towns.get(form.name) ?? townsMax
  towns.set(form.name, left - 1)
  if (left === 0) return null
  await renew()
  return isOffered(form, towns)
}

const townsMax = 2

const isFree = ({ name, type }: FoundField) =>
  (type === 'text' || type === 'textarea') &&
  // Lists of lines among them: what stands there is kept line by line; an amount is a number.
  !/^(slug|hold|mark|other|iban|accent|website|code|social_links.*|named)$/.test(name) &&
  !/^(amount|pot|least|stock|damping|(donor|campaign)_cap)$/.test(name)

test(
  'what is taken is kept as it was typed, but for the ends of it',
  async () => {
    const wrong: string[] = []
    const towns = new Map<string, number>()
    let taken = 0
    for (const form of forms) {
      if (!(await isOffered(form, towns))) continue
      for (const field of form.fields.filter(isFree)) {
        for (const text of [...someOfOurs(), ...next(othersPerField)]) {
          const answer = await send(form, { ...meant(form), [field.name]: text })
          const said = `${form.name} ${field.name} ${JSON.stringify(text).slice(0, 200)}`
          if (answer.status >= 500) wrong.push(`${answer.status} ${said}`)
          if (answer.status !== 303) continue
          const wanted = kept(text).trim()
          const texts = wanted === '' ? null : await everyText(world.pool)
          const line = wanted.replace(/\s+/g, ' ')
          if (!texts || texts.has(wanted) || texts.has(line)) taken += 1
          else wrong.push(`Not kept: ${said}`)
          const page = await isOffered(form, towns)
          if (!page) break
          wrong.push(...dangersIn(page).map((danger) => `${danger} ${said}`))
        }
      }
    }
    expect(wrong.slice(0, 20)).toEqual([])
    expect(taken).toBeGreaterThan(forms.length)
  },
  timeMax,
)

/** Filled as somebody would who means it, with the files it asks for. */
function meant(form: OfferedForm): Filled {
  const files = form.fields.filter(({ type }) => type === 'file').map(({ name }) => [name, picture])
  return { ...filled(form), ...(Object.fromEntries(files) as Filled) }
}

import { Hono } from 'hono'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { emptyForm, type ReadForm, readForm, readQuery, refusedForm, text, tick } from './form.ts'

const Person = z.object({
  name: text(10),
  email: z.email(),
  age: z.coerce.number().int().max(120).optional(),
  areas: z
    .array(z.enum(['a', 'b']))
    .max(1)
    .optional(),
  title: z.object({ sq: text(5).optional() }).optional(),
  agreed: tick,
})

async function read(body: BodyInit): Promise<ReadForm<z.output<typeof Person>>> {
  let form: ReadForm<z.output<typeof Person>> | undefined
  const app = new Hono().post('/', async (c) => {
    form = await readForm(c, Person)
    return c.text('')
  })
  app.onError((fault, c) => c.text(fault.message))
  const answer = await app.request('/', { method: 'POST', body })
  if (!form) throw new Error(await answer.text())
  return form
}

const typed = (fields: Record<string, string | string[]>) =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one])),
  )

test('a form is read: lists, texts in languages, ticks', async () => {
  const form = await read(
    typed({
      name: ' Arta ',
      email: 'a@b.example',
      'areas[]': ['a'],
      'title.sq': 'Dr',
      agreed: 'yes',
    }),
  )
  expect(form.ok && form.value).toEqual({
    name: 'Arta',
    email: 'a@b.example',
    areas: ['a'],
    title: { sq: 'Dr' },
    agreed: true,
  })
})

test('every complaint has a field and a code, and what was typed is kept', async () => {
  const form = await read(
    typed({ name: 'x'.repeat(11), email: 'no', age: '200', 'areas[]': ['a', 'b'], 'title.sq': '' }),
  )
  expect(form.ok).toBe(false)
  expect(form.errors.map(({ field, code }) => [field, code])).toEqual([
    ['name', 'too_long'],
    ['email', 'not_an_email'],
    ['age', 'too_big'],
    ['areas', 'too_many'],
  ])
  expect(form.typed.email).toEqual(['no'])
})

test('an empty box is a missing value, also when it holds only spaces', async () => {
  const form = await read(typed({ name: '   ', email: '' }))
  expect(form.errors.map(({ field, code }) => [field, code])).toEqual([
    ['name', 'required'],
    ['email', 'required'],
  ])
})

test('what cannot be stored is refused by field', async () => {
  const form = await read(typed({ name: 'a\0b', email: 'a@b.example' }))
  expect(form.errors).toEqual([{ field: 'name', code: 'not_text', params: {} }])
})

test('a field named like the insides of an object does no harm', async () => {
  const form = await read(typed({ '__proto__.polluted': 'x', 'constructor.prototype.y': 'x' }))
  expect(form.ok).toBe(false)
  expect({}).not.toHaveProperty('polluted')
  expect({}).not.toHaveProperty('y')
})

test('combining characters and line ends become one form', async () => {
  const form = await read(typed({ name: 'e\u0308\r\nx', email: 'a@b.example' }))
  expect(form.ok && form.value.name).toBe('ë\nx')
})

test('a body that is no form is nobody’s form', async () => {
  await expect(read(new Blob(['{"a":1}'], { type: 'application/json' }))).rejects.toThrow()
})

test('a rule’s no stands beside what was typed', () => {
  const form = refusedForm(emptyForm({ name: 'Arta' }), 'name', 'taken')
  expect(form).toEqual({
    typed: { name: ['Arta'] },
    errors: [{ field: 'name', code: 'taken', params: {} }],
  })
})

test('a question in the address is read by the same rules', async () => {
  const Query = z.object({ q: z.string().catch(''), kind: z.array(z.string()).catch([]) })
  const app = new Hono().get('/', (c) => c.json(readQuery(c, Query)))
  const ask = async (query: string) => (await app.request(`/?${query}`)).json()
  expect(await ask('q=a&kind[]=x&kind[]=y')).toEqual({ q: 'a', kind: ['x', 'y'] })
  expect(await ask('q=%00')).toEqual({ q: '', kind: [] })
})

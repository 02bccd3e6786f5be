import { expect, test } from 'vitest'
import { itemParts, sections } from '../rules.ts'
import { fieldsOf, flat, formOf, whole } from './schema.ts'

test('a budget is read as people write money, and what is ambiguous is asked about', () => {
  const budget = (typed: string) => {
    const read = formOf('identity').safeParse({ name: { en: 'A' }, currency: 'EUR', budget: typed })
    return read.success ? flat('identity', read.data).budget : read.error.issues[0]?.message
  }
  expect(budget('12.500,50 €')).toBe('12500.5')
  expect(budget('7 000 000')).toBe('7000000')
  expect(budget('12.345')).toBe('amount_ambiguous')
  expect(budget('much')).toBe('not_an_amount')
})

test('every part comes apart into fields and together again', () => {
  const title = { sq: 'Një', en: 'One' }
  const read = formOf('risk').parse({ title, likelihood: 'low', impact: 'high' })
  const fields = flat('risk', read)
  expect(fields['title.sq']).toBe('Një')
  expect(whole('risk', fields)).toEqual({ title, likelihood: 'low', impact: 'high', response: {} })
  for (const part of [...sections, ...itemParts]) expect(fieldsOf(part).length).toBeGreaterThan(0)
})

test('nobody joins the team without having agreed', () => {
  const person = { name: 'Arta Shembulli' }
  expect(formOf('team_member').safeParse(person).success).toBe(false)
  expect(formOf('team_member').safeParse({ ...person, consent: 'yes' }).success).toBe(true)
  expect(formOf('objective').safeParse({ title: { en: 'x' } }).success).toBe(true)
})

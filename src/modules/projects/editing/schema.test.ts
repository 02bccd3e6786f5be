import fc from 'fast-check'
import { expect, test } from 'vitest'
import { itemParts, sections } from '../rules.ts'
import { fieldsOf, flat, formOf, plainAmount, whole } from './schema.ts'

test('an amount is read as people here and elsewhere write it', () => {
  for (const [typed, plain] of [
    ['12500', '12500'],
    ['12500,5', '12500.5'],
    ['12.500', '12500'],
    ['12,500', '12500'],
    ['12.500,50', '12500.50'],
    ['1,234,567.89', '1234567.89'],
    ["7'000'000.00", '7000000.00'],
    ['7 000 000', '7000000'],
  ])
    expect(plainAmount(typed ?? ''), typed).toBe(plain)
  for (const wrong of ['', '-5', 'much', '1.2.3', '1e9', '12,50,00', '€5'])
    expect(plainAmount(wrong), wrong).toBeNull()
  fc.assert(
    fc.property(fc.nat(1e9), fc.nat(99), (euros, cents) => {
      const plain = `${euros}.${String(cents).padStart(2, '0')}`
      const grouped = String(euros).replace(/\B(?=(\d{3})+$)/g, '.')
      expect(plainAmount(`${grouped},${plain.split('.')[1]}`)).toBe(plain)
    }),
  )
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

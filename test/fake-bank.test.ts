// The paper bank writes what ISO 20022 asks for: held against the schemas where they are at hand.
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import { aFakeBank } from './fake-bank.ts'

const schemas = new URL('../../shared/data/bank/xsd/', import.meta.url)
const donor = { name: 'Ana & Sinovi', iban: 'CH9300762011623852957' }

function aMonth() {
  const bank = aFakeBank({ iban: 'XK051212012345678906', currency: 'EUR', opening_minor: 100_00n })
  bank.arrives({ amount_minor: 50_00n, from: donor, text: 'rf 18 5390', on: '2026-11-20' })
  bank.arrives({ amount_minor: 1n, from: donor, reference: 'RF18539007547034', on: '2026-11-20' })
  bank.executes([{ end_to_end_id: 'P1', amount_minor: 20_00n, to: donor }], '2026-11-20')
  bank.bounces('P1', 'AC04', '2026-11-20')
  bank.charges(1_50n, '2026-11-20')
  return bank
}

test('it knows what it holds, and a statement begins where the last one ended', () => {
  const bank = aMonth()
  expect(bank.balance()).toBe(148_51n)
  bank.statement('2026-11-20')
  expect(bank.statement('2026-11-21')).toContain('<Amt Ccy="EUR">148.51</Amt>')
})

test.for(['camt.053.001.08', 'camt.053.001.02'] as const)('%s is valid', async (form, context) => {
  const path = new URL(`${form}.xsd`, schemas)
  if (!existsSync(path)) return context.skip('the schemas of ISO 20022 are not at hand')
  const xml = { fileName: 'statement.xml', contents: aMonth().statement('2026-11-20', form) }
  const schema = { fileName: `${form}.xsd`, contents: readFileSync(path, 'utf8') }
  const { errors } = await validateXML({ xml, schema: [schema] })
  expect(errors.map(({ message }) => message)).toEqual([])
})

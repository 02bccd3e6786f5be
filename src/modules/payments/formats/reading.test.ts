import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decimalText } from '#kit/money.ts'
import { sampleFolder, samplesAreHere, sampleVerdicts, scraps } from '#test/bank-samples.ts'
import { judgeAll } from './check.ts'
import { readStatements } from './reading.ts'
import { worst } from './verdict.ts'

const samples = test.skipIf(!samplesAreHere)
if (!samplesAreHere) console.info('The samples of statements are not here: they are not compared.')

const bytesOf = (name: string) => readFileSync(`${sampleFolder}${name}`)

function checked(name: string) {
  const read = readStatements(bytesOf(name))
  const judged = judgeAll(read.statements)
  const codes = new Set(judged.flatMap(({ reasons }) => reasons.map(({ code }) => code)))
  return { format: read.format, verdict: worst(judged.map((one) => one.verdict)), codes }
}

samples.each(sampleVerdicts)('the sample %s is %s: %s', (name, format, verdict, ...codes) => {
  const found = checked(name)
  expect(found.format).toBe(format)
  expect(found.verdict, [...found.codes].join()).toBe(verdict)
  for (const code of codes) expect(found.codes).toContain(code)
  if (verdict === 'accept') expect(found.codes.size).toBe(0)
})

samples.each(scraps)('a scrap of a statement is rejected: %s', (name) => {
  const found = checked(name)
  expect(found.format).toBe('mt940')
  expect(found.verdict).toBe('reject')
  expect(found.codes).toContain('field_missing')
})

const gold = (text: string, key: string) =>
  [...text.matchAll(new RegExp(`'${key}': '?([^',}\\]\\n]*)`, 'g'))].map(([, value]) => value)

samples.each(['camt053', 'camt054'])('the fields of %s are what another reader finds', (name) => {
  const golden = bytesOf(`oca/golden-${name}.pydata`).toString('utf8')
  const { statements } = readStatements(bytesOf(`oca/test-${name}.xml`))
  const [statement] = statements
  const parts = (statement?.entries ?? []).flatMap((entry) =>
    entry.parts.map((part) => ({ ...part, entry })),
  )
  expect(golden).toContain(`'${statement?.iban}'`)
  expect(gold(golden, 'name')).toEqual([statement?.id])
  expect(parts.map(({ minor }) => Number(decimalText(minor ?? 0n, 'EUR')))).toEqual(
    gold(golden, 'amount').map(Number),
  )
  expect(parts.map(({ iban }) => iban)).toEqual(gold(golden, 'account_number'))
  expect(parts.map((part) => part.name)).toEqual(gold(golden, 'partner_name'))
  expect(parts.map(({ entry }) => entry.kind)).toEqual(gold(golden, 'transaction_type'))
  expect(parts.map(({ references, end_to_end_id }) => references[0] ?? end_to_end_id)).toEqual(
    gold(golden, 'ref'),
  )
  if (statement?.opening)
    expect(decimalText(statement.opening.minor ?? 0n, 'EUR')).toBe(
      Number(gold(golden, 'balance_start')[0]).toFixed(2),
    )
})

// The other reader's own objects: a field stands as `name: value` under its transaction.
function expectedOf(name: string) {
  const text = bytesOf(name).toString('utf8')
  const blocks = text.split('- !!python/object:mt940.models.Transaction\n').slice(1)
  return blocks.map((block) => {
    const value = (key: string) => {
      const found = new RegExp(`^    ${key}: (?:'((?:[^']|'')*)'|"([^"]*)"|(.*))`, 'm').exec(block)
      return (found?.[1] ?? found?.[2] ?? found?.[3] ?? '').replace(/\s*\n\s*/g, ' ').trim()
    }
    const [, amount = ''] = /decimal\.Decimal\n\s+- '([\d.-]+)'/.exec(block) ?? []
    const [, day = ''] = /\n {4}date: .*\n {4}- !!binary \|\n\s+(\S+)/.exec(block) ?? []
    return { amount, on: dayOf(day), value }
  })
}

function dayOf(base64: string): string {
  const [high = 0, low = 0, month, date] = Buffer.from(base64, 'base64')
  return [high * 256 + low, month, date].map((part) => String(part).padStart(2, '0')).join('-')
}

const nothing = (text: string) => (/^(?:null|''|NONREF|)$/.test(text) ? null : text)

samples.each(['betterplace/sepa_snippet', 'betterplace/sepa_mt9401', 'cmxl/mt940'])(
  'the entries of %s are what another reader finds',
  (name) => {
    const expected = expectedOf(`mt940/wolph/${name}.yml`)
    const read = readStatements(bytesOf(`mt940/wolph/${name}.sta`))
    const entries = read.statements.flatMap((one) => one.entries)
    expect(entries).toHaveLength(expected.length)
    for (const [index, { amount, on, value }] of expected.entries()) {
      const entry = entries[index]
      const minor = entry?.minor ?? 0n
      const size = decimalText(minor < 0n ? -minor : minor, 'EUR')
      expect(Number(size)).toBe(Math.abs(Number(amount)))
      expect(minor > 0n).toBe(['C', 'RD'].includes(value('status')))
      expect(entry?.value_on).toBe(on)
      expect(entry?.kind).toBe(nothing(value('id')))
      expect(entry?.bank_reference).toBe(nothing(value('bank_reference')))
      // Where field 86 has fields of its own, the other reader takes the reference from there.
      if (value('transaction_code') === '')
        expect(entry?.reference).toBe(nothing(value('customer_reference')))
      const [part] = entry?.parts ?? []
      const name = nothing(value('applicant_name'))
      if (name) expect(part?.name?.replace(/\s/g, '')).toBe(name.replace(/\s/g, ''))
      const end_to_end = nothing(value('end_to_end_reference'))
      if (end_to_end) expect(end_to_end.startsWith(part?.end_to_end_id ?? '?')).toBe(true)
      const bank = nothing(value('applicant_bin'))
      if (bank) expect(part?.bic).toBe(bank)
      const account = nothing(value('applicant_iban'))
      if (account) expect(part?.iban ?? part?.account).toBe(account)
    }
  },
)

import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decimalText } from '#kit/money.ts'
import type { Verdict } from '../judging/rules.ts'
import { judgeAll } from './check.ts'
import { readStatements } from './reading.ts'
import { worst } from './verdict.ts'

const folder = new URL('../../../../../shared/data/bank/', import.meta.url).pathname
const present = existsSync(folder)
const samples = test.skipIf(!present)
if (!present) console.info('The samples of statements are not here: they are not compared.')

const bytesOf = (name: string) => readFileSync(`${folder}${name}`)

function checked(name: string) {
  const read = readStatements(bytesOf(name))
  const judged = judgeAll(read.statements)
  const codes = new Set(judged.flatMap(({ reasons }) => reasons.map(({ code }) => code)))
  return { format: read.format, verdict: worst(judged.map((one) => one.verdict)), codes }
}

type Row = readonly [string, string, Verdict, ...string[]]

// What is wrong with each: most were made to show fields, and their sums were left as they fell.
const rows: readonly Row[] = [
  ['camt/genkgo/camt052.v1.xml', 'camt.052.001.01', 'reject', 'not_a_statement'],
  ['camt/genkgo/camt052.v2.xml', 'camt.052.001.02', 'reject', 'not_a_statement'],
  ['camt/genkgo/camt052.v2.other-account.xml', 'camt.052.001.02', 'reject', 'not_a_statement'],
  ['camt/genkgo/camt052.v2.with-account-name.xml', 'camt.052.001.02', 'reject', 'not_a_statement'],
  ['camt/genkgo/camt052.v4.xml', 'camt.052.001.04', 'reject', 'not_a_statement'],
  ['camt/genkgo/camt052.v6.xml', 'camt.052.001.06', 'reject', 'not_a_statement'],
  ['camt/genkgo/camt052.v6.Amt-zero.xml', 'camt.052.001.06', 'reject', 'not_a_statement'],
  ['camt/genkgo/camt053.v2.minimal.xml', 'camt.053.001.02', 'reject', 'currency_differs'],
  ['camt/genkgo/camt053.v2.minimal.ultimate.xml', 'camt.053.001.02', 'reject', 'sum_differs'],
  ['camt/genkgo/camt053.v2.with-account-name.xml', 'camt.053.001.02', 'reject', 'balance_missing'],
  ['camt/genkgo/camt053.v2.with-party-ids.xml', 'camt.053.001.02', 'reject', 'copy'],
  ['camt/genkgo/camt053.v3.xml', 'camt.053.001.03', 'reject', 'currency_differs'],
  ['camt/genkgo/camt053.v8.xml', 'camt.053.001.08', 'reject', 'currency_differs'],
  ['camt/genkgo/camt054.v2.xml', 'camt.054.001.02', 'hold', 'copy'],
  ['camt/genkgo/camt054.v2.with-account-name.xml', 'camt.054.001.02', 'accept'],
  ['camt/genkgo/camt054.v4.xml', 'camt.054.001.04', 'reject', 'currency_differs'],
  ['camt/genkgo/camt054.v8-with-financial-institution.xml', 'camt.054.001.08', 'accept'],
  ['camt/sebastienrousseau/statement.001.14.xml', 'camt.053.001.14', 'reject', 'amount_unreadable'],
  ['oca/test-camt053.xml', 'camt.053.001.02', 'reject', 'sum_differs'],
  ['oca/test-camt054.xml', 'camt.054.001.04', 'accept'],
  ['oca/test_ofx.ofx', 'ofx', 'reject', 'unknown_format'],
  ['oca/test_ofx_iban.ofx', 'ofx', 'reject', 'unknown_format'],
  ['oca/test_qif.qif', 'qif', 'reject', 'unknown_format'],
  ['oca-sheets/debit_credit.csv', 'csv', 'hold', 'currency_unknown'],
  ['oca-sheets/multi_currency.csv', 'csv', 'reject', 'currency_differs'],
  ['oca-sheets/original_currency_no_header.csv', 'csv', 'hold', 'mapping_needed'],
  ['oca-sheets/sample_statement_en.xlsx', 'xlsx', 'reject', 'currency_differs'],
  ['mt940/oca/test-ing.940', 'mt940', 'accept'],
  ['mt940/oca/test-ing-old.940', 'mt940', 'accept'],
  ['mt940/wolph/ASNB/mt940.txt', 'mt940', 'accept'],
  ['mt940/wolph/ASNB/mt940_with_spaces_for_entry_date.txt', 'mt940', 'accept'],
  ['mt940/wolph/citi/mt940.txt', 'mt940', 'accept'],
  ['mt940/wolph/cmxl/mt940.sta', 'mt940', 'accept'],
  ['mt940/wolph/betterplace/sepa_mt9401.sta', 'mt940', 'accept'],
  ['mt940/wolph/betterplace/with_binary_character.sta', 'mt940', 'accept'],
  ['mt940/wolph/betterplace/sepa_snippet.sta', 'mt940', 'reject', 'sum_differs'],
  ['mt940/wolph/betterplace/sepa_snippet_broken.sta', 'mt940', 'reject', 'sum_differs'],
]

// One or two fields of a statement each.
const scraps = [
  ...['amount_formats', 'currency_in_25', 'empty_86', 'empty_entry_date', 'empty_line'],
  ...['missing_crlf_at_end'],
].map((name) => `mt940/wolph/betterplace/${name}.sta`)
const moreScraps = [
  ...['account_balance_credit', 'account_balance_debit', 'account_identification_iban'],
  ...['account_identification_legacy', 'available_balance', 'closing_balance', 'reference'],
  ...['statement_details', 'statement_line', 'statement_number'],
].map((name) => `mt940/wolph/cmxl/${name}.sta`)

samples.each(rows)('the sample %s is %s: %s', (name, format, verdict, ...codes) => {
  const found = checked(name)
  expect(found.format).toBe(format)
  expect(found.verdict, [...found.codes].join()).toBe(verdict)
  for (const code of codes) expect(found.codes).toContain(code)
  if (verdict === 'accept') expect(found.codes.size).toBe(0)
})

samples.each([...scraps, ...moreScraps])('a scrap of a statement is rejected: %s', (name) => {
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

// The sample files of banks beside this project, and what has to be said of each.
import { existsSync } from 'node:fs'
import type { Verdict } from '#modules/payments/judging/rules.ts'

export const sampleFolder = new URL('../../shared/data/bank/', import.meta.url).pathname
export const samplesAreHere = existsSync(sampleFolder)

export type SampleVerdict = readonly [string, string, Verdict, ...string[]]

// What is wrong with each: most were made to show fields, and their sums were left as they fell.
export const sampleVerdicts: readonly SampleVerdict[] = [
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
const ofBetterplace = [
  ...['amount_formats', 'currency_in_25', 'empty_86', 'empty_entry_date', 'empty_line'],
  ...['missing_crlf_at_end'],
].map((name) => `mt940/wolph/betterplace/${name}.sta`)
const ofCmxl = [
  ...['account_balance_credit', 'account_balance_debit', 'account_identification_iban'],
  ...['account_identification_legacy', 'available_balance', 'closing_balance', 'reference'],
  ...['statement_details', 'statement_line', 'statement_number'],
].map((name) => `mt940/wolph/cmxl/${name}.sta`)

export const scraps: readonly string[] = [...ofBetterplace, ...ofCmxl]

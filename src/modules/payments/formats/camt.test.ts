import fc from 'fast-check'
import { expect, test } from 'vitest'
import { aCamt, type BankStatement } from '../statements/fixtures.ts'
import { judgeAll } from './check.ts'
import { readStatements } from './reading.ts'
import { verdictOf } from './verdict.ts'

const iban = 'XK051212012345678906'
const bytes = (text: string) => Buffer.from(text)
const one = (text: string | Uint8Array, demand: Parameters<typeof judgeAll>[1] = {}) => {
  const read = readStatements(typeof text === 'string' ? bytes(text) : text)
  const [judged] = judgeAll(read.statements, demand)
  if (!judged) throw new Error('a reader always gives at least one statement')
  return judged
}
const codes = (...given: Parameters<typeof one>) => one(...given).reasons.map(({ code }) => code)

const gift = { minor: 2500n, name: 'Arta Berisha', iban: 'DE89370400440532013000' }
const sound: BankStatement = { iban, opening: 10000n, entries: [gift, { minor: -300n }] }

test.each(['02', '03', '04', '08'] as const)('version .%s says the same', (version) => {
  const { verdict, sum, statement } = one(aCamt({ ...sound, version }), {
    iban: 'XK05 1212 0123 4567 8906',
    currency: 'EUR',
    previous_closing: '100.00',
  })
  expect(verdict).toBe('accept')
  expect(sum).toBe(2200n)
  expect(statement.format).toBe(`camt.053.001.${version}`)
  expect(statement.entries[0]).toMatchObject({
    minor: 2500n,
    status: 'booked',
    parts: [{ minor: 2500n, name: gift.name, iban: gift.iban, end_to_end_id: null }],
  })
})

test('a machine gets amounts as decimal text and reasons with their place', () => {
  const read = readStatements(bytes(aCamt({ ...sound, closing: 1n })))
  expect(
    verdictOf(read, judgeAll(read.statements, { iban: 'AL47212110090000000235698741' })),
  ).toEqual({
    format: 'camt.053.001.02',
    statements: [
      {
        iban,
        currency: 'EUR',
        opening: '100.00',
        closing: '0.01',
        entries: 2,
        sum: '22.00',
        verdict: 'reject',
        reasons: [
          {
            code: 'foreign_account',
            path: '/Document/BkToCstmrStmt/Stmt[1]/Acct',
            message: 'The statement is of the account … 8906.',
          },
          {
            code: 'sum_differs',
            path: '/Document/BkToCstmrStmt/Stmt[1]/Bal[2]',
            message: '100.00 and 22.00 are 122.00, not 0.01.',
          },
        ],
      },
    ],
  })
})

test('what is not booked is read, and not counted', () => {
  const { verdict, sum, statement } = one(
    aCamt({ ...sound, entries: [gift, { ...gift, status: 'PDNG' }, { ...gift, status: 'INFO' }] }),
  )
  expect(verdict).toBe('accept')
  expect(sum).toBe(2500n)
  expect(statement.entries.map(({ status }) => status)).toEqual([
    'booked',
    'pending',
    'information',
  ])
})

test('gaps and copies are held, foreign accounts and currencies rejected', () => {
  const text = aCamt(sound)
  expect(codes(text, { previous_closing: '99.99' })).toEqual(['opening_differs'])
  expect(codes(aCamt({ ...sound, sequence: 12 }), { previous_sequence: 7n })).toEqual([
    'sequence_gap',
  ])
  expect(codes(aCamt({ ...sound, copy: 'DUPL' }))).toEqual(['copy'])
  expect(one(aCamt({ ...sound, copy: 'DUPL' })).verdict).toBe('hold')
  expect(codes(text, { iban: 'CH9300762011623852957' })).toEqual(['foreign_account'])
  expect(codes(text, { currency: 'CHF' })).toEqual(['currency_differs'])
  expect(codes(text.replace('Ccy="EUR">25.00', 'Ccy="USD">25.00'))).toContain('currency_differs')
})

test('digits beyond the cent may only be noughts', () => {
  expect(one(aCamt(sound).replaceAll('25.00<', '25.00000<')).verdict).toBe('accept')
  const { reasons } = one(aCamt(sound).replaceAll('25.00<', '25.00300<'))
  expect(reasons[0]).toMatchObject({
    code: 'decimals',
    path: '/Document/BkToCstmrStmt/Stmt[1]/Ntry[1]/Amt',
  })
  expect(reasons[0]?.message).toContain('line 9')
})

test('the payments of a batch are the entry, to the cent', () => {
  const parts = [{ minor: 1000n }, { minor: 1500n }]
  const batch = (minor: bigint) => aCamt({ ...sound, entries: [{ minor, parts }] })
  expect(one(batch(2500n)).statement.entries[0]?.parts.map(({ minor }) => minor)).toEqual([
    1000n,
    1500n,
  ])
  expect(one(batch(2500n)).verdict).toBe('accept')
  expect(codes(batch(2501n))).toEqual(['batch_sum_differs'])
  const few = batch(2500n).replace('<NbOfTxs>2', '<NbOfTxs>3')
  expect(codes(few)).toEqual(['batch_count_differs'])
})

test('the same entry or the same statement twice is for a person to look at', () => {
  const twice = { ...gift, bank_reference: 'B1' }
  expect(codes(aCamt({ ...sound, entries: [twice, twice] }))).toEqual(['entry_twice'])
  const [, stmt = ''] = /(<Stmt>[\s\S]*<\/Stmt>)/.exec(aCamt(sound)) ?? []
  const doubled = readStatements(bytes(aCamt(sound).replace(stmt, `${stmt}${stmt}`)))
  const judged = judgeAll(doubled.statements)
  expect(judged.map(({ verdict }) => verdict)).toEqual(['accept', 'hold'])
  expect(judged[1]?.reasons[0]?.code).toBe('statement_twice')
})

test('entities, document types and what bursts are refused', () => {
  const body = aCamt(sound).replace(/^<\?xml.*\n/, '')
  const xxe = `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${body.replace('Arta', '&x;')}`
  const laughs = `<!DOCTYPE l [<!ENTITY a "${'ha'.repeat(50)}"><!ENTITY b "&a;&a;">]>${body}`
  expect(codes(xxe)).toEqual(['entities'])
  expect(codes(laughs)).toEqual(['entities'])
  expect(codes(body.replace('Arta', '&unknown;'))).toEqual(['entities'])
  expect(codes(`${'<Document>'.repeat(5000)}`)).toEqual(['too_large'])
  expect(codes(body.replace('Arta', 'A'.repeat(100_000)))).toEqual(['too_large'])
})

test('marks at the beginning and letters of other code pages are read', () => {
  const text = aCamt({ ...sound, entries: [{ ...gift, name: 'Đorđe Šćepanović' }] })
  const name = (file: Uint8Array) => one(file).statement.entries[0]?.parts[0]?.name
  expect(name(bytes(`\ufeff${text}`))).toBe('Đorđe Šćepanović')
  const wide = Buffer.from(`\ufeff${text.replace('UTF-8', 'UTF-16')}`, 'utf16le')
  expect(name(wide)).toBe('Đorđe Šćepanović')
  // Windows-1250, though the file says UTF-8.
  const page = Buffer.from(text.replace('Đorđe Šćepanović', 'Jovan ?epanovi?'))
  for (const [at, byte] of [...page.entries()]
    .filter(([, byte]) => byte === 0x3f)
    .slice(2)
    .entries())
    page[byte[0]] = at === 0 ? 0x8a : 0xe6
  expect(name(page)).toBe('Jovan Šepanović')
  expect(codes(page)).toEqual(['encoding_guessed'])
})

test('a file cut anywhere is never believed', () => {
  const text = aCamt(sound)
  fc.assert(
    fc.property(fc.nat(text.length - 2), (length) => {
      expect(one(text.slice(0, length)).verdict).not.toBe('accept')
    }),
  )
})

test('whatever is changed in a file, the reader answers, and no other sum is believed', () => {
  const file = bytes(aCamt(sound))
  fc.assert(
    fc.property(fc.nat(file.length - 1), fc.nat(255), (at, byte) => {
      const changed = Buffer.from(file)
      changed[at] = byte
      const { verdict, sum, statement } = one(changed)
      expect(['accept', 'hold', 'reject']).toContain(verdict)
      if (verdict === 'accept')
        expect((statement.closing?.minor ?? 0n) - (statement.opening?.minor ?? 0n)).toBe(sum)
    }),
    { numRuns: 500 },
  )
})

test('anything at all gets a verdict', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), (junk) => {
      expect(one(junk).verdict).not.toBe('accept')
    }),
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (junk) => {
      expect(one(`:20:${junk}`).verdict).not.toBe('accept')
      expect(one(`<${junk}`).verdict).not.toBe('accept')
    }),
  )
})

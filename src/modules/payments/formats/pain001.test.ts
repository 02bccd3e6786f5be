import { XMLParser } from 'fast-xml-parser'
import { expect, test } from 'vitest'
import type { OrderFile } from '../orders/rules.ts'
import { bankId, bankText } from './bank-text.ts'
import { writePain001 } from './pain001.ts'

const order: OrderFile = {
  message_ref: 'MZ-O-000007',
  made_at: new Date('2026-11-22T09:30:00.123Z'),
  execute_on: '2026-11-23',
  currency: 'EUR',
  debtor: {
    name: 'Fondacioni Shembull',
    iban: 'XK051212012345678906',
    bic: 'SHMBXKPR',
    bank_name: 'Banka Shembull',
  },
  payments: [
    {
      end_to_end_id: 'MZ-P-000001',
      amount_minor: 123456n,
      remittance: 'Qiraja për nëntor',
      creditor: {
        name: 'Шоља & Đorđević',
        iban: 'XK051212012345678906',
        bic: null,
        bank_name: 'Banka Shembull',
      },
    },
    {
      end_to_end_id: 'MZ-R-000002',
      amount_minor: 5n,
      remittance: 'RF18539007547034',
      creditor: {
        name: 'Ana <b>',
        iban: 'DE89370400440532013000',
        bic: 'COBADEFF',
        bank_name: null,
      },
    },
  ],
}

// What the schema of pain.001.001.09 says of order and number, for the elements that we write:
// name, and whether it may be missing (?) or stand several times (+).
const schema: Readonly<Record<string, readonly string[]>> = {
  CstmrCdtTrfInitn: ['GrpHdr', 'PmtInf+'],
  GrpHdr: ['MsgId', 'CreDtTm', 'NbOfTxs', 'CtrlSum?', 'InitgPty'],
  PmtInf: [
    ...['PmtInfId', 'PmtMtd', 'BtchBookg?', 'NbOfTxs?', 'CtrlSum?', 'PmtTpInf?', 'ReqdExctnDt'],
    ...['Dbtr', 'DbtrAcct', 'DbtrAgt', 'UltmtDbtr?', 'ChrgBr?', 'CdtTrfTxInf+'],
  ],
  CdtTrfTxInf: ['PmtId', 'Amt', 'CdtrAgt?', 'Cdtr?', 'CdtrAcct?', 'RmtInf?'],
  PmtId: ['InstrId?', 'EndToEndId'],
  DbtrAcct: ['Id', 'Ccy?'],
  FinInstnId: ['BICFI?', 'Nm?'],
  RmtInf: ['Ustrd?', 'Strd?'],
  CdtrRefInf: ['Tp?', 'Ref?'],
  Tp: ['CdOrPrtry', 'Issr?'],
}
const longest: Readonly<Record<string, number>> = {
  MsgId: 35,
  PmtInfId: 35,
  InstrId: 35,
  EndToEndId: 35,
  Nm: 140,
  Ustrd: 140,
  Ref: 35,
  NbOfTxs: 15,
}

type Node = { name: string; text: string | null; children: Node[]; currency?: string }

function read(xml: string): Node {
  const parser = new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    parseTagValue: false,
    trimValues: true,
    ignoreDeclaration: true,
  })
  return nodesOf(parser.parse(xml))[0] ?? { name: '', text: null, children: [] }
}

type Raw = Record<string, unknown> & { ':@'?: Record<string, string>; '#text'?: string }

const nodesOf = (raw: readonly Raw[]): Node[] =>
  raw.flatMap((one) => {
    const name = Object.keys(one).find((key) => key !== ':@' && key !== '#text')
    if (!name) return []
    const inner = one[name] as Raw[]
    const text = inner.find((part) => '#text' in part)?.['#text'] ?? null
    return [{ name, text, children: nodesOf(inner), currency: one[':@']?.['@_Ccy'] }]
  })

function every(node: Node): Node[] {
  return [node, ...node.children.flatMap(every)]
}
const named = (node: Node, name: string) => every(node).filter((one) => one.name === name)
const textOf = (node: Node, name: string) => named(node, name)[0]?.text

function disorder(node: Node): string[] {
  const wanted = schema[node.name]
  const inner = node.children.flatMap(disorder)
  if (!wanted) return inner
  const shape = wanted.map(
    (one) => `(?:${one.replace(/[?+]$/, '')},)${/[?+]$/.exec(one)?.[0] ?? ''}`,
  )
  const said = node.children.map(({ name }) => `${name},`).join('')
  return new RegExp(`^${shape.join('')}$`).test(said) ? inner : [`${node.name}: ${said}`, ...inner]
}

test('the file has what the schema asks for, in its order and within its lengths', () => {
  const root = read(writePain001(order))
  expect(root.name).toBe('Document')
  expect(disorder(root)).toEqual([])
  for (const { name, text } of every(root))
    if (longest[name]) {
      expect(text?.length, name).toBeGreaterThan(0)
      expect(text?.length, name).toBeLessThanOrEqual(longest[name])
    }
  for (const { text, name } of every(root))
    if (text !== null) expect(text, name).toMatch(/^[A-Za-z0-9/\-?:().,'+ ]+$/)
})

test('counts and sums are those of the payments, in the head and in each block', () => {
  const root = read(writePain001(order))
  const cents = (text: string | null | undefined) => BigInt((text ?? '').replace('.', ''))
  const [head] = named(root, 'GrpHdr')
  if (!head) throw new Error('no head')
  expect(textOf(head, 'NbOfTxs')).toBe('2')
  expect(textOf(head, 'CtrlSum')).toBe('1234.61')
  expect(textOf(head, 'CreDtTm')).toBe('2026-11-22T09:30:00Z')
  for (const part of named(root, 'PmtInf')) {
    const amounts = named(part, 'InstdAmt')
    expect(textOf(part, 'NbOfTxs')).toBe(String(amounts.length))
    const sum = amounts.reduce((total, { text }) => total + cents(text), 0n)
    expect(cents(textOf(part, 'CtrlSum'))).toBe(sum)
    expect(amounts.every(({ currency }) => currency === 'EUR')).toBe(true)
  }
})

test('out of Kosovo nothing calls itself SEPA; between two banks within it everything does', () => {
  const home = read(writePain001(order))
  expect(named(home, 'SvcLvl')).toEqual([])
  expect(named(home, 'ChrgBr').map(({ text }) => text)).toEqual(['SHAR'])
  expect(named(home, 'BICFI').map(({ text }) => text)).toEqual(['SHMBXKPR', 'COBADEFF'])
  const iban = 'AT611904300234573201'
  const abroad = read(writePain001({ ...order, debtor: { ...order.debtor, iban } }))
  expect(named(abroad, 'PmtInf')).toHaveLength(2)
  expect(named(abroad, 'SvcLvl').map((one) => textOf(one, 'Cd'))).toEqual(['SEPA'])
  expect(named(abroad, 'ChrgBr').map(({ text }) => text)).toEqual(['SHAR', 'SLEV'])
  expect(disorder(abroad)).toEqual([])
})

test('the same order gives the same bytes', () => {
  expect(writePain001(order)).toBe(writePain001(structuredClone(order)))
})

test('a reference of ISO 11649 goes as one, everything else in words', () => {
  const root = read(writePain001(order))
  expect(named(root, 'Ustrd').map(({ text }) => text)).toEqual(['Qiraja per nentor'])
  expect(named(root, 'Ref').map(({ text }) => text)).toEqual(['RF18539007547034'])
})

test('names are written in the letters that a bank takes', () => {
  expect(bankText('Шоља & Đorđević', 70)).toBe('Solja + Djordjevic')
  expect(bankText('Shoqata “Çelësi” – Pejë', 70)).toBe("Shoqata 'Celesi' - Peje")
  expect(bankText('Ђурђина Њежић', 70)).toBe('Djurdjina Njezic')
  expect(bankText('a\u0000b<c>\n😀', 70)).toBe('a b c')
  expect(bankText('x'.repeat(200), 70)).toHaveLength(70)
  expect(bankId('//a b//c/')).toBe('a-b/c')
})

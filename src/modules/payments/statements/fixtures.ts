// A bank of our own making: statements in the versions and with the habits that banks have.
import { decimalText } from '#kit/money.ts'

export interface BankPayment {
  readonly minor: bigint
  readonly lines?: readonly string[]
  readonly reference?: string
  readonly name?: string
  readonly iban?: string
  readonly end_to_end_id?: string
  readonly return_reason?: string
}

export interface BankEntry extends BankPayment {
  readonly on?: string
  readonly status?: 'BOOK' | 'PDNG' | 'INFO'
  readonly bank_reference?: string
  readonly reversal?: boolean
  /** The payments of a batch. */
  readonly parts?: readonly BankPayment[]
  /** A batch of an order of ours in one sum, without its payments. */
  readonly payment_information_id?: string
}

export interface BankStatement {
  readonly iban: string
  readonly currency?: string
  readonly opening?: bigint
  /** What the bank says, when that is not what it should be. */
  readonly closing?: bigint
  readonly entries: readonly BankEntry[]
  readonly version?: '02' | '03' | '04' | '08'
  readonly id?: string
  readonly sequence?: number
  readonly on?: string
  readonly copy?: string
}

/** A statement of ISO 20022, camt.053. */
export function aCamt(statement: BankStatement): string {
  const { version = '02', currency = 'EUR', opening = 0n, on = '2026-11-20' } = statement
  const booked = statement.entries.filter(({ status = 'BOOK' }) => status === 'BOOK')
  const sum = booked.reduce((total, { minor }) => total + minor, 0n)
  const closing = statement.closing ?? opening + sum
  const { id = `S-${on}`, sequence = 1, copy } = statement
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.${version}"><BkToCstmrStmt>`,
    `<GrpHdr><MsgId>${id}</MsgId><CreDtTm>${on}T20:00:00</CreDtTm></GrpHdr>`,
    `<Stmt><Id>${id}</Id><ElctrncSeqNb>${sequence}</ElctrncSeqNb>`,
    `<CreDtTm>${on}T20:00:00</CreDtTm>${copy ? tag('CpyDplctInd', copy) : ''}`,
    `<Acct><Id><IBAN>${statement.iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>`,
    balance('OPBD', opening, currency, on),
    balance('CLBD', closing, currency, on),
    ...statement.entries.map((entry, index) => entryXml(entry, { index, version, currency, on })),
    '</Stmt></BkToCstmrStmt></Document>',
  ].join('\n')
}

/** The same told as a notice, camt.054, which has no balances. */
export const aNotice = (statement: BankStatement): string =>
  aCamt(statement)
    .replaceAll('camt.053', 'camt.054')
    .replaceAll('BkToCstmrStmt', 'BkToCstmrDbtCdtNtfctn')
    .replaceAll('<Stmt>', '<Ntfctn>')
    .replaceAll('</Stmt>', '</Ntfctn>')
    .replace(/<Bal>.*<\/Bal>\n/g, '')

const tag = (name: string, text: string) =>
  `<${name}>${text.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</${name}>`

const size = (minor: bigint, currency: string) => decimalText(minor < 0n ? -minor : minor, currency)

const direction = (minor: bigint) => tag('CdtDbtInd', minor < 0n ? 'DBIT' : 'CRDT')

const amount = (name: string, minor: bigint, currency: string) =>
  `<${name} Ccy="${currency}">${size(minor, currency)}</${name}>`

const balance = (kind: string, minor: bigint, currency: string, on: string) =>
  `<Bal><Tp><CdOrPrtry><Cd>${kind}</Cd></CdOrPrtry></Tp>${amount('Amt', minor, currency)}${direction(minor)}<Dt>${tag('Dt', on)}</Dt></Bal>`

interface Around {
  readonly index: number
  readonly version: string
  readonly currency: string
  readonly on: string
}

function entryXml(entry: BankEntry, { index, version, currency, on }: Around): string {
  const day = entry.on ?? on
  const status = entry.status ?? 'BOOK'
  const { payment_information_id: batch } = entry
  const { parts = batch ? [] : [entry] } = entry
  return [
    `<Ntry>${amount('Amt', entry.minor, currency)}${direction(entry.minor)}`,
    entry.reversal ? tag('RvslInd', 'true') : '',
    version === '08' ? `<Sts>${tag('Cd', status)}</Sts>` : tag('Sts', status),
    `<BookgDt>${tag('Dt', day)}</BookgDt><ValDt>${tag('Dt', day)}</ValDt>`,
    tag('AcctSvcrRef', entry.bank_reference ?? `${day}/${index + 1}`),
    '<BkTxCd><Domn><Cd>PMNT</Cd><Fmly><Cd>RCDT</Cd><SubFmlyCd>ESCT</SubFmlyCd></Fmly></Domn></BkTxCd>',
    '<NtryDtls>',
    entry.parts ? `<Btch>${tag('NbOfTxs', String(entry.parts.length))}</Btch>` : '',
    batch ? `<Btch>${tag('PmtInfId', batch)}</Btch>` : '',
    ...parts.map((part) => partXml(part, version, currency)),
    '</NtryDtls></Ntry>',
  ].join('')
}

function partXml(part: BankPayment, version: string, currency: string): string {
  const { name, iban, lines = [], reference, minor } = part
  const role = minor < 0n ? 'Cdtr' : 'Dbtr'
  const named = name ? tag('Nm', name) : ''
  const party = version === '08' ? `<Pty>${named}</Pty>` : named
  const late = version === '04' || version === '08'
  return [
    `<TxDtls><Refs>${tag('EndToEndId', part.end_to_end_id ?? 'NOTPROVIDED')}</Refs>`,
    late
      ? `${amount('Amt', minor, currency)}${direction(minor)}`
      : `<AmtDtls><TxAmt>${amount('Amt', minor, currency)}</TxAmt></AmtDtls>`,
    name || iban ? `<RltdPties><${role}>${party}</${role}>` : '',
    iban ? `<${role}Acct><Id><IBAN>${iban}</IBAN></Id></${role}Acct>` : '',
    name || iban ? '</RltdPties>' : '',
    lines.length > 0 || reference ? '<RmtInf>' : '',
    ...lines.map((line) => tag('Ustrd', line)),
    reference ? `<Strd><CdtrRefInf>${tag('Ref', reference)}</CdtrRefInf></Strd>` : '',
    lines.length > 0 || reference ? '</RmtInf>' : '',
    part.return_reason ? `<RtrInf><Rsn>${tag('Cd', part.return_reason)}</Rsn></RtrInf>` : '',
    '</TxDtls>',
  ].join('')
}

let accounts = 0

/** An account of a made-up bank in Kosovo, with right check digits; another one each time. */
export function anXkIban(): string {
  const base = `1299${String(++accounts + 4_000_000_000).slice(-10)}`
  const national = `${base}${String(98n - ((BigInt(base) * 100n) % 97n)).padStart(2, '0')}`
  // X is 33 and K is 20 in ISO 7064.
  const check = 98n - (BigInt(`${national}332000`) % 97n)
  return `XK${String(check).padStart(2, '0')}${national}`
}

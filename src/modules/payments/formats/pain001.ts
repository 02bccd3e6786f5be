// The payment order that a bank reads: ISO 20022 pain.001.001.09, customer credit transfer
// initiation. The same order gives the same bytes for ever, so that its hash can be compared.
import { decimalText } from '#kit/money.ts'
import type { OrderedPayment, OrderFile, Party } from '../orders/rules.ts'
import { isSepa } from '../sepa/rules.ts'
import { bankId, bankText } from './bank-text.ts'

export const pain001Type = 'application/xml'
const namespace = 'urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'

// The schema allows 140; banks of the region print 70.
const nameCharsMax = 70
const remittanceCharsMax = 140

/** Elements in the order in which the schema wants them. */
export function writePain001(order: OrderFile): string {
  const groups = [...Map.groupBy(order.payments, (one) => serviceOf(order, one))]
  const { payments } = order
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<Document xmlns="${namespace}">`,
    '<CstmrCdtTrfInitn>',
    '<GrpHdr>',
    tag('MsgId', bankId(order.message_ref)),
    tag('CreDtTm', order.made_at.toISOString().replace(/\.\d+Z$/, 'Z')),
    tag('NbOfTxs', String(payments.length)),
    tag('CtrlSum', sumOf(payments, order.currency)),
    `<InitgPty>${tag('Nm', bankText(order.debtor.name, nameCharsMax))}</InitgPty>`,
    '</GrpHdr>',
    ...groups.map(([service, some]) => block(order, service, some)),
    '</CstmrCdtTrfInitn>',
    '</Document>',
    '',
  ].join('\n')
}

type Service = 'SEPA' | 'ordinary'

const serviceOf = ({ currency, debtor }: OrderFile, { creditor }: OrderedPayment): Service =>
  isSepa(currency, debtor.iban, creditor.iban) ? 'SEPA' : 'ordinary'

function block(order: OrderFile, service: Service, payments: readonly OrderedPayment[]): string {
  const { debtor, currency } = order
  const sepa = service === 'SEPA'
  return [
    '<PmtInf>',
    tag('PmtInfId', bankId(`${order.message_ref}-${sepa ? 'S' : 'N'}`)),
    tag('PmtMtd', 'TRF'),
    tag('BtchBookg', 'false'),
    tag('NbOfTxs', String(payments.length)),
    tag('CtrlSum', sumOf(payments, currency)),
    ...(sepa ? [`<PmtTpInf><SvcLvl>${tag('Cd', 'SEPA')}</SvcLvl></PmtTpInf>`] : []),
    `<ReqdExctnDt>${tag('Dt', order.execute_on)}</ReqdExctnDt>`,
    `<Dbtr>${tag('Nm', bankText(debtor.name, nameCharsMax))}</Dbtr>`,
    `<DbtrAcct><Id>${tag('IBAN', debtor.iban)}</Id>${tag('Ccy', currency)}</DbtrAcct>`,
    `<DbtrAgt>${agent(debtor)}</DbtrAgt>`,
    // SEPA knows only shared charges under its own name; elsewhere each side bears its own.
    tag('ChrgBr', sepa ? 'SLEV' : 'SHAR'),
    ...payments.map((one) => transfer(one, currency)),
    '</PmtInf>',
  ].join('\n')
}

function transfer(
  { end_to_end_id, amount_minor, creditor, remittance }: OrderedPayment,
  currency: string,
) {
  return [
    '<CdtTrfTxInf>',
    `<PmtId>${tag('InstrId', bankId(end_to_end_id))}${tag('EndToEndId', bankId(end_to_end_id))}</PmtId>`,
    `<Amt><InstdAmt Ccy="${currency}">${decimalText(amount_minor, currency)}</InstdAmt></Amt>`,
    ...(creditor.bic || creditor.bank_name ? [`<CdtrAgt>${agent(creditor)}</CdtrAgt>`] : []),
    `<Cdtr>${tag('Nm', bankText(creditor.name, nameCharsMax))}</Cdtr>`,
    `<CdtrAcct><Id>${tag('IBAN', creditor.iban)}</Id></CdtrAcct>`,
    `<RmtInf>${said(remittance)}</RmtInf>`,
    '</CdtTrfTxInf>',
  ].join('\n')
}

/** The bank: by its code, or by its name where nobody needs the code. */
const agent = ({ bic, bank_name }: Party) =>
  `<FinInstnId>${bic ? tag('BICFI', bic) : tag('Nm', bankText(bank_name ?? '', nameCharsMax))}</FinInstnId>`

const reference = /^RF\d{2}[A-Z0-9]{1,21}$/

function said(remittance: string): string {
  if (!reference.test(remittance)) return tag('Ustrd', bankText(remittance, remittanceCharsMax))
  const type = `<Tp><CdOrPrtry>${tag('Cd', 'SCOR')}</CdOrPrtry>${tag('Issr', 'ISO')}</Tp>`
  return `<Strd><CdtrRefInf>${type}${tag('Ref', remittance)}</CdtrRefInf></Strd>`
}

const sumOf = (payments: readonly OrderedPayment[], currency: string) =>
  decimalText(
    payments.reduce((sum, { amount_minor }) => sum + amount_minor, 0n),
    currency,
  )

const tag = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => signs[sign] ?? sign)

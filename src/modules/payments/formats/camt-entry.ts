// One entry of a camt message, with the payments that it may hold.
import { attribute } from '#kit/xml-tags.ts'
import {
  anEmptyPart,
  type Batch,
  type Charge,
  type Entry,
  type Part,
  type RejectCode,
  type Status,
} from '../judging/schema.ts'
import { isoAmount, isoDay } from './amounts.ts'
import { child, children, down, type Node, textOf } from './xml.ts'

export type Faults = (code: RejectCode, path: string, line: number, message: string) => void

const statuses: Readonly<Record<string, Status>> = {
  BOOK: 'booked',
  PDNG: 'pending',
  FUTR: 'pending',
  INFO: 'information',
}

export function entryOf(node: Node, path: string, told: Faults): Entry {
  const { minor, currency } = amountOf(node, path, told)
  const said = textOf(node, 'Sts', 'Cd') ?? textOf(node, 'Sts') ?? ''
  const status = statuses[said]
  if (!status) told('status_unreadable', `${path}/Sts`, node.line, `“${said}” is no status.`)
  const booked_on = dayOf(node, 'BookgDt', path, told)
  const details = children(node, 'NtryDtls')
  const parts = details.flatMap((detail) =>
    children(detail, 'TxDtls').map((one) => {
      const place = `${path}/NtryDtls[${detail.index}]/TxDtls[${one.index}]`
      return partOf(one, place, { entry: node, currency, told })
    }),
  )
  const [only] = parts
  return {
    path,
    minor,
    currency,
    status: status ?? 'information',
    reversal: textOf(node, 'RvslInd') === 'true' || textOf(node, 'RvslInd') === '1',
    booked_on,
    value_on: dayOf(node, 'ValDt', path, told),
    reference: textOf(node, 'NtryRef'),
    bank_reference: textOf(node, 'AcctSvcrRef'),
    kind: kindOf(child(node, 'BkTxCd')),
    text: textOf(node, 'AddtlNtryInf'),
    charges: chargesOf(child(node, 'Chrgs')),
    batch: batchOf(details, path, currency, told),
    parts: parts.length === 1 && only ? [{ ...only, minor: only.minor ?? minor }] : parts,
  }
}

function dayOf(node: Node, name: string, path: string, told: Faults): string | null {
  const date = child(node, name)
  const text = textOf(date, 'Dt') ?? textOf(date, 'DtTm')
  if (!text) return null
  const on = isoDay(text)
  if (!on)
    told('date_unreadable', `${path}/${name}`, date?.line ?? node.line, `“${text}” is no day.`)
  return on
}

/** `Amt` and `CdtDbtInd` of an element: what came in is positive. */
export function amountOf(node: Node, path: string, told: Faults) {
  const amount = child(node, 'Amt')
  const currency = attribute(amount?.attributes ?? '', 'Ccy') ?? ''
  const none = { minor: null, currency }
  if (!amount) {
    told('field_missing', `${path}/Amt`, node.line, 'There is no amount.')
    return none
  }
  if (!/^[A-Z]{3}$/.test(currency)) {
    told('amount_unreadable', `${path}/Amt`, amount.line, 'The amount says no currency.')
    return none
  }
  const read = isoAmount(amount.text, currency)
  if ('wrong' in read) {
    told(read.wrong, `${path}/Amt`, amount.line, wrongAmount(read.wrong, amount.text, currency))
    return none
  }
  const direction = textOf(node, 'CdtDbtInd')
  if (direction !== 'CRDT' && direction !== 'DBIT') {
    told('direction_unreadable', `${path}/CdtDbtInd`, node.line, 'Neither credit nor debit.')
    return none
  }
  return { minor: direction === 'CRDT' ? read.minor : -read.minor, currency }
}

export const wrongAmount = (code: string, text: string, currency: string) =>
  code === 'decimals'
    ? `${text.trim().slice(0, 40)} has more digits than ${currency} has.`
    : `“${text.trim().slice(0, 40)}” is no amount.`

function kindOf(node: Node | undefined): string | null {
  const family = down(node, 'Domn', 'Fmly')
  const domain = textOf(node, 'Domn', 'Cd')
  const codes = [domain, textOf(family, 'Cd'), textOf(family, 'SubFmlyCd')]
  return domain ? codes.filter(Boolean).join('-') : textOf(node, 'Prtry', 'Cd')
}

function batchOf(
  details: readonly Node[],
  path: string,
  currency: string,
  told: Faults,
): Batch | null {
  const batches = details.flatMap((detail) => children(detail, 'Btch'))
  const [batch] = batches
  if (!batch) return batchReferred(details)
  for (const total of batches.flatMap((one) => child(one, 'TtlAmt') ?? [])) {
    const said = attribute(total.attributes, 'Ccy')
    if (said !== currency)
      told('currency_differs', `${path}/NtryDtls/Btch`, total.line, `It is in ${said}.`)
  }
  const counts = batches.map((one) => Number(textOf(one, 'NbOfTxs') ?? Number.NaN))
  const count = counts.reduce((a, b) => a + b, 0)
  return {
    message_id: textOf(batch, 'MsgId'),
    payment_information_id: textOf(batch, 'PmtInfId'),
    count: Number.isInteger(count) ? count : null,
    minor: totalOf(batches, currency),
  }
}

/** Some banks name the block of an order among the references of the one line they give. */
function batchReferred(details: readonly Node[]): Batch | null {
  const [only] = details.flatMap((detail) => children(detail, 'TxDtls'))
  const payment_information_id = textOf(only, 'Refs', 'PmtInfId')
  const message_id = textOf(only, 'Refs', 'MsgId')
  return payment_information_id
    ? { message_id, payment_information_id, count: null, minor: null }
    : null
}

function totalOf(batches: readonly Node[], currency: string): bigint | null {
  let total = 0n
  for (const batch of batches) {
    const amount = plainAmount(child(batch, 'TtlAmt'))
    if (!amount || amount.currency !== currency) return null
    total += textOf(batch, 'CdtDbtInd') === 'DBIT' ? -amount.minor : amount.minor
  }
  return total
}

function plainAmount(node: Node | undefined): { minor: bigint; currency: string } | null {
  const currency = attribute(node?.attributes ?? '', 'Ccy')
  if (!node || !currency) return null
  const read = isoAmount(node.text, currency)
  return 'minor' in read ? { minor: read.minor, currency } : null
}

/** .02 names the sum alone, .04 and later each charge in a record. */
function chargesOf(node: Node | undefined): Charge[] {
  const records = children(node, 'Rcrd')
  const amounts = records.length > 0 ? records : node ? [node] : []
  return amounts.flatMap((one) => {
    const amount = plainAmount(child(one, 'Amt') ?? child(one, 'TtlChrgsAndTaxAmt'))
    if (!amount) return []
    const back = textOf(one, 'CdtDbtInd') === 'CRDT'
    return [{ minor: back ? -amount.minor : amount.minor, currency: amount.currency }]
  })
}

interface Around {
  readonly entry: Node
  readonly currency: string
  readonly told: Faults
}

function partOf(node: Node, path: string, around: Around): Part {
  const references = child(node, 'Refs')
  const ordered = plainAmount(down(node, 'AmtDtls', 'InstdAmt', 'Amt'))
  const inEntry = ordered?.currency === around.currency
  return {
    ...anEmptyPart,
    path,
    minor: partAmount(node, path, around),
    currency: around.currency,
    ordered: ordered && !inEntry ? ordered : null,
    rate: rateOf(child(node, 'AmtDtls')),
    end_to_end_id: notGiven(textOf(references, 'EndToEndId')),
    instruction_id: textOf(references, 'InstrId'),
    transaction_id: textOf(references, 'TxId'),
    mandate_id: textOf(references, 'MndtId'),
    bank_reference: textOf(references, 'AcctSvcrRef'),
    uetr: textOf(references, 'UETR'),
    ...otherSide(node, directionOf(node, around.entry) === 'CRDT'),
    ...remittance(child(node, 'RmtInf')),
    return_reason: textOf(node, 'RtrInf', 'Rsn', 'Cd') ?? textOf(node, 'RtrInf', 'Rsn', 'Prtry'),
    charges: chargesOf(child(node, 'Chrgs')),
    text: textOf(node, 'AddtlTxInf'),
  }
}

const directionOf = (node: Node, entry: Node) =>
  textOf(node, 'CdtDbtInd') ?? textOf(entry, 'CdtDbtInd')

const notGiven = (text: string | null) => (text && /^not[\s-]?provided$/i.test(text) ? null : text)

/** .04 and later give the payment its own amount; before, the details hold it. */
function partAmount(node: Node, path: string, { entry, currency, told }: Around): bigint | null {
  const own = child(node, 'Amt')
  const amount = own ?? down(node, 'AmtDtls', 'TxAmt', 'Amt')
  if (!amount || attribute(amount.attributes, 'Ccy') !== currency) return null
  const read = isoAmount(amount.text, currency)
  if ('wrong' in read) {
    told(read.wrong, `${path}/Amt`, amount.line, wrongAmount(read.wrong, amount.text, currency))
    return null
  }
  return directionOf(node, entry) === 'DBIT' ? -read.minor : read.minor
}

function rateOf(details: Node | undefined): string | null {
  for (const name of ['CntrValAmt', 'TxAmt', 'InstdAmt', 'AnncdPstngAmt']) {
    const rate = textOf(details, name, 'CcyXchg', 'XchgRate')
    if (rate) return rate
  }
  return null
}

/** Money that came in has its debtor on the other side, money that went out its creditor. */
function otherSide(node: Node, incoming: boolean) {
  const parties = child(node, 'RltdPties')
  const role = incoming ? 'Dbtr' : 'Cdtr'
  const party = child(parties, role)
  const ultimate = child(parties, `Ultmt${role}`)
  const account = down(parties, `${role}Acct`, 'Id')
  const iban = textOf(account, 'IBAN')?.replace(/\s/g, '').toUpperCase() ?? null
  const bank = down(node, 'RltdAgts', `${role}Agt`, 'FinInstnId')
  return {
    // .08 puts the party one deeper.
    name: textOf(party, 'Nm') ?? textOf(party, 'Pty', 'Nm') ?? agentName(party),
    ultimate_name: textOf(ultimate, 'Nm') ?? textOf(ultimate, 'Pty', 'Nm'),
    iban,
    account: iban ? null : textOf(account, 'Othr', 'Id'),
    bic: textOf(bank, 'BICFI') ?? textOf(bank, 'BIC'),
  }
}

const agentName = (party: Node | undefined) => textOf(party, 'Agt', 'FinInstnId', 'Nm')

function remittance(node: Node | undefined) {
  const structured = children(node, 'Strd')
  const lines = [
    ...children(node, 'Ustrd'),
    ...structured.flatMap((one) => children(one, 'AddtlRmtInf')),
  ].flatMap((one) => textOf(one) ?? [])
  const references = structured.flatMap((one) => textOf(one, 'CdtrRefInf', 'Ref') ?? [])
  return { lines, references }
}

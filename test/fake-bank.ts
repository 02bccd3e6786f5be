// A bank on paper: it keeps one account of ours, books what people send and what we order, and
// hands out a statement when it is asked. Its books are its own: at the end they are held against
// ours.
import { decimalText, minorOf } from '#kit/money.ts'

export interface Party {
  readonly name: string
  readonly iban: string
}

interface Booking {
  /** What the bank calls it, once for ever. */
  readonly bank_reference: string
  readonly credit: boolean
  readonly amount_minor: bigint
  readonly party: Party | null
  readonly lines: readonly string[]
  readonly structured: string | null
  readonly end_to_end_id: string | null
  /** Why it comes back, by ISO 20022's list; null when it does not. */
  readonly return_code: string | null
  readonly on: string
}

export interface Arrival {
  readonly amount_minor: bigint
  readonly from: Party
  /** What the sender wrote, line by line. */
  readonly text?: string | readonly string[]
  /** What the sender's bank put into the field for references. */
  readonly reference?: string
  readonly on: string
}

export interface Order {
  readonly end_to_end_id: string
  readonly amount_minor: bigint
  readonly to: Party
}

interface Account {
  readonly iban: string
  readonly currency: string
  /** What stood on it before the first statement. */
  readonly opening_minor?: bigint
}

export type StatementForm = 'camt.053.001.08' | 'camt.053.001.02'

export function aFakeBank({ iban, currency, opening_minor = 0n }: Account) {
  const state = { opening_minor, number: 0, since: [] as Booking[] }
  let last: { head: Head; from: bigint; since: readonly Booking[] } | null = null
  const all: Booking[] = []
  const book = (booking: Omit<Booking, 'bank_reference'>) => {
    const whole = { ...booking, bank_reference: `B${iban.slice(-4)}${all.length + 1}` }
    all.push(whole)
    state.since.push(whole)
    return whole
  }
  const plain = { structured: null, end_to_end_id: null, return_code: null, lines: [] as string[] }
  return {
    iban,
    currency,
    bookings: all as readonly Booking[],
    balance: () => opening_minor + sum(all),
    arrives: ({ amount_minor, from, text = [], reference, on }: Arrival) =>
      book({
        ...plain,
        credit: true,
        amount_minor,
        party: from,
        on,
        lines: [text].flat(),
        structured: reference ?? null,
      }),
    charges: (amount_minor: bigint, on: string) =>
      book({ ...plain, credit: false, amount_minor, party: null, lines: ['Charges'], on }),
    /** Does what a payment order says. */
    executes: (orders: readonly Order[], on: string) =>
      orders.map(({ to, ...order }) => book({ ...plain, ...order, credit: false, party: to, on })),
    /** Money that we sent comes back. */
    bounces(end_to_end_id: string, return_code: string, on: string) {
      const sent = all.find((one) => one.end_to_end_id === end_to_end_id && !one.credit)
      if (!sent) throw new Error(`${end_to_end_id} was never sent`)
      return book({ ...sent, credit: true, return_code, lines: ['Returned'], on })
    },
    /** Everything since the last statement. */
    statement(on: string, form: StatementForm = 'camt.053.001.08'): string {
      const { since, opening_minor: from } = state
      state.number += 1
      state.since = []
      state.opening_minor = from + sum(since)
      const head = { iban, currency, number: state.number, on, form }
      last = { head, from, since }
      return camt(head, from, since)
    },
    /** The last statement once more, as another version of the same file. */
    again(form: StatementForm): string {
      if (!last) throw new Error('There was no statement yet.')
      return camt({ ...last.head, form }, last.from, last.since)
    },
    /** Does what the file of a payment order says. */
    executesFile(xml: string, on: string) {
      return this.executes(ordersIn(xml, currency), on)
    },
  }
}

/** The payments of a pain.001, as a bank reads them. */
function ordersIn(xml: string, currency: string): Order[] {
  return [...xml.matchAll(/<CdtTrfTxInf>([\s\S]*?)<\/CdtTrfTxInf>/g)].map(([, one = '']) => {
    const text = (pattern: RegExp) => pattern.exec(one)?.[1] ?? ''
    const amount_minor = minorOf(text(/<InstdAmt[^>]*>([^<]+)</), currency)
    if (amount_minor === null) throw new Error('The order has no amount.')
    const name = text(/<Cdtr>\s*<Nm>([^<]+)</)
    const to = { name, iban: text(/<CdtrAcct><Id><IBAN>([^<]+)</) }
    return { end_to_end_id: text(/<EndToEndId>([^<]+)</), amount_minor, to }
  })
}

export type FakeBank = ReturnType<typeof aFakeBank>

const sum = (bookings: readonly Booking[]) =>
  bookings.reduce((total, { credit, amount_minor }) => {
    return credit ? total + amount_minor : total - amount_minor
  }, 0n)

interface Head {
  readonly iban: string
  readonly currency: string
  readonly number: number
  readonly on: string
  readonly form: StatementForm
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }
const escaped = (text: string) => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign)
const tag = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`

function camt(head: Head, from: bigint, bookings: readonly Booking[]): string {
  const { iban, currency, number, on, form } = head
  const balances = [
    balanceOf(head, 'OPBD', from),
    balanceOf(head, 'CLBD', from + sum(bookings)),
  ].join('')
  const entries = bookings.map((booking) => entryOf(head, booking)).join('\n')
  return `<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:${form}"><BkToCstmrStmt>
<GrpHdr><MsgId>M${iban.slice(-4)}-${number}</MsgId><CreDtTm>${on}T20:00:00</CreDtTm></GrpHdr>
<Stmt><Id>S${iban.slice(-4)}-${number}</Id><ElctrncSeqNb>${number}</ElctrncSeqNb>
<CreDtTm>${on}T20:00:00</CreDtTm>
<Acct><Id><IBAN>${iban}</IBAN></Id><Ccy>${currency}</Ccy></Acct>
${balances}
${entries}
</Stmt></BkToCstmrStmt></Document>
`
}

const amountOf = ({ currency }: Head, minor: bigint) =>
  `<Amt Ccy="${currency}">${decimalText(minor < 0n ? -minor : minor, currency)}</Amt>`

const sideOf = (credit: boolean) => tag('CdtDbtInd', credit ? 'CRDT' : 'DBIT')

const balanceOf = (head: Head, code: string, minor: bigint) =>
  `<Bal><Tp><CdOrPrtry><Cd>${code}</Cd></CdOrPrtry></Tp>${amountOf(head, minor)}` +
  `${sideOf(minor >= 0n)}<Dt><Dt>${head.on}</Dt></Dt></Bal>`

function entryOf(head: Head, booking: Booking): string {
  const { credit, amount_minor, on, bank_reference } = booking
  const booked = head.form === 'camt.053.001.08' ? '<Sts><Cd>BOOK</Cd></Sts>' : '<Sts>BOOK</Sts>'
  return `<Ntry>${amountOf(head, amount_minor)}${sideOf(credit)}${booked}
<BookgDt><Dt>${on}</Dt></BookgDt><ValDt><Dt>${on}</Dt></ValDt>${tag('AcctSvcrRef', bank_reference)}
<BkTxCd><Prtry><Cd>TRANSFER</Cd></Prtry></BkTxCd>
<NtryDtls><TxDtls>${detailsOf(head, booking)}</TxDtls></NtryDtls></Ntry>`
}

function detailsOf(head: Head, booking: Booking): string {
  const { credit, party, lines, structured, end_to_end_id, return_code } = booking
  const references = `<Refs>${tag('AcctSvcrRef', booking.bank_reference)}${
    end_to_end_id ? tag('EndToEndId', end_to_end_id) : ''
  }</Refs>`
  const amount =
    head.form === 'camt.053.001.08'
      ? amountOf(head, booking.amount_minor) + sideOf(credit)
      : `<AmtDtls><TxAmt>${amountOf(head, booking.amount_minor)}</TxAmt></AmtDtls>`
  const strd = structured
    ? `<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>${tag('Ref', structured)}</CdtrRefInf></Strd>`
    : ''
  const said = lines.map((line) => tag('Ustrd', line)).join('') + strd
  return [
    references,
    amount,
    party ? partyOf(head, credit, party) : '',
    said ? `<RmtInf>${said}</RmtInf>` : '',
    return_code ? `<RtrInf><Rsn>${tag('Cd', return_code)}</Rsn></RtrInf>` : '',
  ].join('')
}

/** Who sent it, or to whom it went; from .08 on a party stands in a choice. */
function partyOf({ form }: Head, credit: boolean, { name, iban }: Party): string {
  const side = credit ? 'Dbtr' : 'Cdtr'
  const who = form === 'camt.053.001.08' ? `<Pty>${tag('Nm', name)}</Pty>` : tag('Nm', name)
  const account = `<${side}Acct><Id>${tag('IBAN', iban)}</Id></${side}Acct>`
  return `<RltdPties><${side}>${who}</${side}>${account}</RltdPties>`
}

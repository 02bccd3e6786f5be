// ISO 20022 camt.053 (statement) and camt.054 (notice), as far as money needs them. Read leniently
// where a bank may differ, strictly where an amount, a direction or a day is concerned.
import { BadXml } from '#kit/xml-tags.ts'
import {
  anEmptyStatement,
  type Balance,
  type Entry,
  hold,
  type Read,
  type Reason,
  reject,
  type Statement,
  unreadable,
} from '../judging/schema.ts'
import { ibanOf, isoDay } from './amounts.ts'
import { amountOf, entryOf, type Faults } from './camt-entry.ts'
import {
  child,
  children,
  decoded,
  type Node,
  readTree,
  saidEncoding,
  textOf,
  XmlTooLarge,
} from './xml.ts'

/** Message, where its statements stand, and what they are. */
const messages: Readonly<Record<string, { element: string; kind: Statement['kind'] }>> = {
  'camt.052': { element: 'Rpt', kind: 'intraday' },
  'camt.053': { element: 'Stmt', kind: 'statement' },
  'camt.054': { element: 'Ntfctn', kind: 'notice' },
}

/** The versions whose fields we have read; a newer one may mean other things by the same names. */
const versionsKnown: Readonly<Record<string, readonly string[]>> = {
  'camt.052': ['01', '02', '03', '04', '05', '06', '07', '08'],
  'camt.053': ['02', '03', '04', '05', '06', '07', '08'],
  'camt.054': ['02', '03', '04', '05', '06', '07', '08'],
}

/** A year of a busy account; a file beyond this is split by its bank. */
const entriesMax = 500_000

export function readCamt(bytes: Uint8Array): Read {
  const encoding = saidEncoding(bytes)
  try {
    return read(bytes, encoding, true)
  } catch (fault) {
    // The bytes are not what the document says: the two pages that Windows uses in these parts.
    if (isEncodingFault(fault) && encoding !== 'windows-1250') return guessed(bytes)
    return refusal(fault)
  }
}

const isEncodingFault = (fault: unknown) =>
  fault instanceof TypeError || fault instanceof RangeError

function guessed(bytes: Uint8Array): Read {
  const why = hold(
    'encoding_guessed',
    '',
    'The letters of the file are not in the encoding that it says: names may be wrong.',
  )
  try {
    const { format, statements } = read(bytes, 'windows-1250', false)
    const told = statements.map((one) => ({ ...one, faults: [...one.faults, why] }))
    return { format, statements: told }
  } catch (fault) {
    return refusal(fault)
  }
}

function refusal(fault: unknown): Read {
  const format = 'camt'
  if (fault instanceof XmlTooLarge)
    return unreadable(format, reject('too_large', '', fault.message))
  if (!(fault instanceof BadXml)) throw fault
  if (fault.why === 'entities')
    return unreadable(
      format,
      reject('entities', '', 'The file declares a document type or entities: no bank does that.'),
    )
  return unreadable(
    format,
    reject('truncated', '', 'The XML is not complete: it was cut off, or is not well-formed.'),
  )
}

interface Gathered {
  readonly entries: Entry[]
  readonly faults: Reason[]
}

function read(bytes: Uint8Array, encoding: string, fatal: boolean): Read {
  const gathered = new Map<Node, Gathered>()
  let count = 0
  const root = readTree(decoded(bytes, encoding, fatal), {
    each: new Set(['Ntry']),
    take(node, ancestors) {
      const parent = ancestors.at(-1)
      if (!parent) return
      if (++count > entriesMax) throw new XmlTooLarge('entries')
      const into = gathered.get(parent) ?? { entries: [], faults: [] }
      gathered.set(parent, into)
      const path = `${pathOf(ancestors)}/Ntry[${node.index}]`
      into.entries.push(entryOf(node, path, faultsInto(into.faults)))
    },
  })
  return documentOf(root, gathered)
}

const pathOf = (nodes: readonly Node[]) =>
  nodes
    .map(({ name, index }) =>
      /^(Stmt|Rpt|Ntfctn)$/.test(name) ? `/${name}[${index}]` : `/${name}`,
    )
    .join('')

const faultsInto =
  (faults: Reason[]): Faults =>
  (code, path, line, message) =>
    void faults.push(reject(code, path, `${message} (line ${line})`))

function documentOf(root: Node, gathered: ReadonlyMap<Node, Gathered>): Read {
  const message = /camt\.05[234](?:\.\d{2,3}){0,2}/.exec(root.attributes)?.[0]
  const format = message ?? byElement(root)
  const known = format ? messages[format.slice(0, 8)] : undefined
  if (!format || !known || root.name !== 'Document')
    return unreadable(
      'xml',
      reject('unknown_format', `/${root.name}`, 'The XML is no account statement of ISO 20022.'),
    )
  const body = root.children[0]
  const found = children(body, known.element)
  if (!body || found.length === 0)
    return unreadable(format, reject('no_statement', '/Document', 'The file holds no statement.'))
  const whole = wholeFaults(format)
  const paging = child(child(body, 'GrpHdr'), 'MsgPgntn')
  const statements = found.map((node) => {
    const path = pathOf([root, body, node])
    const inside = gathered.get(node) ?? { entries: [], faults: [] }
    const read = statementOf(node, path, inside.entries)
    const page = pageOf(child(node, 'StmtPgntn') ?? (found.length === 1 ? paging : undefined))
    const faults = [...whole, ...read.faults, ...inside.faults]
    return { ...read, format, kind: known.kind, page, faults }
  })
  return { format, statements }
}

/** Some files leave out the namespace; the element says which message it is. */
function byElement(root: Node): string | undefined {
  const names: Readonly<Record<string, string>> = {
    BkToCstmrAcctRpt: 'camt.052',
    BkToCstmrStmt: 'camt.053',
    BkToCstmrDbtCdtNtfctn: 'camt.054',
  }
  return names[root.children[0]?.name ?? '']
}

function wholeFaults(format: string): Reason[] {
  const [message, version] = [format.slice(0, 8), format.slice(13)]
  if (message === 'camt.052')
    return [
      reject(
        'not_a_statement',
        '/Document',
        'This is a report of the day (camt.052): what it shows may still change. Take the statement (camt.053).',
      ),
    ]
  if (version === '' || versionsKnown[message]?.includes(version)) return []
  return [
    reject(
      'unsupported_version',
      '/Document',
      `Version ${format} of the message is not read here.`,
    ),
  ]
}

function pageOf(node: Node | undefined): Statement['page'] {
  const number = Number(textOf(node, 'PgNb'))
  return node && Number.isInteger(number)
    ? { number, last: textOf(node, 'LastPgInd') !== 'false' }
    : null
}

function statementOf(node: Node, path: string, entries: readonly Entry[]): Statement {
  const faults: Reason[] = []
  const told = faultsInto(faults)
  const account = child(node, 'Acct')
  const said = textOf(account, 'Id', 'Othr', 'Id')
  // What the bank calls an IBAN is shown as it stands; whether it is ours is asked later.
  const iban = bareIban(textOf(account, 'Id', 'IBAN')) ?? (said ? ibanOf(said) : null)
  const balances = children(node, 'Bal').map((one) =>
    balanceOf(one, `${path}/Bal[${one.index}]`, told),
  )
  const opening = openingOf(balances)
  const closing = closingOf(balances)
  const currency = textOf(account, 'Ccy') ?? currencyOf(opening, closing, entries)
  return {
    ...anEmptyStatement,
    path,
    id: textOf(node, 'Id'),
    iban,
    account: iban ? null : said,
    currency,
    sequence: wholeNumber(textOf(node, 'ElctrncSeqNb') ?? textOf(node, 'LglSeqNb')),
    copy: textOf(node, 'CpyDplctInd'),
    created_at: textOf(node, 'CreDtTm'),
    from_on: isoDay(textOf(node, 'FrToDt', 'FrDtTm') ?? textOf(node, 'FrToDt', 'FrDt') ?? ''),
    to_on: isoDay(textOf(node, 'FrToDt', 'ToDtTm') ?? textOf(node, 'FrToDt', 'ToDt') ?? ''),
    balances,
    opening,
    closing,
    entries,
    faults,
  }
}

/** The account's own currency is not always said; then balances say it, or the first entry. */
const currencyOf = (
  opening: Balance | null,
  closing: Balance | null,
  entries: readonly Entry[],
): string | null => opening?.currency ?? closing?.currency ?? entries[0]?.currency ?? null

const bareIban = (text: string | null) => text?.replace(/\s/g, '').toUpperCase() ?? null

const wholeNumber = (text: string | null) => (text && /^\d{1,18}$/.test(text) ? BigInt(text) : null)

function balanceOf(node: Node, path: string, told: Faults): Balance {
  const kind =
    textOf(node, 'Tp', 'CdOrPrtry', 'Cd') ?? textOf(node, 'Tp', 'CdOrPrtry', 'Prtry') ?? ''
  const amount = amountOf(node, path, told)
  const date = child(node, 'Dt')
  const on = isoDay(textOf(date, 'Dt') ?? textOf(date, 'DtTm') ?? '')
  return { path, kind, minor: amount.minor, currency: amount.currency, on }
}

/** The opening booked balance; some banks give the last closing one instead, or interim pages. */
function openingOf(balances: readonly Balance[]): Balance | null {
  const first = (kind: string) => balances.find((one) => one.kind === kind)
  return first('OPBD') ?? first('PRCD') ?? interim(balances)[0] ?? null
}

function closingOf(balances: readonly Balance[]): Balance | null {
  const closing = balances.findLast((one) => one.kind === 'CLBD')
  if (closing) return closing
  // One interim balance beside an opening one closes the page; of two the second does.
  const page = interim(balances)
  const opens = balances.some(({ kind }) => kind === 'OPBD' || kind === 'PRCD')
  return page[opens ? 0 : 1] ?? null
}

const interim = (balances: readonly Balance[]) => balances.filter(({ kind }) => kind === 'ITBD')

/** Whether bytes begin like XML, whatever their encoding. */
export const looksLikeXml = (bytes: Uint8Array) =>
  /^(\xef\xbb\xbf|\xff\xfe|\xfe\xff)?[\0\s]*<[\0]?[!?A-Za-z]/.test(
    Buffer.from(bytes.subarray(0, 100)).toString('latin1'),
  )

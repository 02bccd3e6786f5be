// Whether a statement may be believed as a whole, before any of its entries is looked at.
import { decimalText, exponentOf, minorOf } from '#kit/money.ts'
import { type Entry, hold, type Reason, reject, type Statement } from './schema.ts'

export type Verdict = 'accept' | 'hold' | 'reject'

/** What is known about the account that the statement should be of. */
export interface Demand {
  readonly iban?: string | undefined
  readonly currency?: string | undefined
  /** Where the last statement of this account ended, as decimal text or in minor units. */
  readonly previous_closing?: string | bigint | undefined
  readonly previous_sequence?: bigint | undefined
}

export interface Judged {
  readonly statement: Statement
  readonly iban: string | null
  readonly currency: string | null
  /** Of the entries that are booked; null when one of them cannot be read. */
  readonly sum: bigint | null
  readonly verdict: Verdict
  readonly reasons: readonly Reason[]
}

/** One person reads them; after the first hundred they say nothing new. */
const reasonsMax = 100

export function judge(statement: Statement, demand: Demand = {}): Judged {
  const currency = statement.currency ?? demand.currency ?? null
  const sum = sumOf(statement.entries)
  const reasons = [
    ...statement.faults,
    ...accountReasons(statement, demand),
    ...currencyReasons(statement, currency, demand),
    ...balanceReasons(statement, currency, sum),
    ...batchFaults(statement.entries, currency),
    ...continuityReasons(statement, currency, demand),
    ...copyReasons(statement),
    ...twiceReasons(statement.entries),
  ]
  const rejected = reasons.filter(({ severity }) => severity === 'reject')
  const held = reasons.filter(({ severity }) => severity === 'hold')
  const iban = statement.iban ?? (statement.account ? null : (demand.iban ?? null))
  return {
    statement,
    iban: iban && bareIban(iban),
    currency,
    sum,
    verdict: rejected.length > 0 ? 'reject' : held.length > 0 ? 'hold' : 'accept',
    reasons: [...rejected, ...held].slice(0, reasonsMax),
  }
}

export const bareIban = (text: string) => text.replace(/[\s-]/g, '').toUpperCase()

function sumOf(entries: readonly Entry[]): bigint | null {
  let sum = 0n
  for (const { status, minor } of entries) {
    if (status !== 'booked') continue
    if (minor === null) return null
    sum += minor
  }
  return sum
}

function accountReasons(statement: Statement, { iban }: Demand): Reason[] {
  const path = `${statement.path}/Acct`
  if (!statement.iban && !statement.account) {
    if (statement.kind === 'table' && iban) return []
    if (statement.faults.some(({ severity }) => severity === 'reject')) return []
    return [hold('account_unknown', path, 'The file does not say of which account it is.')]
  }
  if (!iban || isAccount(statement, bareIban(iban))) return []
  const said = statement.iban ?? statement.account ?? ''
  return [reject('foreign_account', path, `The statement is of the account ${lastSigns(said)}.`)]
}

/** Reasons end up in letters and logs; of an account number they show the end alone. */
const lastSigns = (account: string) => `… ${account.slice(-4)}`

/** A national account number is ours when our IBAN is made of it. */
function isAccount({ iban, account }: Statement, ours: string): boolean {
  if (iban) return bareIban(iban) === ours
  const parts = (account ?? '').split(/[^A-Za-z0-9]+/).map((part) => part.replace(/^0+/, ''))
  const telling = parts.filter((part) => part.length >= 5)
  return telling.length > 0 && telling.every((part) => ours.includes(part.toUpperCase()))
}

function currencyReasons(statement: Statement, currency: string | null, demand: Demand): Reason[] {
  const { path, kind, balances, entries, faults } = statement
  if (currency === null) {
    if (faults.some(({ severity }) => severity === 'reject')) return []
    return [hold('currency_unknown', path, 'The file does not say its currency.')]
  }
  if (demand.currency && demand.currency !== currency)
    return [
      reject('currency_differs', path, `The account is in ${demand.currency}, not ${currency}.`),
    ]
  const other = (thing: string) => `${thing} is not in ${currency}.`
  const foreignBalances = balances.filter((one) => one.currency !== '' && one.currency !== currency)
  const foreign = entries.filter((one) => one.currency !== '' && one.currency !== currency)
  return [
    ...foreignBalances.map((one) =>
      reject('currency_differs', one.path, `${other('The balance')} (${one.currency})`),
    ),
    ...foreign
      .slice(0, reasonsMax)
      .map((one) =>
        reject(
          'currency_differs',
          one.path,
          `${other(kind === 'table' ? 'The row' : 'The entry')} (${one.currency})`,
        ),
      ),
  ]
}

function balanceReasons(
  statement: Statement,
  currency: string | null,
  sum: bigint | null,
): Reason[] {
  const { kind, path, opening, closing, faults } = statement
  if (kind === 'notice' || kind === 'intraday') return []
  const [begin, end] = [opening?.minor ?? null, closing?.minor ?? null]
  if (begin === null || end === null) {
    if (faults.some(({ severity }) => severity === 'reject')) return []
    const which = begin === null ? 'opening' : 'closing'
    return [
      hold('balance_missing', path, `There is no ${which} balance: the sum cannot be checked.`),
    ]
  }
  if (sum === null || currency === null || begin + sum === end) return []
  const said = (minor: bigint) => decimalText(minor, currency)
  return [
    reject(
      'sum_differs',
      closing?.path ?? path,
      `${said(begin)} and ${said(sum)} are ${said(begin + sum)}, not ${said(end)}.`,
    ),
  ]
}

function continuityReasons(statement: Statement, currency: string | null, demand: Demand) {
  if (statement.kind === 'notice' || statement.kind === 'intraday') return []
  const reasons: Reason[] = []
  const { opening, path, sequence } = statement
  const unit = opening?.currency ?? ''
  const said = (minor: bigint) => `${decimalText(minor, unit)} ${unit}`
  const before = previousClosing(demand, currency)
  if (before !== null && opening?.minor != null && opening.minor !== before)
    reasons.push(
      hold(
        'opening_differs',
        opening.path,
        `It begins with ${said(opening.minor)}; the one before ended with ${said(before)}.`,
      ),
    )
  const last = demand.previous_sequence
  // A number that stays the same is a further page, or a bank that does not count.
  if (last !== undefined && sequence !== null && sequence !== last && sequence !== last + 1n) {
    // Many banks begin again with the year.
    if (!(sequence <= 1n && last > 1n))
      reasons.push(
        hold('sequence_gap', path, `Number ${sequence} follows number ${last}: one is missing.`),
      )
  }
  return reasons
}

function previousClosing({ previous_closing }: Demand, currency: string | null): bigint | null {
  if (previous_closing === undefined || currency === null) return null
  if (typeof previous_closing === 'bigint') return previous_closing
  const minor = minorOf(previous_closing.trim(), currency)
  if (minor !== null) return minor
  throw new RangeError(
    `“${previous_closing}” is no amount with ${exponentOf(currency)} digits after a point.`,
  )
}

function copyReasons({ copy, path }: Statement): Reason[] {
  if (!copy) return []
  return [hold('copy', `${path}/CpyDplctInd`, `The bank marks it as a copy (${copy}).`)]
}

/** The bank's own reference for the same amount on the same day, twice in one file. */
function twiceReasons(entries: readonly Entry[]): Reason[] {
  const seen = new Map<string, string>()
  const reasons: Reason[] = []
  for (const entry of entries) {
    if (entry.status !== 'booked' || !entry.bank_reference) continue
    const parts = entry.parts.map((part) => [part.end_to_end_id, part.name, ...part.lines])
    const key = JSON.stringify([
      entry.bank_reference,
      String(entry.minor),
      entry.booked_on,
      entry.reversal,
      entry.reference,
      entry.text,
      parts,
    ])
    const first = seen.get(key)
    if (first === undefined) seen.set(key, entry.path)
    else reasons.push(hold('entry_twice', entry.path, `The same entry stands at ${first}.`))
  }
  return reasons
}

// The payments inside an entry must be the entry: to the cent, charges told.

const batchFaults = (entries: readonly Entry[], currency: string | null): readonly Reason[] =>
  entries.flatMap((entry) => faultsOf(entry, currency))

const nothing: readonly Reason[] = []

function faultsOf(entry: Entry, currency: string | null): readonly Reason[] {
  const { batch, minor, parts, path } = entry
  if (minor === null || currency === null || (parts.length === 0 && !batch)) return nothing
  const said = (amount: bigint) => decimalText(amount, entry.currency)
  const reasons: Reason[] = []
  const total = batch?.minor ?? null
  if (total !== null && magnitude(total) !== magnitude(minor))
    reasons.push(
      reject(
        'batch_sum_differs',
        `${path}/NtryDtls/Btch/TtlAmt`,
        `The batch says ${said(total)}, the entry ${said(minor)}.`,
      ),
    )
  const sum = sumOfParts(entry)
  if (sum !== null && !explained(entry, minor, sum))
    reasons.push(
      reject(
        'batch_sum_differs',
        `${path}/NtryDtls`,
        `Its payments are ${said(sum)} together, the entry ${said(minor)}.`,
      ),
    )
  if (batch?.count != null && parts.length > 0 && batch.count !== parts.length)
    reasons.push(
      hold(
        'batch_count_differs',
        `${path}/NtryDtls/Btch/NbOfTxs`,
        `The batch says ${batch.count} payments; ${parts.length} are there.`,
      ),
    )
  return reasons
}

const magnitude = (minor: bigint) => (minor < 0n ? -minor : minor)

function sumOfParts({ parts }: Entry): bigint | null {
  if (parts.length === 0) return null
  let sum = 0n
  for (const { minor } of parts) {
    if (minor === null) return null
    sum += minor
  }
  return sum
}

/** The same, or the same after the charges that the entry or its payments name. */
function explained({ parts, charges, currency }: Entry, minor: bigint, sum: bigint): boolean {
  if (minor === sum) return true
  const all = [...charges, ...parts.flatMap((part) => part.charges)]
  let charged = 0n
  for (const charge of all) {
    if (charge.currency !== currency || charge.minor === null) return false
    charged += charge.minor
  }
  return charged !== 0n && sum - charged === minor
}

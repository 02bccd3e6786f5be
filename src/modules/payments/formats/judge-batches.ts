// The payments inside an entry must be the entry: to the cent, charges told.
import { decimalText } from '#kit/money.ts'
import { type Entry, hold, type Reason, reject } from './statement.ts'

export const batchFaults = (
  entries: readonly Entry[],
  currency: string | null,
): readonly Reason[] => entries.flatMap((entry) => faultsOf(entry, currency))

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
  const sum = sumOf(entry)
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

function sumOf({ parts }: Entry): bigint | null {
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

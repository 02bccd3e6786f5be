// Where a gift is, and what its giver may still decide.
import { epcPayload } from '../formats/epc.ts'
import type { Standing } from '../rules.ts'

interface Promised {
  readonly state: 'open' | 'withdrawn' | 'expired'
  readonly received_minor: bigint
}

/** Why a promise cannot be taken back, or null when it can. */
export function whyNotWithdraw({ state, received_minor }: Promised) {
  if (received_minor > 0n) return 'arrived_already'
  return state === 'withdrawn' ? 'withdrawn_already' : null
}

/** Whether the details for the bank are still of use. */
export const awaitsMoney = (standing: Standing) =>
  standing === 'promised' || standing === 'part_paid' || standing === 'expired'

/** What is still missing, as one would send it now. */
export const missingOf = (gift: { amount_minor: bigint; received_minor: bigint }) =>
  gift.received_minor === 0n ? gift.amount_minor : gift.amount_minor - gift.received_minor

interface ToPay {
  readonly holder: string | null
  readonly iban: string | null
  readonly bic: string | null
  readonly currency: string
  readonly reference: string
  readonly account_closed_at: Date | null
  readonly amount_minor: bigint
  readonly received_minor: bigint
}

/** What the code for a bank's app says, or null where there is none: it is for euro. */
export function codeTextOf(gift: ToPay): string | null {
  const { holder, iban, bic, currency, reference, account_closed_at } = gift
  if (!holder || !iban || account_closed_at) return null
  const transfer = { name: holder, iban, bic, currency, reference, amount_minor: missingOf(gift) }
  const payload = epcPayload(transfer)
  return payload.ok ? payload.value : null
}

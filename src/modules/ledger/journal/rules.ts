// What happens in the books, by name: each has its sentence in the messages, `event.<name>`.
export const eventKinds = [
  'account_opened',
  'arrival_reversed',
  'bank_charged',
  'campaign_failed',
  'campaign_succeeded',
  'corrected',
  'credit_given',
  'dispute_lost',
  'dispute_opened',
  'dispute_won',
  'exchanged',
  'fee_charged',
  'fee_released',
  'gift_received',
  'gift_reversed',
  'money_arrived',
  'money_left',
  'overpaid',
  'paid_out',
  'payout_failed',
  'payout_not_sent',
  'payout_ordered',
  'processor_paid_out',
  'refund_came_back',
  'refund_requested',
  'refunded',
  'return_failed',
  'return_ordered',
  'return_withdrawn',
  'returned',
  'returned_by_bank',
] as const

export type EventKind = (typeof eventKinds)[number]

/** The name that readers know; what a module above calls its own way is something else to them. */
export const eventKind = (kind: string): EventKind | 'other' =>
  eventKinds.find((one) => one === kind) ?? 'other'

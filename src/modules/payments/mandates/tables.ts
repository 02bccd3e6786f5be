// The donor's word that a card may be charged again.

interface MandateTable {
  recurring_id: string
  processor_account_id: string
  /** What the donor agreed to, as it stood on their page. */
  terms: string
  terms_locale: string
  agreed_at: Date
  /** The processor's name of the card; null until the first payment went through. */
  card_ref: string | null
  /** By which its holder knows it. */
  card_said: string | null
  kept_at: Date | null
  ended_at: Date | null
  forgotten_at: Date | null
}

export interface MandatesTables {
  'payments.card_mandate': MandateTable
}

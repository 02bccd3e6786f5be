import { z } from 'zod'
import { Next, Paging } from '#kit/paging.ts'

/** A screen and a half on a desk. */
export const journalRowsMax = 50

/** More accounts than one name has; a search for a single letter ends there. */
export const accountsMatchedMax = 500

const RowNumber = z.string().regex(/^[1-9]\d{0,17}$/)

export const JournalQuery = z.object({
  q: z.string().trim().max(120).optional().catch(undefined),
  before: RowNumber.transform(BigInt).optional().catch(undefined),
})

/** The number of a row in an address, or null when it is none. */
export const rowNumber = (text: string): bigint | null =>
  RowNumber.safeParse(text).success ? BigInt(text) : null

export const ListQuery = z.object(Paging)

const Hex = z.string().regex(/^[0-9a-f]{64}$/)
const Kind = z.string().describe('The kind of the account.')
const Owner = z.uuid().nullable().describe('Nobody where the account is a donor’s.')

const Row = z.object({
  seq: z.int().describe('The order of writing. Missing numbers belong to writings that failed.'),
  kind: z.string().describe('What happened.'),
  phase: z.string().describe('single, pending, post, void or expire.'),
  debit_account: z.int(),
  debit_kind: Kind,
  debit_owner: Owner,
  debit_counterparty: z.uuid().nullable(),
  credit_account: z.int(),
  credit_kind: Kind,
  credit_owner: Owner,
  credit_counterparty: z.uuid().nullable(),
  currency: z.string(),
  ledger: z.int().describe('1 money, 2 commitments, 3 memorandum.'),
  amount_minor: z.string().describe('In the smallest unit of the currency.'),
  effective_on: z.iso.date(),
  private_hash: Hex.describe('The hash of what is not public.'),
})

const Block = z.object({
  number: z.int(),
  first_seq: z.int(),
  last_seq: z.int(),
  transfers: z.int(),
  root: Hex.describe('Of the Merkle tree over the leaves of its rows (RFC 6962).'),
  previous: Hex.describe('The hash of the block before.'),
  hash: Hex,
  sealed_us: z.string().describe('Microseconds since 1970.'),
})

const Sealed = Row.extend({
  block: z.int(),
  payer: z
    .string()
    .nullable()
    .describe('The same for the same payer of one purpose; another for another purpose.'),
})

export const PublishedJournal = z.object({ rows: z.array(Sealed), next: Next })
export const PublishedBlocks = z.object({ blocks: z.array(Block), next: Next })
export const PublishedProof = z.object({
  row: Row,
  leaf: Hex,
  path: z.array(z.object({ side: z.enum(['left', 'right']), hash: Hex })).readonly(),
  block: Block,
})

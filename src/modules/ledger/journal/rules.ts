// Numbers of rows where other lists have UUIDs, in the same order and read back without a table;
// a row and its proof, as the program that checks it and other people's programs read them.

const before = '00000000-0000-8000-8000-'

export const idOfNumber = (number: bigint): string =>
  `${before}${number.toString(16).padStart(12, '0')}`

export const numberOfId = (id: string): bigint => BigInt(`0x${id.slice(before.length)}`)

interface Side {
  readonly account: number
  readonly kind: string
  readonly owner_id: string | null
  readonly counterparty_id: string | null
}

interface SealedRow {
  readonly seq: bigint
  readonly kind: string
  readonly phase: string
  readonly debit: Side
  readonly credit: Side
  readonly currency: string
  readonly ledger: number
  readonly amount_minor: bigint
  readonly effective_on: string
  readonly private_hash: string
}

interface SealedBlock {
  readonly number: bigint
  readonly first_seq: bigint
  readonly last_seq: bigint
  readonly transfers: number
  readonly root: string
  readonly previous: string
  readonly hash: string
  readonly sealed_us: bigint
}

export const journalLine = (row: SealedRow) => ({
  seq: Number(row.seq),
  kind: row.kind,
  phase: row.phase,
  debit_account: row.debit.account,
  debit_kind: row.debit.kind,
  debit_owner: row.debit.owner_id,
  debit_counterparty: row.debit.counterparty_id,
  credit_account: row.credit.account,
  credit_kind: row.credit.kind,
  credit_owner: row.credit.owner_id,
  credit_counterparty: row.credit.counterparty_id,
  currency: row.currency,
  ledger: row.ledger,
  amount_minor: String(row.amount_minor),
  effective_on: row.effective_on,
  private_hash: row.private_hash,
})

export const blockLine = (block: SealedBlock) => ({
  number: Number(block.number),
  first_seq: Number(block.first_seq),
  last_seq: Number(block.last_seq),
  transfers: block.transfers,
  root: block.root,
  previous: block.previous,
  hash: block.hash,
  sealed_us: String(block.sealed_us),
})

interface Proved {
  readonly row: SealedRow
  readonly block: SealedBlock
  readonly leaf: Buffer
  readonly path: readonly { readonly side: 'left' | 'right'; readonly hash: Buffer }[]
}

export const proofFile = ({ row, block, leaf, path }: Proved) => ({
  row: journalLine(row),
  leaf: leaf.toString('hex'),
  path: path.map(({ side, hash }) => ({ side, hash: hash.toString('hex') })),
  block: blockLine(block),
})

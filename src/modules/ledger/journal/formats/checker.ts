// A program that anybody can run on the journal and its blocks as JSON Lines: it computes every
// hash anew and needs nothing of ours. Its text is that of the functions below, so that what is
// handed out is what is tested; therefore they take whatever they need as arguments.

export interface JournalLine {
  readonly seq: number
  readonly kind: string
  readonly phase: string
  readonly debit_account: number
  readonly debit_kind: string
  readonly debit_owner: string | null
  readonly debit_counterparty: string | null
  readonly credit_account: number
  readonly credit_kind: string
  readonly credit_owner: string | null
  readonly credit_counterparty: string | null
  readonly currency: string
  readonly ledger: number
  readonly amount_minor: string
  readonly effective_on: string
  readonly private_hash: string
}

export interface BlockLine {
  readonly number: number
  readonly first_seq: number
  readonly last_seq: number
  readonly transfers: number
  readonly root: string
  readonly previous: string
  readonly hash: string
  readonly sealed_us: string
}

/** One row with its block and the way from its leaf up to the root. */
export interface ProofFile {
  readonly row: JournalLine
  readonly leaf: string
  readonly path: readonly { readonly side: 'left' | 'right'; readonly hash: string }[]
  readonly block: BlockLine
}

type Sha256 = (bytes: Uint8Array) => Buffer

/** A field with its length before it: numbers in eight bytes, ids in sixteen, texts in UTF-8. */
function framed(kind: 'number' | 'id' | 'text' | 'bytes', value: string | number | null): Buffer {
  const length = Buffer.alloc(4)
  if (value === null) return Buffer.from('ffffffff', 'hex')
  let bytes = Buffer.from(String(value), kind === 'bytes' ? 'hex' : 'utf8')
  if (kind === 'id') bytes = Buffer.from(String(value).replaceAll('-', ''), 'hex')
  if (kind === 'number') {
    bytes = Buffer.alloc(8)
    bytes.writeBigInt64BE(BigInt(value))
  }
  length.writeUInt32BE(bytes.byteLength)
  return Buffer.concat([length, bytes])
}

function leafOfLine(sha256: Sha256, line: JournalLine): Buffer {
  const day = Date.parse(`${line.effective_on}T00:00:00Z`) / 86_400_000
  return sha256(
    Buffer.concat([
      Buffer.of(0),
      framed('number', line.seq),
      framed('text', line.kind),
      framed('text', line.phase),
      framed('number', line.debit_account),
      framed('text', line.debit_kind),
      framed('id', line.debit_owner),
      framed('id', line.debit_counterparty),
      framed('number', line.credit_account),
      framed('text', line.credit_kind),
      framed('id', line.credit_owner),
      framed('id', line.credit_counterparty),
      framed('text', line.currency),
      framed('number', line.ledger),
      framed('number', line.amount_minor),
      framed('number', day),
      Buffer.from(line.private_hash, 'hex'),
    ]),
  )
}

function hashOfBlock(sha256: Sha256, block: BlockLine): string {
  return sha256(
    Buffer.concat([
      framed('text', 'mozaik ledger block 1'),
      framed('number', block.number),
      framed('number', block.first_seq),
      framed('number', block.last_seq),
      framed('number', block.transfers),
      framed('bytes', block.root),
      framed('bytes', block.previous),
      framed('number', block.sealed_us),
    ]),
  ).toString('hex')
}

function rootOfLeaves(sha256: Sha256, leaves: readonly Buffer[]): Buffer {
  const [first] = leaves
  if (leaves.length <= 1) return first ?? Buffer.alloc(0)
  const half = 2 ** Math.floor(Math.log2(leaves.length - 1))
  const left = rootOfLeaves(sha256, leaves.slice(0, half))
  const right = rootOfLeaves(sha256, leaves.slice(half))
  return sha256(Buffer.concat([Buffer.of(1), left, right]))
}

/** What is wrong, one sentence each; nothing when every hash comes out. */
export function checkJournal(
  sha256: Sha256,
  lines: readonly JournalLine[],
  blocks: readonly BlockLine[],
): string[] {
  const wrong: string[] = []
  let previous = '00'.repeat(32)
  let last = 0
  let at = 0
  for (const block of blocks) {
    const leaves: Buffer[] = []
    for (let line = lines[at]; line && line.seq <= block.last_seq; line = lines[at]) {
      leaves.push(leafOfLine(sha256, line))
      at += 1
    }
    const root = rootOfLeaves(sha256, leaves).toString('hex')
    const hash = hashOfBlock(sha256, block)
    if (leaves.length !== block.transfers) wrong.push(`block ${block.number}: rows are missing`)
    if (root !== block.root) wrong.push(`block ${block.number}: a row is not what was sealed`)
    if (hash !== block.hash) wrong.push(`block ${block.number}: the block was changed`)
    if (block.previous !== previous || block.first_seq !== last + 1)
      wrong.push(`block ${block.number}: it does not follow the block before`)
    previous = block.hash
    last = block.last_seq
  }
  return wrong
}

/** That one row is in its block: what is wrong, nothing when it comes out. */
export function checkProof(sha256: Sha256, proof: ProofFile): string[] {
  const wrong: string[] = []
  let node = leafOfLine(sha256, proof.row)
  if (node.toString('hex') !== proof.leaf) wrong.push('the row is not what was sealed')
  for (const { side, hash } of proof.path) {
    const beside = Buffer.from(hash, 'hex')
    const pair = side === 'left' ? [beside, node] : [node, beside]
    node = sha256(Buffer.concat([Buffer.of(1), ...pair]))
  }
  if (node.toString('hex') !== proof.block.root) wrong.push('the row is not in this block')
  if (hashOfBlock(sha256, proof.block) !== proof.block.hash) wrong.push('the block was changed')
  return wrong
}

// The names they have here: what bundles this program may have given them others.
const main = () => `
const read = (file) =>
  readFileSync(file, 'utf8').split('\\n').filter(Boolean).map((line) => JSON.parse(line))
const [first, second] = process.argv.slice(2)
if (!second) {
  console.error('node check-journal.mjs journal.jsonl journal-blocks.jsonl')
  console.error('node check-journal.mjs --proof proof.json')
  process.exit(2)
}
const proof = first === '--proof' ? JSON.parse(readFileSync(second, 'utf8')) : null
const known = proof ? [proof.block] : read(second)
const wrong = proof
  ? ${checkProof.name}(sha256, proof)
  : ${checkJournal.name}(sha256, read(first), known)
for (const sentence of wrong) console.error(sentence)
if (wrong.length === 0 && proof)
  console.log('All is well. The row is in block ' + proof.block.number + ', ' + proof.block.hash)
if (wrong.length === 0 && !proof)
  console.log('All is well. ' + known.length + ' blocks, the last hash is ' + known.at(-1)?.hash)
process.exitCode = wrong.length === 0 ? 0 : 1
`

const parts = [framed, leafOfLine, hashOfBlock, rootOfLeaves, checkJournal, checkProof]

/** The program as a file. */
export const checkerProgram = () =>
  [
    '// Computes every hash of the journal anew. docs/reference/ledger-journal.md says how and why.',
    '//',
    '//   node check-journal.mjs journal.jsonl journal-blocks.jsonl',
    '//   node check-journal.mjs --proof proof.json',
    "import { createHash } from 'node:crypto'",
    "import { readFileSync } from 'node:fs'",
    '',
    "const sha256 = (bytes) => createHash('sha256').update(bytes).digest()",
    '',
    parts.map(String).join('\n\n'),
    main(),
  ].join('\n')

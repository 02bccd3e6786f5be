// The public journal for programs: rows, blocks, and the proof that a row is in its block.
import { z } from 'zod'
import { endpoints } from '#kit/endpoint.ts'
import { pageOf } from '#kit/paging.ts'
import { type Key, proveKey } from '#modules/machines/index.ts'
import { findProof, listOpen, listOpenBlocks } from './journal/queries.ts'
import { blockLine, journalLine, proofFile } from './journal/rules.ts'
import {
  ListQuery,
  PublishedBlocks,
  PublishedJournal,
  PublishedProof,
  rowNumber,
} from './journal/schema.ts'
import type { ApiDb } from './tables.ts'

const endpoint = endpoints<ApiDb, Key>(proveKey)

const part = ({ cursor, limit }: z.output<typeof ListQuery>) => ({
  since: null,
  after: cursor ?? null,
  limit: limit + 1,
})

/** What is sealed is never changed; only new rows come. */
const fresh_seconds = 60

export const api = [
  endpoint({
    get: '/v1/journal',
    says: 'Sealed rows of the books in the order of writing, with what their hashes are made of.',
    query: ListQuery,
    fresh_seconds,
    gives: PublishedJournal,
    async answer({ db, query }) {
      const { shown, next } = pageOf(await listOpen(db, part(query)), query.limit)
      const rows = shown.map((row) => ({
        ...journalLine(row),
        block: Number(row.block),
        payer: row.payer,
      }))
      return { rows, next }
    },
  }),
  endpoint({
    get: '/v1/journal/blocks',
    says: 'The blocks that seal the rows, in their order.',
    query: ListQuery,
    fresh_seconds,
    gives: PublishedBlocks,
    async answer({ db, query }) {
      const { shown, next } = pageOf(await listOpenBlocks(db, part(query)), query.limit)
      return { blocks: shown.map(blockLine), next }
    },
  }),
  endpoint({
    get: '/v1/journal/{seq}/proof',
    says: 'One sealed row with the way from its leaf up to the root of its block.',
    path: z.object({ seq: z.string().max(18).describe('The number of the row.') }),
    fresh_seconds,
    gives: PublishedProof,
    async answer({ db, path }) {
      const seq = rowNumber(path.seq)
      const proof = seq === null ? undefined : await findProof(db, seq)
      return proof ? proofFile(proof) : null
    },
  }),
]

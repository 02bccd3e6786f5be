import type { Generated } from 'kysely'
import type { KeptTables } from './federation-store.ts'
import type { FileTables } from './files.ts'
import type { LimitTables } from './limits.ts'
import type { MarkedWordTables } from './marked-words.ts'
import type { OnceTables } from './once.ts'
import type { ProofTables } from './proof-of-work.ts'

interface LetterTable {
  id: Generated<bigint>
  to_address: string
  subject: string
  body_text: string
  body_html: string | null
  at: Generated<Date>
}

/** The kit's own tables. Modules name them in their handle one by one, as they need them. */
export type KitTables = FileTables &
  LimitTables &
  OnceTables &
  ProofTables &
  MarkedWordTables &
  KeptTables & { 'kit.letter': LetterTable }

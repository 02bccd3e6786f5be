import type { Transaction } from 'kysely'
import type { Reactions } from '#facts'
import { endKeysOf } from './keys/commands.ts'
import type { Tables } from './tables.ts'
import { tellAll } from './webhooks/commands.ts'
import { heardKinds } from './webhooks/schema.ts'

interface Told {
  readonly organisation_id: string
}

/** Whatever can be heard of an organisation is told to the programs that want to hear it. */
const told: Reactions<Tables> = Object.fromEntries(
  heardKinds.map((kind) => [
    kind,
    (tx: Transaction<Tables>, payload: Told, at: Date, fact_id: bigint) =>
      tellAll(tx, { kind, payload, fact_id }, at),
  ]),
)

export const reactions: Reactions<Tables> = {
  ...told,
  'person.disabled': (tx, { person_id }, at) => endKeysOf(tx, person_id, at),
}

// Programs that act for an organisation or hear of it.
import type { Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { FileTables } from '#kit/files.ts'
import type { LimitTables } from '#kit/limits.ts'
import type { OnceTables } from '#kit/once.ts'
import type { OrganisationsTables } from '#modules/organisations/index.ts'
import type { NoticesTables, PeopleCard } from '#modules/people/index.ts'
import type { PlacesCard } from '#modules/places/index.ts'
import type { DeliveryState, Fault, Scope, WebhookState } from './rules.ts'

/** By what a program writes for an organisation. Only its use and its end are ever written. */
export interface KeyTable {
  id: Generated<string>
  organisation_id: string
  /** Who made it and answers for it. */
  person_id: string
  name: string
  /** The beginning of the key, by which it is found and recognised. */
  prefix: string
  secret_hash: string
  scopes: Scope[]
  created_at: Date
  expires_at: Date
  /** To the minute. */
  last_used_at: Date | null
  revoked_at: Date | null
  /** Null when it was revoked from the terminal of the server. */
  revoked_by: string | null
}

/** Where facts about an organisation are carried. */
export interface WebhookTable {
  id: Generated<string>
  organisation_id: string
  person_id: string
  url: string
  kinds: string[]
  /** With the server's own secret it makes the one that deliveries are signed with. */
  salt: string
  state: Generated<WebhookState>
  failing_since: Date | null
  created_at: Date
  changed_at: Date
}

/** One fact to be told to one address. Its id is the webhook-id of each attempt. */
export interface DeliveryTable {
  id: Generated<string>
  webhook_id: string
  /** Null for a test that an administrator sent. */
  fact_id: bigint | null
  kind: string
  /** What is signed and sent, letter by letter. */
  body: string
  state: Generated<DeliveryState>
  attempts: Generated<number>
  next_at: Date | null
  /** A worker is at it; afterwards another may take it up. */
  held_until: Date | null
  created_at: Date
  done_at: Date | null
}

export interface AttemptTable {
  id: Generated<string>
  delivery_id: string
  at: Date
  took_ms: number
  status: number | null
  fault: Fault | null
  excerpt: Generated<string>
}

export interface MachinesTables {
  'machines.key': KeyTable
  'machines.webhook': WebhookTable
  'machines.delivery': DeliveryTable
  'machines.attempt': AttemptTable
}

/** The tables this module may touch, and those that the doors it asks need. */
export type Tables = MachinesTables &
  OrganisationsTables &
  PeopleCard &
  NoticesTables &
  PlacesCard &
  FactsTables &
  FileTables &
  LimitTables &
  OnceTables

export type Db = Handle<Tables>

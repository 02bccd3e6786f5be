// What is kept so that organisations can be followed from other servers.
import type { ColumnType, Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { KeptTables } from '#kit/federation-store.ts'
import type { FileTables } from '#kit/files.ts'
import type { LimitTables } from '#kit/limits.ts'
import type { OnceTables } from '#kit/once.ts'
import type { MachinesTables } from '#modules/machines/index.ts'
import type { NewsTables } from '#modules/news/index.ts'
import type { OrganisationsTables } from '#modules/organisations/index.ts'
import type { NoticesTables, PeopleCard, PeopleReachable } from '#modules/people/index.ts'
import type { PlacesCard } from '#modules/places/index.ts'
import type { ProjectsCard } from '#modules/projects/index.ts'
import type { ActivityKind, DeliveryState } from './rules.ts'

/** Values that go in as JSON text and come out parsed. */
type Json<T> = ColumnType<T, string, string>

/** One row: whether this installation speaks with other servers at all. */
interface SwitchTable {
  one: Generated<boolean>
  open: Generated<boolean>
  changed_at: Date | null
  changed_by: string | null
}

interface ActorTable {
  organisation_id: string
  /** Its owners do not wish it to be followed from elsewhere. */
  kept_off: Generated<boolean>
  /** Followers' servers were asked to forget it. */
  gone_at: Date | null
}

interface KeyTable {
  id: Generated<string>
  organisation_id: string
  public_jwk: Json<JsonWebKey>
  /** Null once retired. */
  private_jwk: Json<JsonWebKey> | null
  made_at: Date
  retired_at: Date | null
}

/** Somebody elsewhere. Personal: only counted, never shown. */
interface FollowerTable {
  id: Generated<string>
  organisation_id: string
  actor_uri: string
  follow_uri: string | null
  /** The one their server shares, or their own. */
  inbox: string
  host: string
  since: Date
}

interface ActivityTable {
  id: Generated<string>
  organisation_id: string
  kind: ActivityKind
  post_id: string | null
  /** What it tells of and when; nothing is told twice. */
  cause: string
  document: Json<unknown>
  made_at: Date
}

interface DeliveryTable {
  id: Generated<string>
  activity_id: string
  inbox: string
  host: string
  /** What goes to one inbox in one chain arrives in its order. */
  chain: string
  state: Generated<DeliveryState>
  attempts: Generated<number>
  last_error: string | null
  next_try_at: Date | null
  settled_at: Date | null
}

export interface FederationTables {
  'federation.switch': SwitchTable
  'federation.actor': ActorTable
  'federation.key': KeyTable
  'federation.follower': FollowerTable
  'federation.activity': ActivityTable
  'federation.delivery': DeliveryTable
  /** Servers that did not answer lately. */
  'federation.host': { host: string; failures: number; rests_until: Date | null }
  'federation.block': { host: string; reason: string; blocked_by: string | null; at: Date }
}

/** The tables this module may touch, and those that the doors it asks need. */
export type Tables = FederationTables &
  KeptTables &
  NewsTables &
  MachinesTables &
  ProjectsCard &
  OrganisationsTables &
  PeopleCard &
  PeopleReachable &
  NoticesTables &
  PlacesCard &
  FactsTables &
  FileTables &
  LimitTables &
  OnceTables

export type Db = Handle<Tables>

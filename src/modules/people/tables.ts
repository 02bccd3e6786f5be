// What is known about people. The first six tables are written by Better Auth (see auth.ts); we
// read them and correct them.

import type { Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { LimitTables } from '#kit/limits.ts'
import type { Locale } from '#kit/locale.ts'
import type { ProofTables } from '#kit/proof-of-work.ts'

/** One human being with an account. An erased one stays as a row without a name. */
export interface PersonTable {
  id: Generated<string>
  /** Lower case; `<id>@erased.invalid` once erased. */
  email: string
  email_verified: Generated<boolean>
  name: string
  /** Better Auth asks for it; always null. */
  image: string | null
  locale: Generated<Locale>
  two_factor_enabled: Generated<boolean>
  created_at: Generated<Date>
  updated_at: Generated<Date>
  disabled_at: Date | null
  erased_at: Date | null
}

export interface SessionTable {
  id: Generated<string>
  person_id: string
  token: string
  expires_at: Date
  ip_address: string | null
  user_agent: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
  /** To the hour. */
  used_at: Generated<Date>
  /** When a password, code, link or passkey was last shown in this session. */
  proved_at: Generated<Date>
}

/** A password. People who sign in by links or passkeys have none. */
export interface CredentialTable {
  id: Generated<string>
  person_id: string
  account_id: string
  provider_id: string
  access_token: string | null
  refresh_token: string | null
  id_token: string | null
  access_token_expires_at: Date | null
  refresh_token_expires_at: Date | null
  scope: string | null
  password: string | null
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

/** Links, resets, challenges and codes that are waited for. */
export interface VerificationTable {
  id: Generated<string>
  identifier: string
  value: string
  expires_at: Date
  created_at: Generated<Date>
  updated_at: Generated<Date>
}

export interface SecondFactorTable {
  id: Generated<string>
  person_id: string
  secret: string
  backup_codes: string
  /** False until the first code was typed. */
  verified: Generated<boolean>
  failed_verification_count: Generated<number>
  locked_until: Date | null
  created_at: Generated<Date>
}

export interface PasskeyTable {
  id: Generated<string>
  person_id: string
  name: string | null
  public_key: string
  credential_id: string
  counter: number
  device_type: string
  backed_up: boolean
  transports: string | null
  aaguid: string | null
  created_at: Generated<Date | null>
}

export type Role = 'moderator' | 'operator'

/** What a person may do everywhere, today. What they did with it is in the facts. */
export interface RoleTable {
  person_id: string
  role: Role
  granted_at: Generated<Date>
  /** Null: from a terminal on the server. */
  granted_by: string | null
}

/** A new address: confirmed there, and for three days undone from the old one. */
export interface EmailChangeTable {
  id: Generated<string>
  person_id: string
  old_email: string
  new_email: string
  confirm_hash: string
  undo_hash: string
  asked_at: Date
  confirmed_at: Date | null
  undone_at: Date | null
}

export interface NotificationTable {
  id: Generated<string>
  person_id: string
  /** `module.what` */
  kind: string
  /** The module; PostgreSQL makes it from the kind. */
  subject: Generated<string>
  payload: unknown
  created_at: Date
  read_at: Date | null
  mailed_at: Date | null
}

export type ByMail = 'at_once' | 'daily' | 'never'

export interface NotificationChoiceTable {
  person_id: string
  subject: string
  on_page: Generated<boolean>
  by_mail: Generated<ByMail>
}

export interface DataExportTable {
  id: Generated<string>
  person_id: string
  asked_at: Date
  ready_at: Date | null
  file_key: string | null
  bytes: number | null
  expires_at: Date | null
}

/** A wish to be erased, with the days in which it may be taken back. */
export interface ErasureTable {
  id: Generated<string>
  person_id: string
  asked_at: Date
  due_at: Date
  undone_at: Date | null
  done_at: Date | null
}

/** What other modules may join to. `name` is null when the person was erased. */
export interface PeopleCard {
  'people.card': { id: string; name: string | null }
}

/** Where letters reach people who can be written to: for work that sends letters, never pages. */
export interface PeopleReachable {
  'people.reachable': { id: string; email: string; locale: Locale }
}

/** What `notify` writes: a module that tells people something has these in its handle. */
export interface NoticesTables {
  'people.notification': NotificationTable
  'people.notification_choice': NotificationChoiceTable
}

/** What `listHolders` reads: whoever tells moderators or operators something has these. */
export type HoldersTables = Pick<PeopleTables, 'people.role' | 'people.person'>

export interface PeopleTables extends PeopleCard, PeopleReachable, NoticesTables {
  'people.person': PersonTable
  'people.session': SessionTable
  'people.credential': CredentialTable
  'people.verification': VerificationTable
  'people.second_factor': SecondFactorTable
  'people.passkey': PasskeyTable
  'people.role': RoleTable
  'people.email_change': EmailChangeTable
  'people.data_export': DataExportTable
  'people.erasure': ErasureTable
}

/** The tables this module may touch. Any other is a type error. */
export type Tables = PeopleTables & FactsTables & LimitTables & ProofTables
export type Db = Handle<Tables>

import type { Generated } from 'kysely'
import type { Locale } from '#kit/locale.ts'
import type { Area } from '#modules/organisations/index.ts'
import type { Rhythm } from './schema.ts'

/** Somebody who is written to: a person with an account, or an address. */
interface ReaderTable {
  id: Generated<string>
  person_id: string | null
  email: string | null
  locale: Locale
  rhythm: Generated<Rhythm>
  /** Posts that came out until then were told. */
  told_until: Date
  soft_bounces: Generated<number>
  /** Since when the address takes no letters. */
  bounced_at: Date | null
  created_at: Generated<Date>
}

/** One of three is followed. */
interface FollowTable {
  id: Generated<string>
  reader_id: string
  organisation_id: string | null
  area: Area | null
  place_id: string | null
  confirmed_at: Date | null
  created_at: Generated<Date>
}

/** Who asked for an organisation's newsletter. */
interface SubscriptionTable {
  id: Generated<string>
  reader_id: string
  organisation_id: string
  confirmed_at: Date | null
  created_at: Generated<Date>
}

export interface FollowingTables {
  'news.reader': ReaderTable
  'news.follow': FollowTable
  'news.subscription': SubscriptionTable
}

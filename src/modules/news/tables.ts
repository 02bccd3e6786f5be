// What organisations tell the public.
import type { ColumnType, Generated } from 'kysely'
import type { FactsTables } from '#facts'
import type { Handle } from '#kit/db.ts'
import type { FileTables } from '#kit/files.ts'
import type { LimitTables } from '#kit/limits.ts'
import type { Language } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import type { OnceTables } from '#kit/once.ts'
import type { MachinesTables } from '#modules/machines/index.ts'
import type { Area, OrganisationsTables } from '#modules/organisations/index.ts'
import type { NoticesTables, PeopleCard, PeopleReachable } from '#modules/people/index.ts'
import type { PlacesCard } from '#modules/places/index.ts'
import type { ProjectsCard } from '#modules/projects/index.ts'
import type { FollowingTables } from './following/tables.ts'
import type { NewsletterTables } from './newsletters/tables.ts'
import type { State } from './rules.ts'

/** Values that go in as JSON text and come out parsed. */
type Json<T> = ColumnType<T, string, string>
type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

/** One post, as it is today. How it came to be so is in `news.change`. */
export interface PostTable {
  id: Generated<string>
  organisation_id: string
  /** Within its organisation: `/o/organisation/news/slug`. Given once. */
  slug: string
  title: Json<Localized>
  /** Markdown. */
  body: JsonWithDefault<Localized>
  /** Empty where the writer left it out. */
  summary: JsonWithDefault<Localized>
  /** The summary, or the beginning of the text: what lists show. */
  excerpt: JsonWithDefault<Localized>
  project_id: string | null
  state: Generated<State>
  state_since: Generated<Date>
  /** When a scheduled post comes out; null in every other state. */
  publish_at: Date | null
  /** The first time; null for what was never public. */
  published_at: Date | null
  /** Stands first on the page of its organisation, which has one such post at most. */
  pinned: Generated<boolean>
  /** Grows by one with each change. */
  version: Generated<number>
  created_at: Generated<Date>
  updated_at: Generated<Date>
  /** Taken from public view by a moderator. */
  hidden_at: Date | null
  /** When it was last hidden or shown again; the database writes it. */
  visibility_changed_at: ColumnType<Date | null, never, never>
  /** Everything searched for, folded; made by the database. */
  search: ColumnType<string, never, never>
}

interface PictureTable {
  id: Generated<string>
  post_id: string
  file_id: string
  /** Its place in the gallery; the first is the one that lists show. */
  position: number
  /** What is seen on it. */
  alt: JsonWithDefault<Localized>
  caption: JsonWithDefault<Localized>
  /** It tells nothing that the text does not tell. */
  decorative: Generated<boolean>
  /** Has an alternative text or needs none; made by the database. Others are not shown. */
  described: ColumnType<boolean, never, never>
}

interface VideoTable {
  post_id: string
  file_id: string
  caption: JsonWithDefault<Localized>
  /** Nobody speaks in it: there is nothing to caption. */
  without_speech: Generated<boolean>
}

interface CaptionTrackTable {
  post_id: string
  language: Language
  /** A WebVTT file. */
  file_id: string
}

interface StateChangeTable {
  id: Generated<string>
  post_id: string
  from_state: State
  to_state: State
  publish_at: Date | null
  reason: JsonWithDefault<Localized>
  /** Null where the clock did it. */
  decided_by: string | null
  at: Date
}

/** One field of one version. Never rewritten; values can be taken out for the law's sake. */
interface ChangeTable {
  id: Generated<bigint>
  post_id: string
  version: number
  field: string
  language: string | null
  before: Json<unknown> | null
  after: Json<unknown> | null
  person_id: string | null
  at: Date
  redacted_at: Date | null
}

/** The face of this module for joins in SQL: what anybody may see. */
export interface NewsCard {
  'news.card': {
    id: string
    organisation_id: string
    organisation_slug: string
    organisation_name: Localized
    is_sample: boolean
    slug: string
    title: Localized
    /** Never empty in a language in which there are words. */
    summary: Localized
    /** Markdown. */
    body: Localized
    project_id: string | null
    pinned: boolean
    published_at: Date
    updated_at: Date
    areas: Area[] | null
    place_ids: string[] | null
    /** The first picture. */
    picture_id: string | null
    picture_alt: Localized | null
  }
}

export interface NewsTables extends NewsCard, FollowingTables, NewsletterTables {
  'news.post': PostTable
  'news.post_area': { post_id: string; area: Area }
  'news.post_place': { post_id: string; place_id: string }
  'news.picture': PictureTable
  'news.video': VideoTable
  'news.caption_track': CaptionTrackTable
  'news.state_change': StateChangeTable
  'news.change': ChangeTable
}

/** The tables this module may touch, and those that the doors it asks need. */
export type Tables = NewsTables &
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

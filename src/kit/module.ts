// What a module hands up to the app. Whatever must be true of every module is asked for here.
import type { Command } from 'commander'
import type { Transaction } from 'kysely'
import type { Dataset } from './dataset.ts'
import type { Handle } from './db.ts'
import type { Endpoint } from './endpoint.ts'
import type { CronItem, Jobs } from './jobs.ts'
import type { Locale } from './locale.ts'
import type { Localized } from './localized.ts'
import type { Me } from './me.ts'
import type { NavItem } from './page.tsx'
import type { Site, Who } from './site.ts'
import type { World } from './world.ts'

/** One thing that a search found. */
export interface Finding {
  /** Where it is, without the locale. */
  readonly to: string
  readonly title: string
  /** The language of the title, for `lang`. */
  readonly html_lang: string
  readonly hint: string
  /** Between 0 and 1; findings of different kinds are sorted together by it. */
  readonly score: number
}

export interface Search<D> {
  readonly kind: string
  readonly label: (locale: Locale) => string
  readonly find: (db: Handle<D>, query: string, locale: Locale, limit: number) => Promise<Finding[]>
}

export interface SitemapEntry {
  readonly path: string
  readonly changed_at: Date | null
}

/** What a module keeps about a person: how it is handed out, and how it is forgotten. */
export interface MyData<D> {
  readonly export: (db: Handle<D>, personId: string) => Promise<object>
  readonly erase: (tx: Transaction<D>, personId: string) => Promise<unknown>
  /** What must be kept and why, as a sentence; null when nothing is. */
  readonly keeps: (locale: Locale) => string | null
}

/** A notice as the reader sees it. */
export interface NoticeText {
  readonly text: string
  readonly to: string
  /** What a letter says besides, so that nobody has to follow its link; paragraphs. */
  readonly more?: string
}

/** What a module tells people, as one subject that they choose by. */
export interface Notices {
  /** The subject in a word or two: "Organisations". */
  readonly label: (locale: Locale) => string
  /** How each kind of notice reads; a kind is `module.what`. */
  readonly kinds: Readonly<Record<string, (locale: Locale, payload: never) => NoticeText>>
}

/** The parts of the desk, in the order in which they stand there. */
export const deskParts = ['people', 'content', 'money', 'system'] as const
export type DeskPart = (typeof deskParts)[number]

/** A list on the desk where something waits for an operator or a moderator. */
export interface DeskQueue<D> {
  /** Where on the desk it stands; without a word of its own, where its module does. */
  readonly part?: DeskPart
  readonly to: string
  readonly label: (locale: Locale) => string
  readonly who: Who
  /** How many wait; null for a list that nothing waits in. */
  readonly waiting: ((db: Handle<D>) => Promise<number>) | null
}

/** One thing as those who report and judge it see it. */
export interface ModeratedThing {
  readonly id: string
  readonly title: Localized
  /** Its public page. */
  readonly to: string
  /** The people who answer for it: they are told, and may appeal. */
  readonly authors: readonly string[]
  readonly hidden_at: Date | null
}

/** By its id, or by the part of its address. */
export type ThingKey =
  | { readonly id: string }
  | { readonly slug: string; readonly within?: string | undefined }

/** Why a measure could not be taken, in a code; null when it was. */
export type WhyNotTaken = 'stands_already' | 'own_organisation' | null

/** A kind of thing that can be reported, judged and taken from public view. */
export interface Moderated<D> {
  /** One word, for ever: cases and decisions keep it. */
  readonly kind: string
  readonly label: (locale: Locale) => string
  /**
   * The pattern of its public page, with `:slug`, and `:within` before it where it is a part of
   * something; every address below it is about it too.
   */
  readonly page: string
  readonly find: (db: Handle<D>, key: ThingKey) => Promise<ModeratedThing | undefined>
  /** What it says in public, to be looked for words of the operator's lists. */
  readonly texts?: {
    /** After which facts it is looked at, and which part of them is its id. */
    readonly after: Readonly<Record<string, string>>
    readonly of: (db: Handle<D>, id: string) => Promise<readonly string[]>
  }
  /** Takes it from public view: its page throws `withheld(kind, id)`, lists leave it out. */
  readonly hide: (tx: Transaction<D>, id: string, by: By, now: Date) => Promise<unknown>
  readonly show: (tx: Transaction<D>, id: string, by: By, now: Date) => Promise<unknown>
  /** Graver than hiding, for what acts by itself; an operator does it, with the second voice. */
  readonly suspend?: (
    tx: Transaction<D>,
    id: string,
    by: Me | null,
    why: { readonly reason: string; readonly text: Localized },
    now: Date,
  ) => Promise<WhyNotTaken>
  readonly resume?: (
    tx: Transaction<D>,
    id: string,
    by: Me | null,
    text: Localized,
    now: Date,
  ) => Promise<WhyNotTaken>
}

interface By {
  readonly person_id: string
}

/** Something that is kept for a time and then removed, by the operator's choice of the time. */
export interface Retention<D> {
  /** `module.what` */
  readonly name: string
  readonly label: (locale: Locale) => string
  /** Unless the operator says otherwise. */
  readonly keep_days: number
  /** Fewer would break what it is kept for. */
  readonly least_days: number
  /** Removes what is older; returns how much that was. */
  readonly sweep: (tx: Transaction<D>, before: Date) => Promise<number>
}

/**
 * A page that programs may ask for in a form of their own, at the same address: who sends such an
 * `Accept` is led there.
 */
export interface Alternate<D> {
  /** The page's pattern, without the locale. */
  readonly pattern: string
  readonly media: readonly string[]
  readonly find: (db: Handle<D>, params: Record<string, string>) => Promise<string | null>
}

/** A page that a module has for each thing that several people keep together, by its address. */
export interface KeptPage {
  readonly to: (slug: string) => string
  readonly label: (locale: Locale) => string
  /** The roles for which it is. */
  readonly roles: readonly string[]
}

/** What a bank's statement says stands on an account at the end of a day. */
export interface BankClosing {
  readonly bank_account_id: string
  readonly currency: string
  readonly closing_minor: bigint
  /** `YYYY-MM-DD` */
  readonly on: string
}

/** A thing that events of the books are about: a gift, a payout, a line of a statement. */
export interface Booked {
  readonly label: (locale: Locale) => string
  /** Its page at the desk. */
  readonly to: string
}

export interface Module<D> {
  readonly name: string
  readonly pages?: Site
  readonly api?: readonly Endpoint[]
  readonly jobs?: Jobs<D>
  readonly cron?: readonly CronItem[]
  /** What happens here when a fact arrives; typed by `Reactions<Db>` of facts.ts. */
  readonly reactions?: Readonly<
    Record<
      string,
      (tx: Transaction<D>, payload: never, at: Date, fact_id: bigint) => Promise<unknown>
    >
  >
  readonly nav?: readonly NavItem[]
  /** Pages of one's own that the account page leads to. */
  readonly account?: readonly NavItem[]
  /** What the list of somebody's organisations leads to beside each. */
  readonly kept?: readonly KeptPage[]
  /** Numbers this module can count; the home page and the observatory read them. */
  readonly stats?: Readonly<Record<string, (db: Handle<D>) => Promise<number>>>
  readonly search?: Search<D>
  /** What of it anybody may take along, with a dictionary: `/data`. */
  readonly datasets?: readonly Dataset<D>[]
  readonly desk?: readonly DeskQueue<D>[]
  /** The part of the desk in which its lists stand; without it: with what is published. */
  readonly desk_part?: DeskPart
  readonly alternates?: readonly Alternate<D>[]
  readonly sitemap?: (db: Handle<D>) => AsyncIterable<SitemapEntry>
  readonly mydata?: MyData<D>
  readonly notices?: Notices
  readonly retention?: readonly Retention<D>[]
  /** The last statement of each bank account: the books are compared with it each night. */
  readonly closings?: (db: Handle<D>) => Promise<readonly BankClosing[]>
  /** What of it these events of the books are about. */
  readonly booked?: (db: Handle<D>, event_ids: readonly string[]) => Promise<readonly Booked[]>
  readonly moderated?: readonly Moderated<D>[]
  /** Commands of the operator's tool. `open` gives the world when a command runs, not before. */
  readonly cli?: (program: Command, open: () => Promise<World<D>>) => void
}

/** What of all modules the world carries: parts that one module collects from the others. */
export type HandedUp<D> = Pick<
  Module<D>,
  'name' | 'account' | 'kept' | 'mydata' | 'notices' | 'closings' | 'booked'
>

export const defineModule = <D>(module: Module<D>): Module<D> => module

/** The tables of all these modules together: the type of the whole database. */
export type TablesOf<M extends readonly unknown[]> = Together<M[number]>

// A union in the place of a function's argument becomes an intersection.
type Together<U> = (U extends Module<infer D> ? (tables: D) => void : never) extends (
  tables: infer All,
) => void
  ? All
  : never

// Who can be followed from elsewhere, whom we believe, and when something is tried again.
import { type Locale, locales } from '#kit/locale.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import { type State, standsStill } from '#modules/organisations/index.ts'

export const activityKinds = [
  ...(['accept', 'create', 'update', 'delete', 'profile', 'goodbye'] as const),
] as const
export type ActivityKind = (typeof activityKinds)[number]

export const deliveryStates = ['waiting', 'delivered', 'failed', 'dropped'] as const
export type DeliveryState = (typeof deliveryStates)[number]

export type Standing = 'open' | 'still' | 'off' | 'gone'

interface Subject {
  /** The operator's switch. */
  readonly open: boolean
  readonly kept_off: boolean
  readonly gone_at: Date | null
  /** Null for one whose page is hidden. */
  readonly state: State | null
}

/**
 * How it stands towards other servers: `open` is followed and heard; `still` can be read but takes
 * no followers and says nothing; `off` is as if it were not there; `gone` says that it was there.
 */
export function standing(subject: Subject): Standing {
  if (!subject.open) return 'off'
  const { state, kept_off, gone_at } = subject
  if (state === null) return gone_at ? 'gone' : 'off'
  if (kept_off || state === 'suspended') return 'off'
  return standsStill(state) ? 'still' : 'open'
}

/** What can be read elsewhere: of one that stands still too, for nothing published disappears. */
export const readable = (how: Standing) => how === 'open' || how === 'still'

/** The short address in the address of an organisation's page, in whatever language; or null. */
export function slugIn(page: URL, base: string): string | null {
  if (page.origin !== new URL(base).origin) return null
  return /^(?:\/[a-zA-Z-]{2,8})?\/o\/([a-z0-9-]+)\/?$/.exec(page.pathname)?.[1] ?? null
}

/** The servers that an activity and its signature speak of; null when it is no activity. */
export function hostsIn(body: string, signature: string): string[] | null {
  const said = objectIn(body)
  const actor = said && (typeof said.actor === 'string' ? said.actor : idIn(said.actor))
  if (!actor) return null
  const key = /key_?id="([^"]{1,600})"/i.exec(signature)?.[1]
  return [actor, key].flatMap((address) => hostOf(address ?? '') ?? [])
}

function objectIn(body: string): { actor?: unknown } | null {
  try {
    const value: unknown = JSON.parse(body)
    return value && typeof value === 'object' && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}

const idIn = (value: unknown): string | null =>
  value && typeof value === 'object' && 'id' in value && typeof value.id === 'string'
    ? value.id
    : null

/** A server and everything under its name: a block of `a.example` means `b.a.example` too. */
export function namesAbove(host: string): string[] {
  const parts = host.toLowerCase().replace(/:\d+$/, '').split('.')
  const names = parts.map((_, i) => parts.slice(i).join('.'))
  return [host.toLowerCase(), ...names]
}

/** The server of an address, with its port where it has one of its own; null when it is none. */
export function hostOf(address: string): string | null {
  return URL.canParse(address) ? new URL(address).host.toLowerCase() : null
}

interface Stranger {
  readonly id: string
  readonly inbox: string
  readonly shared_inbox: string | null
}

/**
 * Where to send for this follower, or why not at all. Everything lies on the follower's own server:
 * else anybody could have us send letters to somebody who never asked.
 */
export function inboxFor({ id, inbox, shared_inbox }: Stranger) {
  const host = hostOf(id)
  if (!host || hostOf(inbox) !== host) return { ok: false, refusal: 'foreign_inbox' } as const
  if ([id, inbox].some((address) => address.length > addressCharsMax))
    return { ok: false, refusal: 'too_long' } as const
  const shared = shared_inbox && hostOf(shared_inbox) === host ? shared_inbox : inbox
  return { ok: true, value: { host, inbox: shared, own_inbox: inbox } } as const
}

/** Real addresses have some eighty characters; the tables take as many as this. */
export const addressCharsMax = 400

const minuteMs = 60_000
const longestWaitMs = 6 * 60 * minuteMs
/** One minute, two, four … six hours: some two days until it is given up. */
export const attemptsMax = 16

/** When to try again what failed so often, or null when that was enough. */
export function nextTry(attempts: number, now: Date): Date | null {
  if (attempts >= attemptsMax) return null
  return new Date(now.getTime() + Math.min(minuteMs * 2 ** (attempts - 1), longestWaitMs))
}

// One lost parcel says nothing of a server; five in a row say that it is not there.
const failuresInPeace = 5

/** Until when a server is left in peace that failed so often in a row. */
export function restsUntil(failures: number, now: Date): Date | null {
  if (failures < failuresInPeace) return null
  const wait = 5 * minuteMs * 2 ** (failures - failuresInPeace)
  return new Date(now.getTime() + Math.min(wait, longestWaitMs))
}

/** What an inbox's answer means for what was sent there. */
export function verdict(status: number): 'delivered' | 'gone' | 'refused' | 'again' {
  if (status >= 200 && status < 300) return 'delivered'
  if (status === 404 || status === 410) return 'gone'
  // Not signed as they like, too often, not now: what may be otherwise tomorrow.
  if ([401, 403, 408, 425, 429].includes(status) || status >= 500) return 'again'
  return 'refused'
}

/** Who we say that we are when we ask another server. */
export const userAgent = (settings: { version: string; base_url: string }) =>
  `Mozaik/${settings.version} (+${settings.base_url}/)`

/** Whether a post says what other servers were last told: then they are not told again. */
export function sameNote(told: unknown, note: object): boolean {
  const before = (told as { object?: object }).object
  const without = (one: object | undefined) => JSON.stringify({ ...one, updated: undefined })
  return sorted(without(before)) === sorted(without(note))
}

// The database keeps JSON with its keys in an order of its own.
const sorted = (json: string) =>
  JSON.stringify(JSON.parse(json), (_, value: unknown) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  )

/** The locale in which somebody reads what was written: the first language of the list it is in. */
export function mainLocale(text: Localized): Locale {
  const [language = 'en'] = languagesOf(text)
  return locales.find((one) => one.language === language)?.code ?? 'en'
}

/** The name by which an organisation is found elsewhere: `@river@mozaik.example.org`. */
export const handleOf = (slug: string, base: string) => `@${slug}@${new URL(base).host}`

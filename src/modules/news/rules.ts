// What a post is, when it may come out, and how a summary is made of it, without asking anybody.
import { defaultTimeZone } from '#kit/intl.ts'
import { type Localized, languagesOf } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'

export { linkText } from './following/rules.ts'

export const states = ['draft', 'scheduled', 'published', 'withdrawn'] as const
export type State = (typeof states)[number]

/** Everything of a post that is written in a form, and of which the history speaks. */
export const fields = [
  ...(['title', 'summary', 'body', 'areas', 'places', 'project_id', 'pictures', 'video'] as const),
]
export type Field = (typeof fields)[number]
/** Of these, those that are written in each language. */
export const localizedFields = ['title', 'summary', 'body'] as const

/** A picture as it stands in a form and in the history. */
export interface Picture {
  readonly file_id: string
  readonly alt: Localized
  readonly caption: Localized
  readonly decorative: boolean
}

/** So is a video: captions are files, one for each language. */
export interface Video {
  readonly file_id: string
  readonly caption: Localized
  readonly without_speech: boolean
  readonly captions: Localized
}

/** What a form says of a post. */
export interface Written {
  readonly title: Localized
  readonly summary: Localized
  readonly body: Localized
  readonly areas: readonly Area[]
  /** Ids of municipalities. */
  readonly places: readonly string[]
  readonly project_id: string | null
  readonly pictures: readonly Picture[]
  readonly video: Video | null
}

/** Whether everybody can follow it: it has an alternative text, or needs none. */
export const isDescribed = ({ alt, decorative }: Pick<Picture, 'alt' | 'decorative'>): boolean =>
  decorative || languagesOf(alt).length > 0

interface Told {
  readonly state: State
  readonly body: Localized
  readonly pictures: readonly Pick<Picture, 'alt' | 'decorative'>[]
  readonly video: Pick<Video, 'without_speech' | 'captions'> | null
}

/** Why it may not come out, or null when it may. */
export function whyNotPublish({ state, ...told }: Told): 'already_published' | Lack | null {
  if (state === 'published') return 'already_published'
  return whyNotShow(told)
}

/** Why it may not be set to come out at this time, or null when it may. */
export function whyNotSchedule({ state, ...told }: Told, at: Date, now: Date) {
  if (state === 'published' || state === 'withdrawn') return 'already_published'
  if (at <= now) return 'in_the_past'
  if (at.getTime() - now.getTime() > scheduleDaysMax * dayMs) return 'too_far_ahead'
  return whyNotShow(told)
}

/** Why it may not be changed to this, or null when it may: what is public stays fit for it. */
export const whyNotStore = (state: State, told: Omit<Told, 'state'>) =>
  state === 'published' || state === 'scheduled' ? whyNotShow(told) : null

type Lack = 'no_text' | 'picture_not_described' | 'video_without_captions'

/** What it lacks to be shown to everybody. */
function whyNotShow({ body, pictures, video }: Omit<Told, 'state'>): Lack | null {
  if (languagesOf(body).length === 0) return 'no_text'
  if (!pictures.every(isDescribed)) return 'picture_not_described'
  if (video && !video.without_speech && languagesOf(video.captions).length === 0)
    return 'video_without_captions'
  return null
}

/** Why it may not be taken off the calendar, or null when it may. */
export const whyNotUnschedule = ({ state }: Pick<Told, 'state'>) =>
  state === 'scheduled' ? null : 'not_scheduled'

/** Why it may not be withdrawn, or null when it may. */
export function whyNotWithdraw({ state }: Pick<Told, 'state'>) {
  if (state === 'withdrawn') return 'already_withdrawn'
  return state === 'published' ? null : 'not_published'
}

/** Why it may not be deleted, or null when it may: what was public once stays. */
export const whyNotDelete = ({ state }: Pick<Told, 'state'>) =>
  state === 'draft' || state === 'scheduled' ? null : 'was_public'

/** Why it may not stand first, or null when it may. */
export const whyNotPin = ({ state }: Pick<Told, 'state'>) =>
  state === 'published' ? null : 'not_published'

export type WhyNotMove =
  | NonNullable<ReturnType<typeof whyNotPublish>>
  | NonNullable<ReturnType<typeof whyNotSchedule>>
  | NonNullable<ReturnType<typeof whyNotUnschedule>>
  | NonNullable<ReturnType<typeof whyNotWithdraw>>
  | NonNullable<ReturnType<typeof whyNotDelete>>

const dayMs = 86_400_000
// Further ahead nobody remembers what they wrote.
const scheduleDaysMax = 366

/** Of whom a scheduled post is due: its time has come and it waits. */
export const isDue = (post: { state: State; publish_at: Date | null }, now: Date): boolean =>
  post.state === 'scheduled' && post.publish_at !== null && post.publish_at <= now

/** Two lines of a list, or the text under a link in a messenger. */
export const excerptCharsMax = 240

/** What lists show: the summary, or in each language without one the beginning of the text. */
export function excerptOf(summary: Localized, body: Localized): Localized {
  const made: Localized = {}
  for (const language of languagesOf({ ...body, ...summary })) {
    const text = summary[language]?.trim() || beginningOf(body[language] ?? '')
    if (text) made[language] = text
  }
  return made
}

/** The first words of a text in Markdown, without its signs, cut between two words. */
export function beginningOf(markdown: string, most = excerptCharsMax): string {
  const text = withoutSigns(markdown)
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  const sentence = /^[\s\S]*[.!?…](?=\s)/.exec(cut)?.[0]
  if (sentence && sentence.length > most / 2) return sentence
  const words = cut.replace(/\s+\S*$/, '')
  return `${words.replace(/[\s,;:–—-]+$/, '')}…`
}

/** Markdown as plain running text: headings and pictures are left out, links keep their words. */
export const withoutSigns = (markdown: string): string =>
  markdown
    .replace(/^\s*(```|~~~)[\s\S]*?^\s*\1\s*$/gm, ' ')
    .replace(/^ {0,3}#{1,6}\s.*$/gm, ' ')
    .replace(/^ {0,3}([-*_] *){3,}$/gm, ' ')
    .replace(/!\[[^\]]*\]\([^)]*\)/g, ' ')
    .replace(/\[([^\]]+)\]\([^)]*\)/g, '$1')
    .replace(/^ {0,3}(>|[-*+]|\d{1,3}[.)])\s+/gm, '')
    .replace(/<(https?:[^>\s]+)>/g, '$1')
    .replace(/(\*\*|__|~~|`+)(?=\S)([\s\S]*?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}])([*_])(?=\S)([^*_]*?\S)\1(?![\p{L}\p{N}])/gu, '$2')
    .replace(/\\([\\`*_{}[\]()#+\-.!>])/g, '$1')
    .replace(/\s+/g, ' ')
    .trim()

// Grown people read some 220 words of their own language in a minute.
const wordsPerMinute = 220

/** How long it takes to read, at least a minute. */
export const minutesToRead = (markdown: string): number =>
  Math.max(1, Math.round(withoutSigns(markdown).split(' ').length / wordsPerMinute))

/**
 * The moment that a day and a time of the clock mean in a time zone; null where there is no such
 * time. A time that comes twice, when summer ends, means the first.
 */
export function momentOf(day: string, time: string, zone = defaultTimeZone): Date | null {
  const wanted = Date.parse(`${day}T${time}:00Z`)
  if (Number.isNaN(wanted) || !new Date(wanted).toISOString().startsWith(day)) return null
  // No zone is further from UTC than 15 hours: of the moments around, the first that reads so.
  const offsets = new Set([-1, 1].map((side) => offsetMs(new Date(wanted + side * dayMs), zone)))
  const moments = [...offsets].map((offset) => new Date(wanted - offset)).sort((a, b) => +a - +b)
  return moments.find((moment) => +moment + offsetMs(moment, zone) === wanted) ?? null
}

/** The day and the time of the clock that a moment is in a time zone: what a form begins with. */
export function clockOf(moment: Date, zone = defaultTimeZone): { day: string; time: string } {
  const local = new Date(+moment + offsetMs(moment, zone)).toISOString()
  return { day: local.slice(0, 10), time: local.slice(11, 16) }
}

function offsetMs(moment: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(moment)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  const local = Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const),
  )
  return local - Math.floor(+moment / 1000) * 1000
}

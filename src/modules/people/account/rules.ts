import { undoHours } from '../schema.ts'

interface Change {
  old_email: string
  asked_at: Date
  confirmed_at: Date | null
  undone_at: Date | null
}

const hourMs = 60 * 60 * 1000
// A day: the new mailbox may be one that is read in the evening.
const confirmHours = 24

/** A link to a new address works once, for a day, while the old one is still in force. */
export function whyNotConfirm(change: Change, email: string, now: Date) {
  if (change.confirmed_at || change.undone_at) return 'used'
  if (now.getTime() - change.asked_at.getTime() > confirmHours * hourMs) return 'too_late'
  if (change.old_email !== email) return 'overtaken'
  return null
}

/** The link to the old address works once, for three days after the change. */
export function whyNotUndo({ confirmed_at, undone_at }: Change, now: Date) {
  if (!confirmed_at || undone_at) return 'used'
  return now.getTime() - confirmed_at.getTime() > undoHours * hourMs ? 'too_late' : null
}

/** A browser's own description of itself, as two names a person knows, where they can be told. */
export function deviceOf(userAgent: string | null): {
  browser: string | null
  system: string | null
} {
  const text = userAgent ?? ''
  const first = (list: readonly (readonly [RegExp, string])[]) =>
    list.find(([sign]) => sign.test(text))?.[1] ?? null
  return { browser: first(browsers), system: first(systems) }
}

// Each browser also claims to be those below it.
const browsers = [
  [/\bEdg(e|A|iOS)?\//, 'Edge'],
  [/\b(OPR|Opera)\//, 'Opera'],
  [/\bSamsungBrowser\//, 'Samsung Internet'],
  [/\b(Firefox|FxiOS)\//, 'Firefox'],
  [/\b(Chrome|CriOS|Chromium)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const

const systems = [
  [/\b(iPhone|iPod)\b/, 'iPhone'],
  [/\biPad\b/, 'iPad'],
  [/\bAndroid\b/, 'Android'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X|Macintosh\b/, 'Mac'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const

import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { words } from '../words.ts'
import type { FeedKind } from './schema.ts'

/** A feed as the head of a page names it, without the ending that says the format. */
export function feedOf(kind: FeedKind, slug: string, name: Localized | null, locale: Locale) {
  const t = words(locale)
  return {
    href: paths.feed({ locale, kind, file: slug }),
    title: name ? t('feeds.of', { name: plainText(name, locale) }) : t('feeds.all'),
  }
}

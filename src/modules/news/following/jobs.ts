// Letters to readers, each in their language.
import type { CronItem, Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import type { Locale } from '#kit/locale.ts'
import { inLocale } from '#kit/localized.ts'
import { localePath } from '#kit/page.tsx'
import type { Settings } from '#kit/settings.ts'
import { linkPart } from '#kit/signed.ts'
import { areaSaid } from '#modules/organisations/index.ts'
import { paths, postOf } from '../paths.ts'
import type { Tables } from '../tables.ts'
import { words } from '../words.ts'
import { queueDigests, sendDigest } from './commands.ts'
import { findFollow, type NewsItem } from './queries.ts'
import { linkText, periodEnd, settledUntil } from './rules.ts'
import { unconfirmedDays } from './schema.ts'

export const jobs: Jobs<Tables> = {
  async 'news.ask_follower'({ db, post, settings }, payload) {
    const { follow_id } = payload as { follow_id: string }
    const follow = await findFollow(db, follow_id)
    if (!follow?.email || follow.confirmed_at) return
    const { locale, area } = follow
    const t = words(locale)
    const subject = follow.organisation_name ?? follow.place_name
    const name = area ? areaSaid(area, locale) : (inLocale(subject, locale)?.text ?? '')
    const token = linkPart(linkText('follow', follow.id), settings.secret)
    await post(
      composeLetter({
        to: follow.email,
        locale,
        subject: t('following.ask.subject', { name }),
        paragraphs: [t('following.ask', { name })],
        link: {
          label: t('following.ask.link'),
          url: `${settings.base_url}${localePath(locale, paths.confirmation({ token }))}`,
        },
        small: [t('following.ask.small', { days: unconfirmedDays })],
      }),
    )
  },

  'news.digests_at_once': ({ db, now }) => queueDigests(db, 'at_once', settledUntil(now())),
  'news.digests_daily': ({ db, now }) => queueDigests(db, 'daily', periodEnd('daily', now())),
  'news.digests_weekly': ({ db, now }) => queueDigests(db, 'weekly', periodEnd('weekly', now())),

  'news.digest'({ db, settings }, payload) {
    const { reader_id, until } = payload as { reader_id: string; until: string }
    return sendDigest(db, reader_id, new Date(until), (reader, items) =>
      digestLetter(settings, reader, items),
    )
  },
}

export const cron: readonly CronItem[] = [
  // A moment after the end of the period, when everything that belongs to it is there.
  { at: '2 5 * * *', task: 'news.digests_daily' },
  { at: '4 5 * * 1', task: 'news.digests_weekly' },
]

interface Addressed {
  id: string
  address: string
  locale: Locale
}

function digestLetter(
  { base_url, secret }: Settings,
  { id, address, locale }: Addressed,
  items: readonly NewsItem[],
) {
  const t = words(locale)
  const at = (path: string) => `${base_url}${localePath(locale, path)}`
  const token = linkPart(linkText('reader', id), secret)
  const stop = at(paths.leaving({ token }))
  const first = inLocale(items[0]?.title, locale)?.text ?? ''
  return composeLetter({
    to: address,
    locale,
    subject: t('digest.subject', { count: items.length, title: first }),
    paragraphs: [t('digest.greeting')],
    items: items.map((item) => {
      const title = inLocale(item.title, locale)
      return {
        above: inLocale(item.organisation_name, locale)?.text,
        title: title?.text ?? '',
        url: at(postOf(item)),
        text: inLocale(item.summary, locale)?.text,
        html_lang: title?.original ? title.html : undefined,
      }
    }),
    link: { label: t('digest.more'), url: at(paths.index()) },
    small: [`${t('digest.manage')} ${at(paths.reading({ token }))}`, `${t('digest.stop')} ${stop}`],
    headers: {
      'List-Unsubscribe': `<${stop}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
  })
}

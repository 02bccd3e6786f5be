// Letters of a newsletter: one for each reader, in their language, without anything that could tell
// whether it was read.
import type { Jobs } from '#kit/jobs.ts'
import { composeLetter } from '#kit/letter.ts'
import type { Locale } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { localePath } from '#kit/page.tsx'
import type { Settings } from '#kit/settings.ts'
import { linkPart, shortMac } from '#kit/signed.ts'
import { paths, postOf } from '../paths.ts'
import { linkText, withoutSigns } from '../rules.ts'
import type { Tables } from '../tables.ts'
import { words } from '../words.ts'
import { type Batch, sendBatch } from './commands.ts'
import {
  findAsked,
  findIssue,
  findOrganisation,
  type Issue,
  type IssuePost,
  listIssuePosts,
} from './queries.ts'

export const jobs: Jobs<Tables> = {
  async 'news.ask_subscriber'({ db, post, settings }, payload) {
    const { subscription_id } = payload as { subscription_id: string }
    const asked = await findAsked(db, subscription_id)
    if (!asked?.email || asked.confirmed_at) return
    const { email: to, locale } = asked
    const t = words(locale)
    const name = inLocale(asked.name, locale)?.text ?? ''
    const token = linkPart(linkText('subscription', asked.id), settings.secret)
    const url = `${settings.base_url}${localePath(locale, paths.confirmation({ token }))}`
    await post(
      composeLetter({
        to,
        locale,
        subject: t('newsletter.ask.subject', { name }),
        paragraphs: [t('newsletter.ask', { name })],
        link: { label: t('following.ask.link'), url },
        small: [t('following.ask.small', { days: unconfirmedDays })],
      }),
    )
  },

  async 'news.send_issue'({ db, settings, now }, payload) {
    const batch = payload as Batch
    const [issue, posts, organisation] = await Promise.all([
      findIssue(db, batch.organisation_id, batch.issue_id),
      listIssuePosts(db, batch.issue_id),
      findOrganisation(db, batch.organisation_id),
    ])
    // A house that was hidden meanwhile writes to nobody.
    if (!issue || !organisation) return
    const whole = { issue, posts, organisation }
    await sendBatch(
      db,
      batch,
      ({ id, address, locale, subscription_id }) =>
        address === null
          ? null
          : issueLetter(settings, whole, { to: address, locale, subscription_id, reader_id: id }),
      now(),
    )
  },
}

// As the sweeping proposes it.
const unconfirmedDays = 7

interface Whole {
  readonly issue: Pick<Issue, 'title' | 'intro' | 'number'>
  readonly posts: readonly IssuePost[]
  readonly organisation: { readonly slug: string; readonly name: Localized }
}

interface To {
  readonly to: string
  readonly locale: Locale
  /** Null for a test letter, which nobody can leave. */
  readonly subscription_id: string | null
  readonly reader_id: string | null
}

/** The letter of an issue. */
export function issueLetter(settings: Settings, whole: Whole, { to, locale, ...reader }: To) {
  const { issue, posts, organisation } = whole
  const t = words(locale)
  const at = (path: string) => `${settings.base_url}${localePath(locale, path)}`
  const say = (text: Localized) => inLocale(text, locale)?.text ?? ''
  const { slug } = organisation
  const stop = reader.subscription_id
    ? at(
        paths.leaving({
          token: linkPart(linkText('subscription', reader.subscription_id), settings.secret),
        }),
      )
    : null
  return composeLetter({
    to,
    locale,
    subject: say(issue.title),
    paragraphs: [
      say(organisation.name),
      ...say(issue.intro)
        .split(/\n{2,}/)
        .map((paragraph) => withoutSigns(paragraph))
        .filter(Boolean),
    ],
    items: posts.map((post) => {
      const title = inLocale(post.title, locale)
      return {
        title: title?.text ?? '',
        url: at(postOf(post)),
        text: say(post.summary),
        html_lang: title?.original ? title.html : undefined,
      }
    }),
    link: issue.number
      ? { label: t('issue.read'), url: at(paths.archived({ slug, number: issue.number })) }
      : undefined,
    small: [
      t('issue.why', { name: say(organisation.name) }),
      ...(stop ? [`${t('digest.stop')} ${stop}`] : []),
    ],
    headers: {
      'List-Id': `<${slug}.newsletter.${new URL(settings.base_url).hostname}>`,
      ...(stop && {
        'List-Unsubscribe': `<${stop}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
    return_path: reader.reader_id ? returnPathOf(settings, reader.reader_id) : undefined,
  })
}

/** `bounces+<reader>-<signature>@…`: what comes back says whose it was. */
function returnPathOf({ bounce_address, secret }: Settings, readerId: string) {
  if (!bounce_address) return undefined
  const [local = '', domain = ''] = bounce_address.split('@')
  const id = readerId.replaceAll('-', '')
  return `${local}+${id}-${shortMac(id, secret)}@${domain}`
}

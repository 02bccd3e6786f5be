// How what others decided about a campaign reads for those who are told.
import type { Locale } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { words } from '../words.ts'

interface Told {
  slug: string
  title: Localized
  group?: Localized
  host?: Localized
}

type Heard =
  | 'hosting_asked'
  | 'hosting_agreed'
  | 'handed_in'
  | 'opened'
  | 'refused'
  | 'question'
  | 'succeeded'
  | 'failed'
  | 'second_round'

const told =
  (what: Heard, to: (of: { slug: string }) => string) =>
  (locale: Locale, { slug, title, group = {}, host = {} }: Told) => ({
    text: words(locale)(`notice.${what}`, {
      title: plainText(title, locale),
      group: plainText(group, locale),
      host: plainText(host, locale),
    }),
    to: to({ slug }),
  })

interface ToldAnswer {
  slug: string
  title: Localized
  question: string
  answer: Localized
}

/** The answer is in the letter itself. */
function toldAnswer(locale: Locale, { slug, title, question, answer }: ToldAnswer) {
  const t = words(locale)
  return {
    text: t('notice.answered', { title: plainText(title, locale) }),
    more: t('notice.answered.more', { question, answer: plainText(answer, locale) }),
    to: questionsOf({ slug }),
  }
}

const questionsOf = (of: { slug: string }) => `${paths.campaign(of)}#questions`

export const notices = {
  'campaigns.hosting_asked': told('hosting_asked', paths.hosting),
  'campaigns.hosting_agreed': told('hosting_agreed', paths.standing),
  'campaigns.opened': told('opened', paths.campaign),
  'campaigns.refused': told('refused', paths.standing),
  'campaigns.question': told('question', questionsOf),
  'campaigns.succeeded': told('succeeded', paths.spending),
  'campaigns.failed': told('failed', paths.campaign),
  'campaigns.second_round': told('second_round', paths.campaign),
  'campaigns.handed_in': told('handed_in', () => paths.deskReviews()),
  'campaigns.answered': toldAnswer,
}

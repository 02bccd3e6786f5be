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

type Heard = 'hosting_asked' | 'hosting_agreed' | 'opened' | 'refused' | 'question'

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

export const notices = {
  'campaigns.hosting_asked': told('hosting_asked', paths.hosting),
  'campaigns.hosting_agreed': told('hosting_agreed', paths.standing),
  'campaigns.opened': told('opened', paths.campaign),
  'campaigns.refused': told('refused', paths.standing),
  'campaigns.question': told('question', ({ slug }) => `${paths.campaign({ slug })}#questions`),
}

import { type Language, type Locale, languages } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { words } from './words.ts'

interface TextProps {
  of: Localized | null | undefined
  /** What stands when there is no text at all. */
  otherwise?: string
  /** Leave out the small mark that says which language the text is in. */
  bare?: boolean
}

/** People's own text in the reader's language, or as it was written, with its language marked. */
export function Text({ of, otherwise = '', bare = false }: TextProps) {
  const { locale } = usePage()
  const found = inLocale(of, locale)
  if (!found) return <>{otherwise}</>
  if (!found.original) return <>{found.text}</>
  const language = languages.find((code) => found.html.split('-')[0] === code)
  return (
    <>
      <span lang={found.html}>{found.text}</span>
      {bare || !language ? null : <ForeignMark language={language} locale={locale} />}
    </>
  )
}

function ForeignMark({ language, locale }: { language: Language; locale: Locale }) {
  const t = words(locale)
  return (
    <small class="foreign" title={t(`foreign.${language}`)}>
      <span aria-hidden="true">{language}</span>
      <span class="hidden"> ({t(`foreign.${language}`)})</span>
    </small>
  )
}

/** Paragraphs of people's own plain text: a blank line parts them, a line break is kept. */
export function Paragraphs({ of }: { of: Localized | null | undefined }) {
  const { locale } = usePage()
  const found = inLocale(of, locale)
  if (!found) return null
  const lang = found.original ? found.html : undefined
  return (
    <div class="prose" lang={lang}>
      {found.text.split(/\n{2,}/).map((paragraph) => (
        <p key={paragraph}>
          {paragraph
            .split('\n')
            .flatMap((line, i) => (i === 0 ? [line] : [<br key={line} />, line]))}
        </p>
      ))}
    </div>
  )
}

/** The text alone, for a title or a label, where there is no room for a mark. */
export const plainText = (of: Localized | null | undefined, locale: Locale): string =>
  inLocale(of, locale)?.text ?? ''

// People's own longer texts, written in Markdown. HTML is text, pictures are left out (they have a
// place of their own), and links elsewhere carry no weight and tell nobody where the reader was.
import markdownIt from 'markdown-it'
import { isLocale, type Locale } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import { localePath, usePage } from '#kit/page.tsx'

const markdown = markdownIt({ html: false, linkify: true, typographer: false })
markdown.disable(['image'])
markdown.validateLink = (href) => /^(https?:|mailto:|tel:|\/(?!\/)|#)/i.test(href.trim())

const drawLink = markdown.renderer.rules.link_open
markdown.renderer.rules.link_open = (tokens, index, options, env, self) => {
  const token = tokens[index]
  const href = String(token?.attrGet('href') ?? '')
  if (href.startsWith('/')) token?.attrSet('href', localePath(localeOf(env), href))
  else if (!href.startsWith('#')) token?.attrSet('rel', 'nofollow noopener noreferrer')
  return drawLink?.(tokens, index, options, env, self) ?? self.renderToken(tokens, index, options)
}

// A page has one first heading, and it is not in somebody's text: theirs begin below where it
// stands.
markdown.renderer.rules.heading_open = (tokens, index, _, env) =>
  `<${headingOf(tokens[index]?.tag, env)}>`
markdown.renderer.rules.heading_close = (tokens, index, _, env) =>
  `</${headingOf(tokens[index]?.tag, env)}>\n`

function headingOf(tag = 'h2', env: unknown): string {
  const { top = 2 } = (env ?? {}) as { top?: number }
  const level = Math.max(Number(tag.slice(1)), 2) + top - 2
  return `h${Math.min(level, 6)}`
}

function localeOf(env: unknown): Locale {
  const { locale } = (env ?? {}) as { locale?: string }
  return isLocale(locale) ? locale : 'en'
}

/** Markdown as HTML that can do no harm. Links within the site lead to the reader's language. */
export const markdownHtml = (text: string, locale: Locale, top = 2): string =>
  markdown.render(text, { locale, top })

interface MarkdownProps {
  of: Localized | null | undefined
  /** The level of its highest heading: one below the heading that it stands under. */
  top?: 2 | 3
}

/** Somebody's text in the reader's language, or as it was written, with its language said. */
export function Markdown({ of, top }: MarkdownProps) {
  const { locale } = usePage()
  const found = inLocale(of, locale)
  if (!found) return null
  const html = markdownHtml(found.text, locale, top)
  return (
    <div
      class="prose"
      lang={found.original ? found.html : undefined}
      dangerouslySetInnerHTML={{ __html: html }}
    />
  )
}

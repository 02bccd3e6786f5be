import type { ComponentChildren } from 'preact'
import { htmlLang } from '#kit/locale.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { accentStyle } from './accent.ts'

interface FramedProps {
  title: string
  accent: string | null
  /** The page that this stands for, without the locale. */
  canonical: string
  children: ComponentChildren
}

/** A page that stands inside another site's: no masthead, no colophon, nothing of the browser's. */
export function Framed({ title, accent, canonical, children }: FramedProps) {
  const page = usePage()
  const style = accent ? accentStyle(accent) : ''
  if (style && !page.styles.includes(style)) page.styles.push(style)
  return (
    <html lang={htmlLang(page.locale)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="robots" content="noindex" />
        <link rel="canonical" href={`${page.base_url}${localePath(page.locale, canonical)}`} />
        <link rel="stylesheet" href={page.asset('main.css')} />
        {style ? <style>{style}</style> : null}
      </head>
      <body class="framed">
        <main>{children}</main>
      </body>
    </html>
  )
}

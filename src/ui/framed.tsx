import type { ComponentChildren } from 'preact'
import { htmlLang } from '#kit/locale.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { accentStyle } from './accent.ts'

interface FramedProps {
  title: string
  accent: string | null
  /** The page that this stands for, without the locale. */
  canonical: string
  /** So many seconds later it is asked for anew. */
  refresh_s?: number | undefined
  children: ComponentChildren
}

/** A page that stands inside another site's: no masthead, no colophon, nothing of the browser's. */
export function Framed({ title, accent, canonical, refresh_s, children }: FramedProps) {
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
        {refresh_s ? <meta http-equiv="refresh" content={String(refresh_s)} /> : null}
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

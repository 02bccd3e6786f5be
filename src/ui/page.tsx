import type { ComponentChildren } from 'preact'
import { htmlLang } from '#kit/locale.ts'
import { usePage } from '#kit/page.tsx'
import { Colophon } from './colophon.tsx'
import { Breadcrumbs, type Way } from './finding-ways.tsx'
import { Head, type HeadProps } from './head.tsx'
import { Masthead } from './masthead.tsx'
import { Notice } from './state.tsx'
import { words } from './words.ts'

interface PageProps extends HeadProps {
  /** The pages above this one. */
  crumbs?: readonly Way[]
  /** The front page: a large nameplate, and a search of its own instead of the masthead's. */
  front?: boolean
  children: ComponentChildren
}

/** One page: the sheet, its masthead, one main part, the colophon. */
export function Page({ crumbs, front, children, ...head }: PageProps) {
  const { locale, notice } = usePage()
  const t = words(locale)
  return (
    <html lang={htmlLang(locale)}>
      <Head {...head} />
      <body data-no={t('confirm.no')}>
        <a class="skip" href="#main">
          {t('skip')}
        </a>
        <div class="sheet">
          <Masthead front={front} />
          <main id="main" tabIndex={-1}>
            {crumbs ? <Breadcrumbs to={crumbs} /> : null}
            {notice ? <Notice live>{notice}</Notice> : null}
            {children}
          </main>
        </div>
        <Colophon />
      </body>
    </html>
  )
}

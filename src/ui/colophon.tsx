import { usePage } from '#kit/page.tsx'
import { withQuery } from '#kit/path.ts'
import { addresses } from './addresses.ts'
import { Link } from './link.tsx'
import { words } from './words.ts'

/** Where the pages that every page leads to stand. Written by the operator. */
const texts = ['help', 'accessibility', 'privacy', 'imprint'] as const

/** The foot of every page: the border of stones, and who answers for what is above it. */
export function Colophon() {
  const { locale, path } = usePage()
  const t = words(locale)
  return (
    <footer>
      <div class="border" aria-hidden="true" />
      <div class="sheet colophon">
        <nav aria-label={t('colophon.links')}>
          <ul class="bare">
            {texts.map((name) => (
              <li key={name}>
                <Link to={`/${name}`}>{t(`colophon.${name}`)}</Link>
              </li>
            ))}
            <li>
              <Link to={addresses.data}>{t('colophon.data')}</Link>
            </li>
            <li>
              <Link to={addresses.books}>{t('colophon.books')}</Link>
            </li>
            <li>
              <Link to={addresses.api}>{t('colophon.api')}</Link>
            </li>
            <li>
              <Link to={withQuery(addresses.report, { about: path })} rel="nofollow">
                {t('colophon.report')}
              </Link>
            </li>
          </ul>
        </nav>
        <p>{t('colophon')}</p>
      </div>
    </footer>
  )
}

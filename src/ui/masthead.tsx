import { type Locale, locales } from '#kit/locale.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { addresses } from './addresses.ts'
import { element } from './element.ts'
import { Icon } from './icon.tsx'
import { Action, Link } from './link.tsx'
import { Mark } from './mark.tsx'
import { When } from './when.tsx'
import { words } from './words.ts'

/** The head of every page: the ears, the nameplate, the sections. */
export function Masthead({ front = false }: { front?: boolean }) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <header class="masthead">
      <Ears />
      <div class={front ? 'nameplate front' : 'nameplate'}>
        <Link to={addresses.home} label={`${t('product')}, ${t('home')}`}>
          <Mark />
          <span>{t('product')}</span>
        </Link>
        {front ? <p>{t('tagline')}</p> : <SearchBox />}
      </div>
      <Nav />
    </header>
  )
}

function Ears() {
  const { now, sample, locale } = usePage()
  const t = words(locale)
  return (
    <div class="ears">
      <When at={now} as="full" />
      {sample ? <b class="sample">{t('sample')}</b> : null}
      <Languages />
      <Account />
    </div>
  )
}

/** The same page in each language, as plain links. */
function Languages() {
  const { locale, path } = usePage()
  return (
    <nav aria-label={words(locale)('languages')}>
      <ul class="bare">
        {locales.map(({ code, html, name }) => (
          <li key={code}>
            <a
              href={localePath(code, path)}
              lang={html}
              hreflang={html}
              aria-current={code === locale ? 'true' : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Account() {
  const { me, unread, locale, path } = usePage()
  const t = words(locale)
  if (!me) {
    const next = path === '/' ? '' : `?next=${encodeURIComponent(path)}`
    return <Link to={`${addresses.signIn}${next}`}>{t('sign_in')}</Link>
  }
  return (
    <nav aria-label={t('account')}>
      <ul class="bare">
        {unread > 0 ? (
          <li>
            <Link to={addresses.notices}>{t('unread', { count: unread })}</Link>
          </li>
        ) : null}
        <li>
          <Link to={addresses.account}>{me.name || t('account')}</Link>
        </li>
        <li>
          <Action to={addresses.signOut} tone="text">
            {t('sign_out')}
          </Action>
        </li>
      </ul>
    </nav>
  )
}

interface SearchBoxProps {
  /** What was searched for. */
  value?: string
  /** A second box on a page needs its own id. */
  id?: string
}

const Suggest = element('mz-search')

/** Search over everything: a form, and suggestions where the browser can show them. */
export function SearchBox({ value, id = 'search' }: SearchBoxProps) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <Suggest
      data-src={localePath(locale, addresses.suggestions)}
      data-label={t('search.suggestions')}
      data-found={foundWords(locale)}
    >
      <search>
        <form class="find" action={localePath(locale, addresses.search)}>
          <label class="hidden" for={id}>
            {t('search.label')}
          </label>
          <input
            id={id}
            type="search"
            name="q"
            value={value}
            placeholder={t('search.placeholder')}
            autocomplete="off"
            maxLength={200}
          />
          <button type="submit" class="action">
            <Icon name="search" />
            <span class="hidden">{t('search')}</span>
          </button>
        </form>
      </search>
    </Suggest>
  )
}

// The element may find none to ten; each sentence is ready, so that it needs no grammar of its own.
const suggestionsMax = 10

const foundWords = (locale: Locale) =>
  Array.from({ length: suggestionsMax + 1 }, (_, count) =>
    words(locale)('search.found', { count }),
  ).join('|')

function Nav() {
  const { nav, path, locale } = usePage()
  const t = words(locale)
  if (nav.length === 0) return null
  const here = path.split('?')[0] ?? '/'
  return (
    <nav class="nav" aria-label={t('nav')}>
      <ul class="bare">
        {nav.map(({ to, label }) => (
          <li key={to}>
            <Link to={to} current={here === to || here.startsWith(`${to}/`)}>
              {label(locale)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

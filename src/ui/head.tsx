import { htmlLang, type Locale, locales } from '#kit/locale.ts'
import { localePath, type PageInfo, usePage } from '#kit/page.tsx'
import { accentStyle } from './accent.ts'
import { words } from './words.ts'

export interface HeadProps {
  title: string
  description?: string
  /** The address this page is known by, when it is not its path: a list without its filters. */
  canonical?: string
  /** A picture for previews elsewhere: a path or a whole address. */
  image?: string | null
  /** Not for search engines: forms, accounts, results. */
  unlisted?: boolean
  /** An organisation's own colour, as it was typed. */
  accent?: string | null
  /** What the page is about, for machines: schema.org. */
  json_ld?: object
  /** A feed of this list. */
  feed?: { href: string; title: string }
  /** Extra modules for the browser, by the name of their source: `passkey.ts`. */
  scripts?: readonly string[]
  /** Extra styles, by the name of their source in styles/pages: `post.css`. */
  styles?: readonly string[]
}

export function Head(props: HeadProps) {
  const page = usePage()
  const t = words(page.locale)
  const whole = props.title === t('product') ? props.title : `${props.title} · ${t('product')}`
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{whole}</title>
      <meta name="description" content={props.description ?? t('tagline')} />
      {props.unlisted ? <meta name="robots" content="noindex" /> : null}
      <Fonts page={page} />
      <link rel="stylesheet" href={page.asset('main.css')} />
      {props.styles?.map((name) => (
        <link key={name} rel="stylesheet" href={page.asset(name)} />
      ))}
      <OwnStyle page={page} accent={props.accent} />
      <Addresses page={page} canonical={props.canonical ?? page.path.split('?')[0] ?? '/'} />
      <Preview {...props} title={whole} />
      <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
      <link rel="icon" href="/favicon-32.png" sizes="32x32" type="image/png" />
      <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
      <link rel="manifest" href="/site.webmanifest" />
      <meta name="theme-color" media="(prefers-color-scheme: light)" content="#f6f1e6" />
      <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#17161d" />
      {props.feed ? (
        <link
          rel="alternate"
          type="application/atom+xml"
          href={props.feed.href}
          title={props.feed.title}
        />
      ) : null}
      {props.json_ld ? <JsonLd of={props.json_ld} /> : null}
      <script type="module" src={page.asset('main.ts')} />
      {page.reload ? <script type="module" src="/dev/reload.js" /> : null}
      {props.scripts?.map((name) => (
        <script key={name} type="module" src={page.asset(name)} />
      ))}
    </head>
  )
}

/** The two files that every line of the page waits for; the others come when a letter asks. */
function Fonts({ page }: { page: PageInfo }) {
  const script = page.locale === 'sr-Cyrl' ? 'cyrillic' : 'latin'
  return (
    <>
      {['serif', 'sans'].map((face) => (
        <link
          key={face}
          rel="preload"
          as="font"
          type="font/woff2"
          href={page.asset(`${face}-${script}.woff2`)}
          crossorigin="anonymous"
        />
      ))}
    </>
  )
}

/** The only style that is written in a page; the policy names it by the hash of its text. */
function OwnStyle({ page, accent }: { page: PageInfo; accent: string | null | undefined }) {
  const text = accent ? accentStyle(accent) : ''
  if (!text) return null
  if (!page.styles.includes(text)) page.styles.push(text)
  return <style>{text}</style>
}

function Addresses({ page, canonical }: { page: PageInfo; canonical: string }) {
  const whole = (locale: Locale) => `${page.base_url}${localePath(locale, canonical)}`
  return (
    <>
      <link rel="canonical" href={whole(page.locale)} />
      {locales.map(({ code, html }) => (
        <link key={code} rel="alternate" hreflang={html} href={whole(code)} />
      ))}
      <link rel="alternate" hreflang="x-default" href={`${page.base_url}${canonical}`} />
    </>
  )
}

function Preview({ title, description, image }: HeadProps) {
  const { locale, base_url } = usePage()
  const t = words(locale)
  const address = image?.startsWith('/') ? `${base_url}${image}` : image
  return (
    <>
      <meta property="og:type" content="website" />
      <meta property="og:site_name" content={t('product')} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description ?? t('tagline')} />
      <meta property="og:locale" content={htmlLang(locale).replace('-', '_')} />
      <meta property="og:image" content={address ?? `${base_url}/icon-512.png`} />
    </>
  )
}

/** Data for machines. `<` is written as a code, so that no text can end the element. */
function JsonLd({ of }: { of: object }) {
  const json = JSON.stringify({ '@context': 'https://schema.org', ...of })
  const safe = json.replaceAll('<', '\\u003c')
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: safe }} />
}

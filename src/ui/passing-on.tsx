import type { ComponentChildren } from 'preact'
import { localePath, usePage } from '#kit/page.tsx'
import { element } from './element.ts'
import { Emblem, Pavement } from './emblem-view.tsx'
import { Mark } from './mark.tsx'
import type { PreviewCard } from './preview.ts'
import { words } from './words.ts'

// What is wider than a phone scrolls, and so must be reachable by the keyboard.
const reachable = { tabIndex: 0 } as const

interface SharedCardProps {
  of: PreviewCard
  to: string
  logo: string | null
  /** Words for where it comes from. */
  from: string
  /** The level of the name: the first inside another site, where links open outside of it. */
  heading: 1 | 3
  /** What is shown besides, over where it comes from. */
  children?: ComponentChildren
}

/** What other sites show of a page of ours. */
export const SharedCard = ({ of, to, logo, from, heading, children }: SharedCardProps) => {
  const Heading = `h${heading}` as 'h1' | 'h3'
  return (
    <article class="shared-card">
      <div class="strip" aria-hidden="true">
        <Pavement id={of.id} columns={36} rows={3} />
      </div>
      <Emblem id={of.id} logo={logo} />
      <div>
        <p class="kicker">{of.above}</p>
        <Heading class="h3" lang={of.html_lang || undefined}>
          <a
            href={localePath(of.locale, to)}
            target={heading === 1 ? '_blank' : undefined}
            rel={heading === 1 ? 'noopener' : undefined}
          >
            {of.name}
          </a>
        </Heading>
        {of.below ? <p class="about">{of.below}</p> : null}
        {children}
        <p class="from">
          <Mark /> {from}
        </p>
      </div>
    </article>
  )
}

const CopyElement = element('mz-copy')

/** Code to take along, kept as it is written. */
export function CopyCode({ code }: { code: string }) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <CopyElement class="copy code" data-text={code} data-done={t('copied')}>
      <pre {...reachable}>
        <code>{code}</code>
      </pre>
      <button type="button" class="action" hidden aria-live="polite">
        {t('copy')}
      </button>
    </CopyElement>
  )
}

// What helps a reader to find the way: where am I, what else is here, what comes next.
import type { ComponentChildren } from 'preact'
import { formatNumber } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Icon } from './icon.tsx'
import { Link } from './link.tsx'
import { words } from './words.ts'

export interface Way {
  readonly to: string
  readonly label: string
  readonly current?: boolean
}

/** The pages above this one. The page itself is not repeated: its title stands just below. */
export function Breadcrumbs({ to: ways }: { to: readonly Way[] }) {
  const { locale } = usePage()
  return (
    <nav class="crumbs" aria-label={words(locale)('breadcrumbs')}>
      <ol class="bare">
        {ways.map(({ to, label }) => (
          <li key={to}>
            <Link to={to}>{label}</Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** Several pages of one thing. Each is a page with an address. */
export function Tabs({ label, ways }: { label?: string; ways: readonly Way[] }) {
  const { locale } = usePage()
  return (
    <nav class="tabs" aria-label={label ?? words(locale)('tabs')}>
      <ul class="bare">
        {ways.map(({ to, label: name, current }) => (
          <li key={to}>
            <Link to={to} current={current}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

interface PagerProps {
  /** Where the next and previous parts of a list are, when there are any. */
  previous?: string | null
  next?: string | null
  /** "21–40 of 1 482", when the whole is known. */
  range?: { from: number; to: number; total: number }
  /** Numbered pages, when there are few enough to name. */
  pages?: { current: number; count: number; to: (page: number) => string }
}

export function Pager({ previous, next, range, pages }: PagerProps) {
  const { locale } = usePage()
  const t = words(locale)
  if (!previous && !next && !range && !pages) return null
  const number = (value: number) => formatNumber(value, locale)
  return (
    <nav class="pager" aria-label={t('pager')}>
      {previous ? (
        <Link to={previous} rel="prev">
          {t('pager.previous')}
        </Link>
      ) : null}
      {pages ? <PageNumbers {...pages} /> : null}
      {range ? (
        <span class="faint">
          {t('pager.of', {
            from: number(range.from),
            to: number(range.to),
            total: number(range.total),
          })}
        </span>
      ) : null}
      {next ? (
        <Link to={next} rel="next">
          {t('pager.next')}
        </Link>
      ) : null}
    </nav>
  )
}

function PageNumbers({ current, count, to }: NonNullable<PagerProps['pages']>) {
  const { locale } = usePage()
  const t = words(locale)
  return (
    <ol class="bare">
      {pageNumbers(current, count).map((page, i) => (
        <li key={page ?? `gap-${i}`}>
          {page === null ? (
            <span aria-hidden="true">…</span>
          ) : (
            <Link to={to(page)} current={page === current} label={t('pager.page', { page })}>
              {page}
            </Link>
          )}
        </li>
      ))}
    </ol>
  )
}

/** First, last and the neighbours of the present page; a gap (null) where pages are left out. */
export function pageNumbers(current: number, count: number): (number | null)[] {
  const near = [1, current - 1, current, current + 1, count]
  const shown = [...new Set(near)]
    .filter((page) => page >= 1 && page <= count)
    .sort((a, b) => a - b)
  return shown.flatMap((page, i) => {
    const before = shown[i - 1]
    if (before === undefined || page - before === 1) return [page]
    return page - before === 2 ? [page - 1, page] : [null, page]
  })
}

interface EmptyProps {
  title: ComponentChildren
  /** One sentence: why it is empty, and what would fill it. */
  children: ComponentChildren
  /** The next step: an `Action` or `ActionLink`. */
  action?: ComponentChildren
}

/** Nothing here yet: said plainly, with what to do about it. */
export const EmptyState = ({ title, children, action }: EmptyProps) => (
  <div class="empty">
    <h2>{title}</h2>
    <p>{children}</p>
    {action}
  </div>
)

interface DisclosureProps {
  title: ComponentChildren
  open?: boolean
  /** Folded on a small screen; on a large one it stands open, without its title. */
  fold?: boolean
  children: ComponentChildren
}

/** What most readers do not need at once. */
export const Disclosure = ({ title, open = false, fold, children }: DisclosureProps) => (
  <details open={open} class={fold ? 'fold' : undefined}>
    <summary>{title}</summary>
    <div>{children}</div>
  </details>
)

/** A small way onward, with an arrow. */
export const Onward = ({ to, children }: { to: string; children: ComponentChildren }) => (
  <Link to={to} class="onward">
    {children} <Icon name="arrow" />
  </Link>
)

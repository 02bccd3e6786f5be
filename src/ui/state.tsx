import type { ComponentChildren } from 'preact'
import { Icon, type IconName } from './icon.tsx'
import { Link } from './link.tsx'

export type StateTone = 'good' | 'wait' | 'bad' | 'still'

const icons: Record<StateTone, IconName> = {
  good: 'check',
  wait: 'clock',
  bad: 'warning',
  still: 'stone',
}

interface StateProps {
  tone: StateTone
  icon?: IconName
  /** The word. Colour alone says nothing. */
  children: ComponentChildren
}

/** In which state a thing is: a sign, a word, a colour. */
export const State = ({ tone, icon = icons[tone], children }: StateProps) => (
  <span class={`state ${tone}`}>
    <Icon name={icon} />
    <span>{children}</span>
  </span>
)

/** What a thing is about. With `to` it leads to others like it. */
export const Tag = ({ to, children }: { to?: string; children: ComponentChildren }) =>
  to ? (
    <Link to={to} class="tag">
      {children}
    </Link>
  ) : (
    <span class="tag">{children}</span>
  )

export const Tags = ({ children }: { children: ComponentChildren }) => (
  <div class="tags">{children}</div>
)

interface NoticeProps {
  tone?: Exclude<StateTone, 'still'>
  /** Read aloud at once when the page changes under the reader; leave out for standing notes. */
  live?: boolean
  children: ComponentChildren
}

/** One thing the reader should know before going on. */
export const Notice = ({ tone = 'good', live = false, children }: NoticeProps) => (
  <div class={`notice ${tone}`} role={live ? 'status' : undefined}>
    <Icon name={icons[tone]} />
    <div>{children}</div>
  </div>
)

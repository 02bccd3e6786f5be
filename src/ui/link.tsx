import type { ComponentChildren } from 'preact'
import { localePath, usePage } from '#kit/page.tsx'

interface LinkProps {
  /** A path from `paths.ts`, without the locale; or a whole address elsewhere. */
  to: string
  children: ComponentChildren
  class?: string
  current?: boolean
  lang?: string
  rel?: string
  label?: string
}

/** A link within the reader's language. Links elsewhere tell nobody where the reader came from. */
export function Link({ to, children, current, label, rel, ...rest }: LinkProps) {
  const { locale } = usePage()
  return (
    <a
      href={localePath(locale, to)}
      aria-current={current ? 'page' : undefined}
      aria-label={label}
      rel={rel ?? (/^https?:/.test(to) ? 'noopener noreferrer' : undefined)}
      {...rest}
    >
      {children}
    </a>
  )
}

export type Tone = 'plain' | 'main' | 'quiet' | 'danger' | 'text'

export const actionClass = (tone: Tone) => (tone === 'plain' ? 'action' : `action ${tone}`)

/** A link that looks like a button: it leads to a form, it changes nothing by itself. */
export function ActionLink({ to, tone = 'plain', children }: LinkProps & { tone?: Tone }) {
  return (
    <Link to={to} class={actionClass(tone)}>
      {children}
    </Link>
  )
}

interface ActionProps {
  to: string
  tone?: Tone
  /** Hidden fields to send along. */
  fields?: Readonly<Record<string, string>>
  /** Asked before sending, where the browser can ask. A weighty action has a page of its own. */
  confirm?: string
  children: ComponentChildren
}

/** One button that does one thing: a form of its own, sent by POST. */
export function Action({ to, tone = 'plain', fields = {}, confirm, children }: ActionProps) {
  const { locale } = usePage()
  return (
    <form method="post" action={localePath(locale, to)} class="inline" data-confirm={confirm}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" class={actionClass(tone)}>
        {children}
      </button>
    </form>
  )
}

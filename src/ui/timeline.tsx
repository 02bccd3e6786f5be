import type { ComponentChildren } from 'preact'
import { When, type WhenForm } from './when.tsx'

export interface Moment {
  readonly key: string
  readonly at: Date | string
  readonly what: ComponentChildren
  readonly more?: ComponentChildren
  /** Where things stand now. */
  readonly now?: boolean
}

/** What happened, the latest first. */
export const Timeline = ({ of, as = 'date' }: { of: readonly Moment[]; as?: WhenForm }) => (
  <ol class="timeline bare">
    {of.map(({ key, at, what, more, now }) => (
      <li key={key} class={now ? 'now' : undefined}>
        <When at={at} as={as} />
        <p>{what}</p>
        {more}
      </li>
    ))}
  </ol>
)

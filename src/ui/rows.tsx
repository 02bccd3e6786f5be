import type { ComponentChildren } from 'preact'
import type { Localized } from '#kit/localized.ts'
import { Emblem } from './emblem-view.tsx'
import { Link } from './link.tsx'
import { Text } from './text.tsx'

export interface DirectoryEntry {
  readonly id: string
  readonly to: string
  readonly name: Localized
  readonly logo?: string | null
  /** Kind, place, year: short things, set in one line. */
  readonly meta: readonly ComponentChildren[]
  readonly about?: Localized | null
  readonly state?: ComponentChildren
}

interface DirectoryProps {
  of: readonly DirectoryEntry[]
  /** The level of the names, one below the heading the list stands under. */
  heading?: 2 | 3
}

/** A list of organisations, set as type: emblem, name, one line of particulars, one sentence. */
export const Directory = ({ of, heading = 3 }: DirectoryProps) => (
  <ol class="rows bare">
    {of.map((entry) => (
      <DirectoryRow key={entry.id} entry={entry} heading={heading} />
    ))}
  </ol>
)

function DirectoryRow({ entry, heading }: { entry: DirectoryEntry; heading: 2 | 3 }) {
  const Heading = `h${heading}` as 'h2' | 'h3'
  return (
    <li>
      <Emblem id={entry.id} logo={entry.logo} />
      <div>
        <Heading class="h3">
          <Link to={entry.to}>
            <Text of={entry.name} bare />
          </Link>
        </Heading>
        <Meta of={entry.meta} />
        {entry.about ? (
          <p>
            <Text of={entry.about} />
          </p>
        ) : null}
      </div>
      {entry.state}
    </li>
  )
}

/** Short particulars in one line, parted by points. Empty ones leave no trace. */
export const Meta = ({ of }: { of: readonly ComponentChildren[] }) => (
  <div class="meta">
    {of
      .filter((one) => one !== null && one !== undefined && one !== false && one !== '')
      .map((one, i) => (
        // The order is all these particulars have, so the order is their key.
        <span key={String(i)}>{one}</span>
      ))}
  </div>
)

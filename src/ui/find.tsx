import type { ComponentChildren } from 'preact'
import { localePath, usePage } from '#kit/page.tsx'
import { words } from './words.ts'

interface FindProps {
  /** The page that is searched, without its query. */
  to: string
  /** What one looks for: "Name of the organisation". */
  label: string
  value: string
  max?: number
  /** What else the address carries and has to keep, perhaps more than once. */
  keep?: Readonly<Record<string, string | readonly string[] | null | undefined>>
  /** What stands under the line. */
  children?: ComponentChildren
}

/** Look for something in one list: a word above, one line to type in, a button at its end. */
export function Find({ to, label, value, max = 200, keep = {}, children }: FindProps) {
  const { locale } = usePage()
  return (
    <search class="looking">
      <form class="find" action={localePath(locale, to)}>
        <label for="find">{label}</label>
        <input id="find" type="search" name="q" value={value} maxLength={max} />
        {Object.entries(keep).flatMap(([name, values]) =>
          [values]
            .flat()
            .map((one) => one && <Kept key={`${name} ${one}`} name={name} one={one} />),
        )}
        <button type="submit" class="action">
          {words(locale)('search')}
        </button>
      </form>
      {children}
    </search>
  )
}

const Kept = ({ name, one }: { name: string; one: string }) => (
  <input type="hidden" name={name} value={one} />
)

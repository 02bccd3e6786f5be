// What money is bound to that was given for one thing.
import type { Localized } from '#kit/localized.ts'
import { Link } from '#ui/link.tsx'
import { Text } from '#ui/text.tsx'

interface Bound {
  readonly purpose_title: Localized | null
  readonly purpose_path: string | null
  readonly part_title: Localized | null
}

/** What it was given for, and the part of it. */
export const BoundTo = ({ of }: { of: Bound }) =>
  of.purpose_path && of.purpose_title ? (
    <>
      <Link to={of.purpose_path}>
        <Text of={of.purpose_title} />
      </Link>
      {': '}
      <Text of={of.part_title ?? {}} />
    </>
  ) : null

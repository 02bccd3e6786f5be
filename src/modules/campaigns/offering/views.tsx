// What a campaign's page says of rounds of matching, beside the button.
import { Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { exampleMinor } from '../rules.ts'
import type { T } from '../words.ts'
import type { Offer } from './queries.ts'

/** What is added to a gift at this moment; nothing is said that is not true now. */
export const Offers = ({ t, offers }: { t: T; offers: readonly Offer[] }) =>
  offers.length === 0 ? null : (
    <ul class="bare campaign-offers">
      {offers.map((offer) => (
        <li key={offer.id}>{offerSaid(t, offer)}</li>
      ))}
    </ul>
  )

function offerSaid(t: T, { slug, title, kind, currency, added_minor, factor_permille }: Offer) {
  const round = () => (
    <Link to={paths.round({ slug })}>
      <Text of={title} bare />
    </Link>
  )
  if (kind === 'quadratic') return t.rich('matching.offer.quadratic', { round })
  if (added_minor === 0n) return t.rich('matching.offer.empty', { round })
  const full = (exampleMinor * BigInt(factor_permille)) / 1000n
  const money = (minor: bigint) => () => (
    <b>
      <Money minor={minor} currency={currency} whole />
    </b>
  )
  return t.rich(added_minor === full ? 'matching.offer' : 'matching.offer.part', {
    round,
    gift: money(exampleMinor),
    whole: money(exampleMinor + added_minor),
  })
}

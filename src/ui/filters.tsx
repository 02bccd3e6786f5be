import { formatNumber } from '#kit/format.ts'
import { localePath, usePage } from '#kit/page.tsx'
import { Link } from './link.tsx'
import { words } from './words.ts'

export interface FacetChoice {
  readonly value: string
  readonly label: string
  readonly count?: number
  readonly chosen: boolean
}

export interface Facet {
  /** The name in the address; several choices repeat it. */
  readonly name: string
  readonly label: string
  readonly choices: readonly FacetChoice[]
}

interface FiltersProps {
  /** The page that is filtered, without its query. */
  to: string
  facets: readonly Facet[]
  /** What else the address carries and has to keep: the words searched for, the order. */
  keep?: Readonly<Record<string, string>>
}

// Longer lists are folded after this many; the chosen ones always stand in sight.
const shownMax = 8

/** Narrow a list. A form without JavaScript; with it the list follows each tick. */
export function Filters({ to, facets, keep = {} }: FiltersProps) {
  const { locale } = usePage()
  const t = words(locale)
  const some = facets.some(({ choices }) => choices.some(({ chosen }) => chosen))
  return (
    <details class="fold">
      <summary>{t('filters')}</summary>
      <form class="filters" action={localePath(locale, to)} data-auto aria-label={t('filters')}>
        {Object.entries(keep).map(([name, value]) =>
          value ? <input key={name} type="hidden" name={name} value={value} /> : null,
        )}
        {facets.map((facet) => (
          <FacetChoices key={facet.name} {...facet} />
        ))}
        <div class="actions">
          <button type="submit" class="action quiet">
            {t('filters.apply')}
          </button>
          {some ? <Link to={to}>{t('filters.clear')}</Link> : null}
        </div>
      </form>
    </details>
  )
}

function FacetChoices({ name, label, choices }: Facet) {
  const { locale } = usePage()
  // What would lead to an empty list is not offered; what is chosen can always be taken back.
  const offered = choices.filter(({ chosen, count }) => chosen || count !== 0)
  const inSight = offered.filter((choice, i) => choice.chosen || i < shownMax)
  const folded = offered.filter((choice) => !inSight.includes(choice))
  if (offered.length === 0) return null
  return (
    <fieldset>
      <legend>{label}</legend>
      {inSight.map((choice) => (
        <FacetTick key={choice.value} name={name} {...choice} />
      ))}
      {folded.length > 0 ? (
        <details>
          <summary>{words(locale)('filters.all')}</summary>
          <div>
            {folded.map((choice) => (
              <FacetTick key={choice.value} name={name} {...choice} />
            ))}
          </div>
        </details>
      ) : null}
    </fieldset>
  )
}

function FacetTick({ name, value, label, count, chosen }: FacetChoice & { name: string }) {
  const { locale } = usePage()
  return (
    <label class="choice">
      <input type="checkbox" name={name} value={value} checked={chosen} />
      <span>{label}</span>
      {count === undefined ? null : <span class="number">{formatNumber(count, locale)}</span>}
    </label>
  )
}

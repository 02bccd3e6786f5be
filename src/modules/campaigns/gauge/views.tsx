// One line drawn: how far a campaign has come, how much of a pot is left, what became of the money.
// Lengths are shares of the line, so that it fits every screen and its letters keep their size.
import { formatMoney } from '#kit/format.ts'
import type { Card } from '../queries.ts'
import { shareOf } from '../rules.ts'
import type { T } from '../words.ts'

type Tone = 'received' | 'promised' | 'spent' | 'there' | 'held'

interface Part {
  readonly tone: Tone
  /** In hundredths of the line, both. */
  readonly from: number
  readonly share: number
}

interface Goal {
  readonly key: string
  readonly at: number
  /** Above the line or under it; nothing where the line stands in a list. */
  readonly label?: string
  readonly side: 'above' | 'under'
}

interface LineProps {
  /** The same in words. */
  says: string
  parts: readonly Part[]
  goals?: readonly Goal[]
}

const thick = 14
// Above a line with letters there is room for them.
const tops = { bare: 8, lettered: 34 }

function Line({ says, parts, goals = [] }: LineProps) {
  const lettered = goals.some(({ label }) => label)
  const top = lettered ? tops.lettered : tops.bare
  return (
    <svg class={lettered ? 'goal lettered' : 'goal'} role="img" aria-label={says}>
      <rect class="track" x="0" y={top} width="100%" height={thick} />
      {parts.map(({ tone, from, share }) => (
        <rect key={tone} class={tone} x={`${from}%`} y={top} width={`${share}%`} height={thick} />
      ))}
      {goals.map((goal) => (
        <Mark key={goal.key} goal={goal} top={top} />
      ))}
    </svg>
  )
}

/** A goal stands where it is; its letters hang towards the middle, so that none is cut off. */
function Mark({ goal: { at, label, side }, top }: { goal: Goal; top: number }) {
  const x = `${at}%`
  const above = side === 'above'
  return (
    <>
      <line
        class="mark"
        x1={x}
        x2={x}
        y1={above ? top - 8 : top - 3}
        y2={above ? top + thick + 3 : top + thick + 8}
      />
      {label ? (
        <text x={x} y={above ? top - 13 : top + thick + 22} text-anchor={at < 50 ? 'start' : 'end'}>
          {label}
        </text>
      ) : null}
    </>
  )
}

// `Math.max` knows floats alone.
function greater(one: bigint, other: bigint): bigint {
  if (one > other) return one
  return other
}

type Far = Pick<
  Card,
  'minimum_minor' | 'optimum_minor' | 'received_minor' | 'promised_minor' | 'currency' | 'kind'
>

/**
 * How far it has come, drawn: what was received is full, what is only promised is an outline, and
 * both goals stand where they are. The words say the same.
 */
export function Bar({ t, of, lettered = false }: { t: T; of: Far; lettered?: boolean }) {
  const { received_minor, promised_minor, minimum_minor, optimum_minor, currency } = of
  const whole = greater(received_minor + promised_minor, optimum_minor)
  const at = (minor: bigint) => shareOf(minor, whole)
  const said = (minor: bigint) => formatMoney(minor, currency, t.locale, { cents: false })
  const goal = (key: 'minimum' | 'optimum', minor: bigint, side: Goal['side']): Goal => ({
    key,
    at: at(minor),
    side,
    label: lettered ? `${t(key)} ${said(minor)}` : undefined,
  })
  const minimum = of.kind === 'all_or_nothing' ? [goal('minimum', minimum_minor, 'above')] : []
  return (
    <Line
      says={t('bar.says', {
        received: said(received_minor),
        promised: said(promised_minor),
        minimum: said(minimum_minor),
        optimum: said(optimum_minor),
      })}
      parts={[
        { tone: 'promised', from: at(received_minor), share: at(promised_minor) },
        { tone: 'received', from: 0, share: at(received_minor) },
      ]}
      goals={[...minimum, goal('optimum', optimum_minor, 'under')]}
    />
  )
}

interface Pot {
  readonly pot_minor: bigint
  readonly promised_minor: bigint
  readonly paid_minor: bigint
  readonly currency: string
}

/** The pot: what was paid of it is full, what is promised is an outline, the rest is left. */
export function PotDrawn({ t, of }: { t: T; of: Pot }) {
  const { pot_minor, promised_minor, paid_minor, currency } = of
  const at = (minor: bigint) => shareOf(minor, pot_minor)
  const said = (minor: bigint) => formatMoney(minor, currency, t.locale, { cents: false })
  return (
    <Line
      says={t('matching.pot.says', {
        pot: said(pot_minor),
        promised: said(promised_minor),
        paid: said(paid_minor),
        left: said(pot_minor - promised_minor - paid_minor),
      })}
      parts={[
        { tone: 'received', from: 0, share: at(paid_minor) },
        { tone: 'promised', from: at(paid_minor), share: at(promised_minor) },
      ]}
    />
  )
}

interface Became {
  /** Received, and added by matching. */
  readonly there_minor: bigint
  readonly paid_minor: bigint
  readonly spent_minor: bigint
  readonly held_minor: bigint
}

/** What came, in one line: spent, with the organisation, held. */
export function SpendingDrawn({ t, of, currency }: { t: T; of: Became; currency: string }) {
  const { there_minor, paid_minor, spent_minor, held_minor } = of
  const at = (minor: bigint) => shareOf(minor, there_minor)
  const said = (minor: bigint) => formatMoney(minor, currency, t.locale)
  return (
    <Line
      says={t('spending.bar', {
        received: said(there_minor),
        paid: said(paid_minor),
        spent: said(spent_minor),
        held: said(held_minor),
      })}
      parts={[
        { tone: 'spent', from: 0, share: at(spent_minor) },
        { tone: 'there', from: at(spent_minor), share: at(paid_minor - spent_minor) },
        { tone: 'held', from: at(paid_minor), share: at(held_minor) },
      ]}
    />
  )
}

/** The colour of a part beside its name. */
export const Swatch = ({ tone }: { tone: Tone }) => (
  <svg class="swatch" aria-hidden="true" width="12" height="12">
    <rect class={tone} width="12" height="12" />
  </svg>
)

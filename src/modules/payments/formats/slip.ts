// What somebody takes to the bank: who is paid, how much, and the reference that says for what.

export interface SlipValues {
  readonly kind: string
  readonly amount_label: string
  readonly amount: string
  readonly rows: readonly { label: string; value: string | null; code?: boolean }[]
  readonly code: { drawing: string; alt: string; caption: string } | null
  readonly steps_title: string
  readonly steps: readonly string[]
  readonly collected: string
}

export const slipBody = `
#label(values.kind)
= #values.title
#label(values.amount_label)
#figure-text(values.amount)
#if values.code == none { particulars(values.rows) } else {
  grid(
    columns: (1fr, 40mm),
    column-gutter: 8mm,
    particulars(values.rows),
    move(dy: -2mm, code(values.code.drawing, values.code.alt, values.code.caption, size: 40mm)),
  )
}
== #values.steps_title
#enum(indent: 0mm, body-indent: 3mm, spacing: 3mm, ..values.steps)
#v(1fr)
#text(size: 9.5pt, fill: faint, values.collected)
`

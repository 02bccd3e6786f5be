// A year's gifts of one person on one paper, for the tax office: each receipt in a line, and sums
// by currency. Amounts of different currencies are never added up.

export interface SummaryValues {
  readonly whose: string
  readonly sentence: string
  readonly columns: { date: string; purpose: string; receipt: string; amount: string }
  readonly lines: readonly { date: string; purpose: string; receipt: string; amount: string }[]
  readonly sums: readonly { label: string; amount: string }[]
  readonly collector_title: string
  readonly collectors: readonly string[]
  readonly check: string
}

export const summaryBody = String.raw`
#label(values.whose)
= #values.title
#text(size: 12pt, values.sentence)
#v(5mm)
#set text(size: 10pt)
#table(
  columns: (27mm, 1fr, 30mm, 32mm),
  align: (left, left, left, right),
  inset: (x, y) => (left: if x == 0 { 0mm } else { 1.5mm }, right: if x == 3 { 0mm } else { 1.5mm }, y: 2mm),
  stroke: (x, y) => (top: if y > 0 { 0.5pt + hair }),
  table.header(
    label(values.columns.date),
    label(values.columns.purpose),
    label(values.columns.receipt),
    label(values.columns.amount),
  ),
  ..values.lines.map(line => (
    text(font: label-face, size: 9.5pt, line.date),
    line.purpose,
    text(font: label-face, size: 9.5pt, line.receipt),
    text(number-width: "tabular", line.amount),
  )).flatten()
)
#thick
#v(1mm)
#for sum in values.sums {
  grid(
    columns: (1fr, auto),
    text(font: head-face, size: 12pt, sum.label),
    text(font: head-face, size: 15pt, number-width: "tabular", sum.amount),
  )
  v(1mm)
}
== #values.collector_title
#for line in values.collectors [#line \ ]
#v(4mm)
#values.check
`

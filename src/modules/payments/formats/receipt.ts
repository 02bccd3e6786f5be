// The receipt of one gift, and a year's gifts on one paper for the tax office.

export interface ReceiptValues {
  readonly number: string
  readonly amount: string
  readonly sentence: string
  readonly note: string | null
  readonly rows: readonly { label: string; value: string | null; code?: boolean }[]
  readonly collector_title: string
  readonly collector: readonly string[]
  readonly check: { title: string; text: string; code: string; address: string }
  readonly code: { drawing: string; alt: string; caption: string }
}

export const receiptBody = String.raw`
#label(values.number)
= #values.title
#figure-text(values.amount)
#text(size: 12.5pt, values.sentence)
#if values.note != none {
  v(2mm)
  block(stroke: (left: 2pt + accent), inset: (left: 3mm, y: 1mm), values.note)
}
#v(4mm)
#particulars(values.rows)
== #values.collector_title
#for line in values.collector [#line \ ]
#v(1fr)
#thin
#v(2mm)
#grid(
  columns: (1fr, 30mm),
  column-gutter: 8mm,
  {
    heading(level: 2, values.check.title)
    text(size: 10.5pt, values.check.text)
    block(above: 4mm, below: 3mm, text(
      font: label-face, size: 14pt, number-width: "tabular", values.check.code,
    ))
    small(values.check.address)
  },
  code(values.code.drawing, values.code.alt, values.code.caption, size: 30mm),
)
#v(4mm)
`

// Bills that never were, as PDF: what a made-up company wrote for a made-up organisation.
import { keepUpload } from '#kit/files.ts'
import { printPdf } from '#kit/pdf.ts'
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'

export interface Bill {
  readonly number: string
  /** `YYYY-MM-DD` */
  readonly on: string
  readonly from: string
  readonly to: string
  readonly what: string
  readonly amount: string
}

const families = ['latin', 'latin-ext'].map((script) => `"Mozaik Text ${script}"`).join(', ')

const source = `
#set document(title: "Faturë (e trilluar)", date: auto)
#set page(paper: "a5", margin: 18mm)
#set text(font: (${families}), lang: "sq", size: 11pt)
#let values = json(bytes(sys.inputs.values))
= Faturë (e trilluar)
#v(4mm)
#values.from \\
#values.number, #values.on
#v(6mm)
Për: #values.to
#v(6mm)
#grid(columns: (1fr, auto), values.what, values.amount)
#v(8mm)
Askush nuk e ka lëshuar këtë faturë: tregon si duket një dokument.
`

/** The bill as a file: a document that everybody may see, or evidence for those who approve. */
export async function keepBill(
  { db, files }: Pick<World<Database>, 'db' | 'files'>,
  bill: Bill,
  kind: 'document' | 'evidence',
): Promise<string> {
  const pdf = await printPdf({ source, values: bill, made_at: new Date(`${bill.on}T12:00:00Z`) })
  const upload = new File([pdf], `${bill.number}.pdf`)
  const kept = await keepUpload(db, files, upload, kind, null)
  if (!kept.ok) throw new Error(`a made-up bill was not kept: ${kept.refusal}`)
  return kept.value.id
}

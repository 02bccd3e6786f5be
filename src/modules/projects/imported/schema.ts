/** One transaction: long enough to be quick, short enough that the progress moves. */
export const rowsAtOnce = 500
/** Mistakes shown on one page; the report has all of them. */
export const mistakesPerPage = 100

const fieldNames = [
  ...(['name_any', 'name_sq', 'name_sr', 'name_en', 'summary_any', 'summary_sq'] as const),
  ...(['summary_sr', 'summary_en', 'organisation', 'funder', 'contract_number'] as const),
  ...(['starts', 'ends', 'budget', 'currency', 'municipality', 'state'] as const),
] as const

/** Whether messages have a name for it. */
export const isFieldName = (field: string): field is (typeof fieldNames)[number] =>
  (fieldNames as readonly string[]).includes(field)

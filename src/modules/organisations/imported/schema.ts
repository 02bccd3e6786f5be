/** One transaction: long enough to be quick, short enough that the progress moves. */
export const rowsAtOnce = 1000
/** Mistakes shown on one page; the report has all of them. */
export const mistakesPerPage = 100

const fieldNames = [
  ...(['name', 'name_sq', 'name_sr', 'name_en', 'registration_number', 'fiscal_number'] as const),
  ...([
    'kind',
    'municipality',
    'address',
    'website',
    'email',
    'phone',
    'areas',
    'founded',
  ] as const),
] as const

/** Whether messages have a name for it. */
export const isFieldName = (field: string): field is (typeof fieldNames)[number] =>
  (fieldNames as readonly string[]).includes(field)

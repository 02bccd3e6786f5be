// Amounts as people write them.

/** An amount as people write it, made plain: `1.234,50`, `1 234.5` and `1234.50` alike. */
export function plainAmount(typed: string): string | null {
  const text = typed.replace(/[\s'’€]/g, '')
  const grouped = /^\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?$/.test(text)
  const [, whole = '', fraction = ''] =
    (grouped ? /^(.*?)(?:[.,](\d{1,2}))?$/ : /^(\d{1,10})(?:[.,](\d{1,2}))?$/).exec(text) ?? []
  const digits = whole.replace(/[.,]/g, '')
  if (!/^\d{1,10}$/.test(digits)) return null
  return fraction ? `${digits}.${fraction}` : digits
}

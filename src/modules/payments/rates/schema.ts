import { z } from 'zod'
import { text } from '#kit/form.ts'

export const sourceCharsMax = 200
export const RatesForm = z.object({ source: text(sourceCharsMax) })

// Ten years of thirty currencies are some three megabytes.
export const tableBytesMax = 4 * 1024 * 1024

import { blueRiver } from './fictional/blue-river.ts'
import { greenStone } from './fictional/green-stone.ts'
import { others } from './fictional/others.ts'
import type { Fictional } from './fictional/shape.ts'

/** Plainly made-up organisations, marked as samples wherever they are shown. */
export const fictional: readonly Fictional[] = [blueRiver, greenStone, ...others]

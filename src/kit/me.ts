// Who asks, and who may. Types alone, so that rules and queries can speak of them without knowing
// of pages or HTTP.
import type { Locale } from './locale.ts'

/** Who asks. Roles are of the whole platform; an organisation's are proven in its door. */
export interface Me {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  readonly session_id: string
  readonly two_factor: boolean
  readonly locale: Locale
}

/** Who may ask. `admits` is the coarse gate; what belongs to one organisation is proven inside. */
export interface Who {
  readonly name: string
  readonly admits: (me: Me | null) => boolean
  /** Where somebody signed in can become one of them, without the locale; else it is a 404. */
  readonly instead?: (me: Me) => string | null
}

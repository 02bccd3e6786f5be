import type { Localized } from '#kit/localized.ts'
import type { Area, Kind, ServedGroup, WorkingLanguage } from '#modules/organisations/index.ts'
import type { drawCover } from '../pictures.ts'

/** A made-up organisation, with everything that a page can hold. */
export interface Fictional {
  readonly slug: string
  readonly kind: Kind
  readonly name: Localized
  readonly short_name?: string
  readonly summary: Localized
  /** Markdown. */
  readonly description: Localized
  readonly founded_year: number
  /** The municipality's code. */
  readonly municipality: string
  readonly works_in?: readonly string[]
  readonly areas: readonly Area[]
  readonly groups: readonly ServedGroup[]
  readonly languages: readonly WorkingLanguage[]
  readonly accent: string
  readonly verified: boolean
  readonly cover?: Parameters<typeof drawCover>[0]
  readonly cover_alt?: Localized
  readonly registration_number?: string
  readonly fiscal_number?: string
  readonly public_benefit?: readonly number[]
  readonly email?: string
  readonly phone?: string
  readonly address?: string
  readonly people?: readonly { name: string; role: Localized }[]
  readonly former_names?: readonly { name: Localized; until_year: number }[]
  readonly members?: readonly string[]
}

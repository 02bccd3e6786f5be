import type { Localized } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'
import type { Scene } from '../pictures.ts'

export interface FictionalPost {
  readonly slug: string
  readonly organisation: string
  /** Days after the sample's first one. */
  readonly day: number
  readonly title: Localized
  readonly summary?: Localized
  readonly body: Localized
  readonly areas: readonly Area[]
  readonly municipalities: readonly string[]
  readonly project?: string
  readonly pinned?: true
  readonly draft?: true
  readonly pictures?: readonly {
    readonly scene: Scene
    readonly alt: Localized
    readonly caption: Localized
  }[]
}

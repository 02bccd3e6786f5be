import type { Localized } from '#kit/localized.ts'
import type { Area } from '#modules/organisations/index.ts'

interface Text {
  readonly title: Localized
}

export interface FictionalProject {
  readonly slug: string
  readonly organisation: string
  readonly funder: string
  readonly partners: readonly string[]
  readonly name: Localized
  readonly summary: Localized
  readonly goal: Localized
  readonly specific_goals: Localized
  readonly areas: readonly Area[]
  readonly municipalities: readonly string[]
  readonly contract_number: string
  readonly starts: string
  readonly ends: string
  readonly budget_minor: bigint
  readonly budget: readonly (Text & { readonly amount_minor: bigint })[]
  readonly target_groups: readonly (Text & { planned: number; reached: number | null })[]
  readonly activities: readonly (Text & {
    starts: string
    ends: string
    state: 'planned' | 'under_way' | 'done' | 'dropped'
  })[]
  readonly team: readonly { readonly name: string; readonly title: Localized }[]
  readonly risks: readonly (Text & {
    likelihood: 'low' | 'medium' | 'high'
    impact: 'low' | 'medium' | 'high'
    response: Localized
  })[]
  readonly objectives: readonly (Text & {
    readonly indicators: readonly (Text & {
      unit: Localized
      direction: 'up' | 'down'
      baseline: number
      target: number
      target_on: string
      values: readonly (readonly [on_date: string, value: number])[]
    })[]
  })[]
  readonly closed?: { readonly reached: Localized; readonly not_reached: Localized }
}

// The questions of each part.
import type { ComponentChildren } from 'preact'
import { areaSaid, areas } from '#modules/organisations/index.ts'
import { Checkbox, Checkboxes, Radios, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { activityStates, directions, levels, type Part, partyRoles } from '../rules.ts'
import {
  areasMax,
  contractCharsMax,
  currencies,
  goalCharsMax,
  nameCharsMax,
  partyNameCharsMax,
  personNameCharsMax,
  specificGoalsCharsMax,
  summaryCharsMax,
  titleCharsMax,
  unitCharsMax,
} from '../schema.ts'
import type { T } from '../words.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

/** What can be chosen and is not the same everywhere. */
export interface FieldChoices {
  readonly municipalities: readonly Choice[]
  readonly objectives: readonly Choice[]
}

interface FieldsProps {
  t: T
  choices: FieldChoices
}

export function PartFields({ part, ...props }: FieldsProps & { part: Part }) {
  const Fields = fields[part]
  return <Fields {...props} />
}

type RoughProps = {
  t: T
  name: 'starts' | 'ends' | 'since' | 'until' | 'baseline_on' | 'target_on'
}

const Rough = ({ t, name }: RoughProps) => (
  <Field name={name} label={t(`field.${name}`)} hint={t('field.rough.hint')} short optional />
)

const Title = ({ t }: FieldsProps) => (
  <LocalizedField name="title" label={t('field.title')} max={titleCharsMax} />
)

const Identity = ({ t }: FieldsProps) => (
  <>
    <LocalizedField name="name" label={t('field.name')} max={nameCharsMax} />
    <LocalizedField
      name="summary"
      label={t('field.summary')}
      hint={t('field.summary.hint')}
      max={summaryCharsMax}
      rows={4}
      optional
    />
    <Field
      name="contract_number"
      label={t('field.contract_number')}
      max={contractCharsMax}
      short
      optional
    />
    <Rough t={t} name="starts" />
    <Rough t={t} name="ends" />
    <Field
      name="months"
      type="number"
      label={t('field.months')}
      hint={t('field.months.hint')}
      min={1}
      inputmode="numeric"
      optional
    />
    <Field
      name="budget"
      label={t('field.budget')}
      hint={t('field.budget.hint')}
      inputmode="decimal"
      short
      optional
    />
    <Select
      name="currency"
      label={t('field.currency')}
      choices={currencies.map((code) => ({ value: code, label: code }))}
    />
  </>
)

const Goals = ({ t }: FieldsProps) => (
  <>
    <LocalizedField
      name="goal"
      label={t('field.goal')}
      hint={t('field.goal.hint')}
      max={goalCharsMax}
      rows={4}
      optional
    />
    <LocalizedField
      name="specific_goals"
      label={t('field.specific_goals')}
      hint={t('field.specific_goals.hint')}
      max={specificGoalsCharsMax}
      rows={8}
      optional
    />
  </>
)

const Reach = ({ t, choices }: FieldsProps) => (
  <>
    <Checkboxes
      name="areas[]"
      label={t('field.areas')}
      hint={t('field.areas.hint', { max: areasMax })}
      choices={areas.map((one) => ({ value: one, label: areaSaid(one, t.locale) }))}
      optional
    />
    <Checkbox name="whole_country" label={t('field.whole_country')} />
    <Checkboxes
      name="places[]"
      label={t('field.places')}
      choices={choices.municipalities}
      optional
    />
  </>
)

const TargetGroup = (props: FieldsProps) => (
  <>
    <Title {...props} />
    {(['planned', 'reached'] as const).map((name) => (
      <Field
        key={name}
        name={name}
        type="number"
        label={props.t(`field.${name}`)}
        hint={props.t('field.unknown.hint')}
        min={0}
        inputmode="numeric"
        optional
      />
    ))}
  </>
)

const Activity = (props: FieldsProps) => (
  <>
    <Title {...props} />
    <Rough t={props.t} name="starts" />
    <Rough t={props.t} name="ends" />
    <Radios
      name="state"
      label={props.t('field.state')}
      choices={activityStates.map((one) => ({ value: one, label: props.t(`state.${one}`) }))}
    />
  </>
)

const Party = ({ t }: FieldsProps) => (
  <>
    <Radios
      name="role"
      label={t('field.role')}
      choices={partyRoles.map((one) => ({ value: one, label: t(`role.${one}`) }))}
    />
    <Field
      name="organisation"
      label={t('field.organisation')}
      hint={t('field.organisation.hint')}
      optional
    />
    <Field
      name="name"
      label={t('field.party_name')}
      hint={t('field.party_name.hint')}
      max={partyNameCharsMax}
      optional
    />
    <Rough t={t} name="since" />
    <Rough t={t} name="until" />
  </>
)

const BudgetLine = (props: FieldsProps) => (
  <>
    <Title {...props} />
    <Field
      name="amount"
      label={props.t('field.amount')}
      hint={props.t('field.budget.hint')}
      inputmode="decimal"
      short
    />
  </>
)

const Indicator = (props: FieldsProps) => {
  const { t, choices } = props
  return (
    <>
      <Select name="objective_id" label={t('field.objective_id')} choices={choices.objectives} />
      <Title {...props} />
      <LocalizedField
        name="unit"
        label={t('field.unit')}
        hint={t('field.unit.hint')}
        max={unitCharsMax}
        optional
      />
      <Radios
        name="direction"
        label={t('field.direction')}
        choices={directions.map((one) => ({ value: one, label: t(`direction.${one}`) }))}
      />
      <Field
        name="baseline"
        label={t('field.baseline')}
        hint={t('field.unknown.hint')}
        inputmode="decimal"
        short
        optional
      />
      <Rough t={t} name="baseline_on" />
      <Field name="target" label={t('field.target')} inputmode="decimal" short optional />
      <Rough t={t} name="target_on" />
    </>
  )
}

const Risk = (props: FieldsProps) => {
  const { t } = props
  return (
    <>
      <Title {...props} />
      <Radios
        name="likelihood"
        label={t('field.likelihood')}
        choices={levels.map((one) => ({ value: one, label: t(`likelihood.${one}`) }))}
      />
      <Radios
        name="impact"
        label={t('field.impact')}
        choices={levels.map((one) => ({ value: one, label: t(`impact.${one}`) }))}
      />
      <LocalizedField
        name="response"
        label={t('field.response')}
        max={goalCharsMax}
        rows={3}
        optional
      />
    </>
  )
}

const TeamMember = ({ t }: FieldsProps) => (
  <>
    <Field name="name" label={t('field.person_name')} max={personNameCharsMax} />
    <LocalizedField name="title" label={t('field.team_title')} max={titleCharsMax} optional />
    <Checkbox name="consent" label={t('field.consent')} hint={t('field.consent.hint')} />
  </>
)

const fields: Readonly<Record<Part, (props: FieldsProps) => ComponentChildren>> = {
  identity: Identity,
  goals: Goals,
  reach: Reach,
  target_group: TargetGroup,
  activity: Activity,
  party: Party,
  budget_line: BudgetLine,
  objective: Title,
  indicator: Indicator,
  risk: Risk,
  team_member: TeamMember,
}

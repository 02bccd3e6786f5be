// What a program may write of a project, as JSON: the same fields as it reads, by the same names.
// What they must be is said once more, and finally, by the shapes of the forms.
import { z } from 'zod'
import { textPatch } from '#kit/json-body.ts'
import { areas } from '#modules/organisations/index.ts'
import { activityStates, directions, type ItemPart, levels, partyRoles } from '../rules.ts'
import {
  accountCharsMax,
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

const Rough = z.string().max(10).nullable().describe('2021, 2021-08 or 2021-08-15.')
const Minor = z
  .string()
  .regex(/^\d{1,15}$/, 'not_an_amount')
  .describe('In the smallest unit of the currency of the project.')
const Count = z.int().min(0).nullable()
const slugs = (max: number) => z.array(z.string().max(80)).max(max)

const placesMax = 400

/** The project's own fields. In a PATCH null empties a field, and what is not named stays. */
export const OwnFields = z
  .strictObject({
    name: textPatch(nameCharsMax),
    summary: textPatch(summaryCharsMax).nullable(),
    contract_number: z.string().max(contractCharsMax).nullable(),
    starts: Rough,
    ends: Rough,
    months: z.int().min(1).nullable(),
    budget_minor: Minor.nullable(),
    currency: z.enum(currencies),
    goal: textPatch(goalCharsMax).nullable(),
    specific_goals: textPatch(specificGoalsCharsMax).nullable(),
    areas: z.array(z.enum(areas)).max(areasMax),
    whole_country: z.boolean(),
    places: slugs(placesMax).describe('Slugs of municipalities.'),
  })
  .partial()

export const NewProjectBody = OwnFields.required({ name: true })

export const ClosingBody = z
  .strictObject({ reached: textPatch(accountCharsMax), not_reached: textPatch(accountCharsMax) })
  .partial()
export const WithdrawalBody = z.strictObject({ reason: textPatch(accountCharsMax) })

const Title = textPatch(titleCharsMax)

/** The things in a project's lists. */
const items = {
  target_group: z.strictObject({ title: Title, planned: Count, reached: Count }),
  activity: z.strictObject({
    title: Title,
    starts: Rough,
    ends: Rough,
    state: z.enum(activityStates),
  }),
  party: z.strictObject({
    role: z.enum(partyRoles),
    organisation: z.string().max(200).nullable().describe('A slug; or a name instead.'),
    name: z.string().max(partyNameCharsMax).nullable(),
    since: Rough,
    until: Rough,
  }),
  budget_line: z.strictObject({ title: Title, amount_minor: Minor }),
  objective: z.strictObject({ title: Title }),
  indicator: z.strictObject({
    objective_id: z.uuid(),
    title: Title,
    unit: textPatch(unitCharsMax).nullable(),
    direction: z.enum(directions),
    baseline: z.number().nullable(),
    baseline_on: Rough,
    target: z.number().nullable(),
    target_on: Rough,
  }),
  risk: z.strictObject({
    title: Title,
    likelihood: z.enum(levels),
    impact: z.enum(levels),
    response: textPatch(goalCharsMax).nullable(),
  }),
  team_member: z.strictObject({
    name: z.string().max(personNameCharsMax),
    title: textPatch(titleCharsMax).nullable().describe('What they do in the project.'),
    consent: z.boolean().describe('`true`: they have agreed to be shown, which you answer for.'),
  }),
} as const satisfies Record<ItemPart, z.ZodObject>

export type WrittenPart = keyof typeof items

/** By what an address names each list. */
export const listNames = {
  target_group: 'target-groups',
  activity: 'activities',
  party: 'parties',
  budget_line: 'budget-lines',
  objective: 'objectives',
  indicator: 'indicators',
  risk: 'risks',
  team_member: 'team',
} as const satisfies Record<WrittenPart, string>

export const writtenParts = Object.keys(items) as WrittenPart[]

/** Whether a field must be given is the shape's to say; here everything may be left out. */
export const itemBody = (part: WrittenPart) => (items[part] as z.ZodObject).partial()

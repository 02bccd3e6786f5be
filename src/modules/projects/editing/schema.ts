// What each part of a project lets in. Every part is a set of fields that two people may meet over.
import { z } from 'zod'
import { TypedAmount } from '#kit/amounts.ts'
import { Decimal, line, textWithin, Version } from '#kit/fields.ts'
import { localizedText } from '#kit/localized.ts'
import { ChosenSides, flatFields, wholeFields } from '#kit/merge.ts'
import { areas } from '#modules/organisations/index.ts'
import {
  activityStates,
  directions,
  isItemPart,
  levels,
  type Part,
  partyRoles,
  readRoughDate,
} from '../rules.ts'
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

/** The municipalities of a country: none has more. */
const placesMax = 400
// More people than the country has is a slip of the finger.
const peopleMax = 10_000_000
const monthsMax = 240

/** A date as exactly as it is known, as people write it. */
const RoughDate = z
  .string()
  .max(20)
  .refine((typed) => readRoughDate(typed) !== null, 'not_a_rough_date')
  .transform((typed) => readRoughDate(typed))
  .optional()
  .transform((date) => date ?? null)

const Whole = (max: number) =>
  z.coerce
    .number<string>()
    .int()
    .min(0)
    .max(max)
    .optional()
    .transform((count) => count ?? null)

const decimal = Decimal.optional().transform((value) => value ?? null)

const Amount = TypedAmount({ digits: 13 })

const Title = localizedText({ max: titleCharsMax, required: true })
const list = <T extends z.ZodType>(one: T, max: number) =>
  z
    .array(one)
    .max(max)
    .optional()
    .transform((chosen) => [...new Set(chosen ?? [])])

const shapes = {
  identity: z.object({
    name: localizedText({ max: nameCharsMax, required: true }),
    summary: textWithin(summaryCharsMax),
    contract_number: line(contractCharsMax),
    starts: RoughDate,
    ends: RoughDate,
    months: Whole(monthsMax).pipe(z.int().min(1).nullable()),
    budget: Amount.optional().transform((amount) => amount ?? null),
    currency: z.enum(currencies),
  }),
  goals: z.object({
    goal: textWithin(goalCharsMax),
    specific_goals: textWithin(specificGoalsCharsMax),
  }),
  reach: z.object({
    areas: list(z.enum(areas), areasMax),
    whole_country: z
      .string()
      .optional()
      .transform((ticked) => ticked !== undefined),
    places: list(z.uuid(), placesMax),
  }),
  target_group: z.object({ title: Title, planned: Whole(peopleMax), reached: Whole(peopleMax) }),
  activity: z.object({
    title: Title,
    starts: RoughDate,
    ends: RoughDate,
    state: z.enum(activityStates),
  }),
  party: z.object({
    role: z.enum(partyRoles),
    organisation: line(200).transform((typed) => typed && slugIn(typed)),
    name: line(partyNameCharsMax),
    since: RoughDate,
    until: RoughDate,
  }),
  budget_line: z.object({ title: Title, amount: Amount }),
  objective: z.object({ title: Title }),
  indicator: z.object({
    objective_id: z.uuid(),
    title: Title,
    unit: textWithin(unitCharsMax),
    direction: z.enum(directions),
    baseline: decimal,
    baseline_on: RoughDate,
    target: decimal,
    target_on: RoughDate,
  }),
  risk: z.object({
    title: Title,
    likelihood: z.enum(levels),
    impact: z.enum(levels),
    response: textWithin(goalCharsMax),
  }),
  team_member: z.object({
    name: z.string().trim().min(1).max(personNameCharsMax),
    title: textWithin(titleCharsMax),
  }),
} as const satisfies Record<Part, z.ZodObject>

/** `https://…/sq/o/river`, `/o/river` and `river` name the same organisation. */
const slugIn = (typed: string) =>
  typed
    .replace(/[?#].*$/, '')
    .replace(/\/+$/, '')
    .split('/')
    .at(-1)
    ?.toLowerCase() ?? null

const localizedOf: Readonly<Record<Part, readonly string[]>> = {
  identity: ['name', 'summary'],
  goals: ['goal', 'specific_goals'],
  reach: [],
  target_group: ['title'],
  activity: ['title'],
  party: [],
  budget_line: ['title'],
  objective: ['title'],
  indicator: ['title', 'unit'],
  risk: ['title', 'response'],
  team_member: ['title'],
}

export const fieldsOf = (part: Part): string[] => Object.keys(shapes[part].shape)

const beside = {
  version: Version.optional(),
  choice: ChosenSides,
  once: z.string().max(40).optional(),
  consent: z.string().optional(),
}

/** What is read of a form: the fields of the part, and what the form carries besides. */
export function readPart(part: Part, read: Readonly<Record<string, unknown>>) {
  const {
    version,
    choice,
    once,
    consent: _,
    ...fields
  } = read as z.output<z.ZodObject<typeof beside>> & Record<string, unknown>
  return { version: version ?? 0, choices: choice, once, values: flat(part, fields) }
}

export const formOf = (part: Part) =>
  z.object({ ...shapes[part].shape, ...beside }).refine(
    // Nobody is shown who has not agreed to it.
    ({ consent }) => part !== 'team_member' || consent !== undefined,
    { error: 'consent_missing', path: ['consent'] },
  )

/** Values of a part as single fields, each language of a text by itself. */
export const flat = (part: Part, values: Readonly<Record<string, unknown>>) =>
  flatFields(values, fieldsOf(part), localizedOf[part])

/** The way back. */
export const whole = (part: Part, values: Readonly<Record<string, unknown>>) =>
  wholeFields(values, localizedOf[part])

/** The part that the history writes: the project's own fields are all of one. */
export const partKept = (part: Part) => (isItemPart(part) ? part : 'project')

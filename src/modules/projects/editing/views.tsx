// The forms that the parts of a project are edited with, and the page where two people met.
import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { choiceName, fieldOf } from '#kit/merge.ts'
import { Radios } from '#ui/choices.tsx'
import { Difference } from '#ui/difference.tsx'
import { Form, Hidden, Once } from '#ui/form.tsx'
import { Actions, Group, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { itemPaths, paths, removalPaths } from '../paths.ts'
import type { Subject } from '../queries.ts'
import { budgetSum, type ItemPart, type Part, type Section as SectionName } from '../rules.ts'
import {
  EditSheet,
  errorWords,
  type FieldChoices,
  fieldSaid,
  PartFields,
  timeSaid,
  valueSaid,
} from '../views.tsx'
import type { T } from '../words.ts'
import type { Item, MetChange } from './queries.ts'
import { partKept } from './schema.ts'

interface FormProps {
  t: T
  project: Subject
  form: FormState
  choices: FieldChoices
  /** Fields that somebody else changed meanwhile, to choose from. */
  meetings?: ComponentChildren
}

/** Fields of the project itself. */
export const SectionPage = ({ part, ...props }: FormProps & { part: SectionName }) => (
  <EditSheet t={props.t} project={props.project} way={part}>
    <p class="standfirst">{props.t(`part.${part}.lead`)}</p>
    <PartForm {...props} part={part} to={paths[part](props.project)} known />
  </EditSheet>
)

interface ListPageProps extends FormProps {
  part: ItemPart
  items: readonly Item[]
}

/** What is in a list, and a form for one more. */
export const ListPage = ({ part, items, ...props }: ListPageProps) => (
  <EditSheet t={props.t} project={props.project} way={part}>
    <p class="standfirst">{props.t(`part.${part}.lead`)}</p>
    {part === 'budget_line' ? <Sum t={props.t} project={props.project} items={items} /> : null}
    <ul class="rows bare">
      {items.map((item) => (
        <ItemRow key={item.id} t={props.t} project={props.project} part={part} item={item} />
      ))}
    </ul>
    <Section id="add" title={props.t(`part.${part}.add`)}>
      {part === 'indicator' && props.choices.objectives.length === 0 ? (
        <p>
          {props.t('part.indicator.first')}{' '}
          <Link to={paths.objective(props.project)}>{props.t('part.objective.add')}</Link>
        </p>
      ) : (
        <PartForm {...props} part={part} to={paths[part](props.project)} />
      )}
    </Section>
  </EditSheet>
)

interface RowProps {
  t: T
  project: Subject
  part: ItemPart
  item: Item
}

function ItemRow({ t, project, part, item }: RowProps) {
  const at = { slug: project.slug, id: item.id }
  return (
    <li>
      <div>
        <b>{nameOf(t, item)}</b>
        <p class="meta">{aboutOf(t, part, item)}</p>
        <Actions>
          {part === 'indicator' ? <Link to={paths.values(at)}>{t('values.title')}</Link> : null}
          <Link to={itemPaths[part](at)}>{t('change')}</Link>
          <Action to={removalPaths[part](at)} tone="text" confirm={t('remove.sure')}>
            {t('remove')}
          </Action>
        </Actions>
      </div>
    </li>
  )
}

/** What a thing in a list is called. */
function nameOf(t: T, item: Item): ComponentChildren {
  const { name, organisation_name, title } = item as {
    name?: string | null
    organisation_name?: Localized | null
    title?: Localized
  }
  if (organisation_name) return <Text of={organisation_name} />
  return name ?? plainText(title, t.locale)
}

const nothing = new Map<string, string>()

/** Its particulars in a line. */
function aboutOf(t: T, part: ItemPart, item: Item): string {
  const { starts, ends, since, until } = item as Record<string, string | null | undefined>
  const say = (field: string) => valueSaid(t, field, item[field], nothing)
  const numbers = (...fields: ('planned' | 'reached' | 'baseline' | 'target')[]) =>
    fields
      .filter((field) => item[field] !== null)
      .map((field) => `${t(`field.${field}`)}: ${say(field)}`)
  const time = timeSaid(t, { starts: starts ?? since ?? null, ends: ends ?? until ?? null })
  const said: Readonly<Record<ItemPart, readonly (string | null)[]>> = {
    target_group: numbers('planned', 'reached'),
    activity: [say('state'), time],
    party: [say('role'), time],
    budget_line: [say('amount')],
    objective: [],
    indicator: numbers('baseline', 'target'),
    risk: [say('likelihood'), say('impact')],
    team_member: [plainText(item.title as Localized, t.locale)],
  }
  return said[part].filter(Boolean).join(' · ')
}

/** What the parts add up to, and what they lack to the whole. */
function Sum({ t, project, items }: { t: T; project: Subject; items: readonly Item[] }) {
  const lines = items as unknown as readonly { amount_minor: bigint }[]
  const { sum_minor, difference_minor } = budgetSum(project.budget_minor, lines)
  const { currency } = project
  if (difference_minor === null || difference_minor === 0n)
    return items.length === 0 ? null : (
      <Notice>
        {t.rich(difference_minor === null ? 'budget.sum' : 'budget.sum.whole', {
          sum: () => <Money minor={sum_minor} currency={currency} />,
        })}
      </Notice>
    )
  const lacking = difference_minor > 0n
  const amount = lacking ? difference_minor : -difference_minor
  return (
    <Notice tone="wait">
      {t.rich(lacking ? 'budget.lacks' : 'budget.exceeds', {
        sum: () => <Money minor={sum_minor} currency={currency} />,
        amount: () => <Money minor={amount} currency={currency} />,
      })}
    </Notice>
  )
}

/** One thing of a list. */
export const ItemPage = ({ part, id, ...props }: FormProps & { part: ItemPart; id: string }) => (
  <EditSheet t={props.t} project={props.project} way={part}>
    <PartForm {...props} part={part} to={itemPaths[part]({ slug: props.project.slug, id })} known />
  </EditSheet>
)

interface PartFormProps extends FormProps {
  part: Part
  to: string
  /** It changes something that is there. */
  known?: boolean
}

function PartForm({ t, project, part, to, form, choices, meetings, known }: PartFormProps) {
  return (
    <Form to={to} state={form} errors={errorWords(t)} guard>
      {known ? (
        <Hidden name="version" value={form.typed.version?.[0] ?? String(project.version)} />
      ) : (
        <Once />
      )}
      {meetings}
      <PartFields t={t} part={part} choices={choices} />
      <Actions>
        <button type="submit" class="action main">
          {t(known ? 'save' : 'add')}
        </button>
        <Link to={paths.project(project)}>{t('cancel')}</Link>
      </Actions>
    </Form>
  )
}

const when = (at: Date) => () => <When at={at} as="relative" />

interface MeetingsProps {
  t: T
  part: Part
  meetings: readonly MetChange[]
  /** Of places and objectives, by their ids. */
  names: ReadonlyMap<string, string>
}

/** Where two people met: what stands now, what was typed, and which it shall be. */
export const Meetings = ({ t, part, meetings, names }: MeetingsProps) => (
  <Group title={t('meeting.title')}>
    <Notice tone="wait" live>
      {t('meeting.lead', { count: meetings.length })}
    </Notice>
    {meetings.map(({ key, theirs, mine, by, at }) => {
      const { field, language } = fieldOf(key)
      const say = (value: unknown) => valueSaid(t, field, value, names)
      return (
        <Radios
          key={key}
          name={choiceName(key)}
          label={fieldSaid(t, partKept(part), field, language)}
          hint={
            <>
              {at ? t.rich('meeting.by', { name: by ?? t('somebody'), when: when(at) }) : null}
              <Difference before={say(theirs)} after={say(mine)} />
            </>
          }
          choices={[
            { value: 'mine', label: t('meeting.mine'), hint: say(mine) || t('empty') },
            { value: 'theirs', label: t('meeting.theirs'), hint: say(theirs) || t('empty') },
          ]}
        />
      )
    })}
  </Group>
)

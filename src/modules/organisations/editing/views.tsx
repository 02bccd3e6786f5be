// The five forms that an organisation's page is edited with, and the page where two people met.
import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import { choiceName } from '#kit/merge.ts'
import { Checkbox, Checkboxes, Radios, Select } from '#ui/choices.tsx'
import { ColourField } from '#ui/colour-field.tsx'
import { Difference } from '#ui/difference.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { Actions, Group } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Notice } from '#ui/state.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import {
  areas,
  type HistoryField,
  servedGroups,
  socialKinds,
  warnAboutNumber,
  workingLanguages,
} from '../rules.ts'
import {
  addressCharsMax,
  altCharsMax,
  areasMax,
  descriptionCharsMax,
  groupsMax,
  nameCharsMax,
  numberCharsMax,
  shortNameCharsMax,
  summaryCharsMax,
  yearMin,
} from '../schema.ts'
import { EditSheet, errorWords, fieldSaid, kindChoices, valueSaid } from '../views.tsx'
import type { T } from '../words.ts'
import type { Editable, MetChange } from './queries.ts'
import { asShown } from './rules.ts'
import { type EditedSection, partsOf } from './schema.ts'

interface EditPageProps {
  t: T
  section: EditedSection
  organisation: Editable
  form: FormState
  municipalities: readonly { value: string; label: string }[]
  /** Fields that somebody else changed meanwhile, to choose from. */
  meetings?: ComponentChildren
}

export function EditPage(props: EditPageProps) {
  const { t, section, organisation, form, meetings } = props
  const Fields = fields[section]
  return (
    <EditSheet t={t} organisation={organisation} way={section}>
      <p class="standfirst">{t(`edit.${section}.lead`)}</p>
      <Form
        to={paths[section](organisation)}
        state={form}
        errors={errorWords(t)}
        uploads={section === 'look'}
        guard
      >
        <Hidden name="version" value={form.typed.version?.[0] ?? String(organisation.version)} />
        {meetings}
        <Fields {...props} />
        <Actions>
          <button type="submit" class="action main">
            {t('save')}
          </button>
          <Link to={paths.profile(organisation)}>{t('cancel')}</Link>
        </Actions>
      </Form>
    </EditSheet>
  )
}

type LineProps = Omit<Parameters<typeof Field>[0], 'label' | 'optional'> & {
  t: T
  name: HistoryField
}

/** A field that may stay empty, called as the history calls it. */
const Line = ({ t, ...field }: LineProps) => (
  <Field {...field} label={t(`field.${field.name}`)} optional />
)

function Identity({ t, organisation }: EditPageProps) {
  const numbers = ['registration_number', 'fiscal_number', 'unique_number'] as const
  return (
    <>
      <LocalizedField
        name="name"
        label={t('field.name')}
        hint={t('field.name.hint')}
        max={nameCharsMax}
      />
      <Line t={t} name="short_name" max={shortNameCharsMax} short />
      <Select name="kind" label={t('field.kind')} choices={kindChoices(t)} />
      <Line t={t} name="founded_year" type="number" min={yearMin} inputmode="numeric" />
      <Group title={t('edit.identity.numbers')}>
        {numbers.map((number) => (
          <Field
            key={number}
            name={number}
            label={t(`field.${number}`)}
            hint={t(`field.number.${warnAboutNumber(organisation[number]) ? 'unusual' : 'hint'}`)}
            max={numberCharsMax}
            short
            optional
          />
        ))}
      </Group>
    </>
  )
}

function Texts({ t }: EditPageProps) {
  return (
    <>
      <LocalizedField
        name="summary"
        label={t('field.summary')}
        hint={t('field.summary.hint')}
        max={summaryCharsMax}
        rows={3}
        optional
      />
      <LocalizedField
        name="description"
        label={t('field.description')}
        hint={t('field.description.hint')}
        max={descriptionCharsMax}
        rows={14}
        optional
      />
    </>
  )
}

function Contacts({ t, municipalities }: EditPageProps) {
  return (
    <>
      <Select
        name="municipality_id"
        label={t('field.municipality_id')}
        hint={t('field.municipality_id.hint')}
        choices={municipalities}
        optional
      />
      <Line t={t} name="address" max={addressCharsMax} />
      <Line t={t} name="email" type="email" hint={t('field.email.hint')} />
      <Line t={t} name="phone" type="tel" short />
      <Line t={t} name="website" inputmode="url" />
      <Checkboxes
        name="languages[]"
        label={t('field.languages')}
        choices={workingLanguages.map((one) => ({ value: one, label: t(`language.${one}`) }))}
        optional
      />
      <Group title={t('field.social_links')}>
        {socialKinds.map((kind) => (
          <Field
            key={kind}
            name={`social_links.${kind}`}
            label={t(`social.${kind}`)}
            inputmode="url"
            optional
          />
        ))}
      </Group>
    </>
  )
}

function Work({ t, municipalities }: EditPageProps) {
  return (
    <>
      <Checkboxes
        name="areas[]"
        label={t('field.areas')}
        hint={t('field.areas.hint', { max: areasMax })}
        choices={areas.map((one) => ({ value: one, label: t(`area.${one}`) }))}
        optional
      />
      <Checkboxes
        name="groups[]"
        label={t('field.groups')}
        hint={t('field.groups.hint', { max: groupsMax })}
        choices={servedGroups.map((one) => ({ value: one, label: t(`group.${one}`) }))}
        optional
      />
      <Checkboxes
        name="places[]"
        label={t('field.places')}
        hint={t('field.places.hint')}
        choices={municipalities}
        optional
      />
    </>
  )
}

function Look({ t, organisation }: EditPageProps) {
  const { logo_id, cover_id, sections_order } = organisation
  return (
    <>
      <Field
        name="logo"
        type="file"
        label={t('field.logo_id')}
        hint={t('field.logo_id.hint')}
        accept="image/*"
        optional
      />
      {logo_id ? <Checkbox name="remove_logo" label={t('look.remove_logo')} /> : null}
      <Field
        name="cover"
        type="file"
        label={t('field.cover_id')}
        hint={t('field.cover_id.hint')}
        accept="image/*"
        optional
      />
      {cover_id ? <Checkbox name="remove_cover" label={t('look.remove_cover')} /> : null}
      <LocalizedField
        name="cover_alt"
        label={t('field.cover_alt')}
        hint={t('field.cover_alt.hint')}
        max={altCharsMax}
        optional
      />
      <ColourField name="accent" label={t('field.accent')} hint={t('field.accent.hint')} optional />
      <Group title={t('field.sections_order')}>
        <p class="hint">{t('field.sections_order.hint')}</p>
        <div class="ordering">
          {asShown(sections_order).map((section) => (
            <Field
              key={section}
              name={`sections_order.${section}`}
              type="number"
              label={t(`section.${section}`)}
              min={1}
              inputmode="numeric"
              optional
            />
          ))}
        </div>
      </Group>
    </>
  )
}

const fields: Readonly<Record<EditedSection, (props: EditPageProps) => ComponentChildren>> = {
  identity: Identity,
  texts: Texts,
  contacts: Contacts,
  work: Work,
  look: Look,
}

const when = (at: Date) => () => <When at={at} as="relative" />

interface MeetingsProps {
  t: T
  meetings: readonly MetChange[]
  places: ReadonlyMap<string, string>
}

/** Where two people met: what stands now, what was typed, and which it shall be. */
export const Meetings = ({ t, meetings, places }: MeetingsProps) => (
  <Group title={t('meeting.title')}>
    <Notice tone="wait" live>
      {t('meeting.lead', { count: meetings.length })}
    </Notice>
    {meetings.map(({ key, theirs, mine, by, at }) => {
      const { field, language } = partsOf(key)
      const say = (value: unknown) => valueSaid(t, field, value, places)
      return (
        <Radios
          key={key}
          name={choiceName(key)}
          label={fieldSaid(t, field, language)}
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

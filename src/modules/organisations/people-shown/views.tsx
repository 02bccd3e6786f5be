import type { FormState } from '#kit/form.ts'
import { languages } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { Checkbox } from '#ui/choices.tsx'
import { Difference } from '#ui/difference.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Hidden, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Text } from '#ui/text.tsx'
import { paths, picture } from '../paths.ts'
import { EditSheet, errorWords } from '../views.tsx'
import type { T } from '../words.ts'
import type { PersonShown } from './queries.ts'
import { personNameCharsMax, roleCharsMax } from './schema.ts'

interface Subject {
  t: T
  organisation: { slug: string; name: Localized }
  form: FormState
}

interface PeoplePageProps extends Subject {
  people: readonly PersonShown[]
}

/** Everybody who is shown, and a form for one more. */
export const PeoplePage = ({ t, organisation, people, form }: PeoplePageProps) => (
  <EditSheet t={t} organisation={organisation} way="people">
    <p class="standfirst">{t('people.lead')}</p>
    <ul class="rows bare">
      {people.map((person) => (
        <li key={person.id}>
          <div>
            <b>{person.name}</b>
            <p class="meta">
              <Text of={person.role} />
            </p>
            <Actions>
              <Link to={paths.person({ slug: organisation.slug, id: person.id })}>
                {t('people.edit')}
              </Link>
              <Action
                to={paths.personRemoval({ slug: organisation.slug, id: person.id })}
                tone="text"
                confirm={t('people.remove.sure', { name: person.name })}
              >
                {t('remove')}
              </Action>
            </Actions>
          </div>
        </li>
      ))}
    </ul>
    <Section id="add" title={t('people.add')}>
      <PersonFields t={t} organisation={organisation} form={form} to={paths.people(organisation)} />
    </Section>
  </EditSheet>
)

interface PersonPageProps extends Subject {
  person: PersonShown
}

/** One person who is shown already. */
export const PersonPage = ({ t, organisation, person, form }: PersonPageProps) => (
  <EditSheet t={t} organisation={organisation} way="people" title={person.name}>
    <PersonFields
      t={t}
      organisation={organisation}
      form={form}
      person={person}
      to={paths.person({ slug: organisation.slug, id: person.id })}
    />
  </EditSheet>
)

interface PersonFieldsProps extends Subject {
  to: string
  person?: PersonShown
}

const PersonFields = ({ t, form, to, person, organisation }: PersonFieldsProps) => (
  <Form to={to} state={form} errors={errorWords(t)} uploads guard>
    {person ? <Hidden name="version" value={String(person.version)} /> : <Once />}
    {person && form.errors.some(({ code }) => code === 'changed_meanwhile') ? (
      <StandsNow t={t} person={person} form={form} />
    ) : null}
    <Field name="name" label={t('people.name')} max={personNameCharsMax} />
    <LocalizedField name="role" label={t('people.role')} max={roleCharsMax} optional />
    <Field
      name="picture"
      type="file"
      label={t('people.picture')}
      hint={t('people.picture.hint')}
      accept="image/*"
      optional
    />
    {person?.picture_id ? (
      <>
        <img class="avatar" src={picture(person.picture_id, 320) ?? ''} alt={person.name} />
        <Checkbox name="remove_picture" label={t('people.remove_picture')} />
      </>
    ) : null}
    <Field
      name="position"
      type="number"
      label={t('people.position')}
      hint={t('people.position.hint')}
      min={1}
      inputmode="numeric"
      optional
    />
    <Checkbox name="consent" label={t('people.consent')} hint={t('people.consent.hint')} />
    <Actions>
      <button type="submit" class="action main">
        {t(person ? 'save' : 'people.add')}
      </button>
      <Link to={person ? paths.people(organisation) : paths.profile(organisation)}>
        {t('cancel')}
      </Link>
    </Actions>
  </Form>
)

/** Somebody was quicker: what they wrote, beside what was typed here and is still in the form. */
const StandsNow = ({ t, person, form }: { t: T; person: PersonShown; form: FormState }) => (
  <div>
    <p>{t('meeting.theirs')}</p>
    <Difference before={person.name} after={form.typed.name?.[0] ?? ''} />
    {languages.map((language) => (
      <Difference
        key={language}
        before={person.role[language] ?? ''}
        after={form.typed[`role.${language}`]?.[0] ?? ''}
      />
    ))}
  </div>
)

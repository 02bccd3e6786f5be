// The short address and what leads to it, and the names of before.
import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import { slugCharsMax } from '../rules.ts'
import { nameCharsMax, yearMin } from '../schema.ts'
import { EditSheet, errorWords } from '../views.tsx'
import type { T } from '../words.ts'
import type { FormerName } from './queries.ts'

interface NamingPageProps {
  t: T
  organisation: { slug: string; name: Localized }
  former_slugs: readonly string[]
  former_names: readonly FormerName[]
  address: FormState
  former: FormState
}

export function NamingPage(props: NamingPageProps) {
  const { t, organisation, former_slugs, address } = props
  const { base_url } = usePage()
  const host = new URL(base_url).host
  return (
    <EditSheet t={t} organisation={organisation} way="address">
      <Form to={paths.address(organisation)} state={address} errors={errorWords(t)}>
        <Field
          name="slug"
          label={t('field.slug')}
          hint={t('naming.slug.hint', { host })}
          max={slugCharsMax}
        />
        {former_slugs.length > 0 ? (
          <p class="hint">
            {t('naming.former_slugs', { count: former_slugs.length })} {former_slugs.join(', ')}
          </p>
        ) : null}
        <Actions>
          <button type="submit" class="action main">
            {t('naming.change')}
          </button>
        </Actions>
      </Form>
      <FormerNames {...props} />
    </EditSheet>
  )
}

const FormerNames = ({ t, organisation, former_names, former }: NamingPageProps) => (
  <Section id="former" title={t('field.former_names')}>
    <p>{t('naming.former.lead')}</p>
    <ul class="rows bare">
      {former_names.map(({ id, name, until_year }) => (
        <li key={id}>
          <div>
            <Text of={name} />
            {until_year ? (
              <p class="meta">{t('profile.until', { year: String(until_year) })}</p>
            ) : null}
            <Action
              to={paths.formerNameRemoval({ slug: organisation.slug, id })}
              tone="text"
              confirm={t('naming.former.sure')}
            >
              {t('remove')}
            </Action>
          </div>
        </li>
      ))}
    </ul>
    <Form to={paths.formerNames(organisation)} state={former} id="n" errors={errorWords(t)}>
      <Once />
      <LocalizedField name="name" label={t('naming.former.name')} max={nameCharsMax} />
      <Field
        name="until_year"
        type="number"
        label={t('naming.former.until')}
        min={yearMin}
        inputmode="numeric"
        optional
      />
      <Actions>
        <button type="submit" class="action">
          {t('naming.former.add')}
        </button>
      </Actions>
    </Form>
  </Section>
)

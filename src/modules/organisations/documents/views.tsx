import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Text } from '#ui/text.tsx'
import { original, paths } from '../paths.ts'
import { documentKinds } from '../rules.ts'
import { yearMin } from '../schema.ts'
import { EditSheet, errorWords } from '../views.tsx'
import type { T } from '../words.ts'
import type { Document } from './queries.ts'
import { titleCharsMax } from './schema.ts'

interface DocumentsPageProps {
  t: T
  organisation: { slug: string; name: Localized }
  documents: readonly Document[]
  form: FormState
}

/** What is on the page, and a form for one more. */
export const DocumentsPage = ({ t, organisation, documents, form }: DocumentsPageProps) => (
  <EditSheet t={t} organisation={organisation} way="documents">
    <p class="standfirst">{t('documents.lead')}</p>
    <ul class="rows bare">
      {documents.map((document) => (
        <li key={document.id}>
          <div>
            <a href={original(document.file_id)}>
              <Text of={document.title} />
            </a>
            <p class="meta">
              {[t(`document.${document.kind}`), document.year].filter(Boolean).join(' · ')}
            </p>
            <Action
              to={paths.documentRemoval({ slug: organisation.slug, id: document.id })}
              tone="text"
              confirm={t('documents.remove.sure')}
            >
              {t('remove')}
            </Action>
          </div>
        </li>
      ))}
    </ul>
    <Section id="add" title={t('documents.add')}>
      <Form to={paths.documents(organisation)} state={form} errors={errorWords(t)} uploads guard>
        <Once />
        <LocalizedField name="title" label={t('documents.title')} max={titleCharsMax} />
        <Select
          name="kind"
          label={t('documents.kind')}
          choices={documentKinds.map((kind) => ({ value: kind, label: t(`document.${kind}`) }))}
        />
        <Field
          name="year"
          type="number"
          label={t('documents.year')}
          min={yearMin}
          inputmode="numeric"
          optional
        />
        <Field
          name="file"
          type="file"
          label={t('documents.file')}
          hint={t('documents.file.hint')}
        />
        <Actions>
          <button type="submit" class="action main">
            {t('documents.add')}
          </button>
          <Link to={paths.profile(organisation)}>{t('cancel')}</Link>
        </Actions>
      </Form>
    </Section>
  </EditSheet>
)

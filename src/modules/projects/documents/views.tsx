import type { FormState } from '#kit/form.ts'
import { Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { paths } from '../paths.ts'
import type { Document, Subject } from '../queries.ts'
import { documentKinds } from '../rules.ts'
import { titleCharsMax } from '../schema.ts'
import { DocumentLine, EditSheet, errorWords } from '../views.tsx'
import type { T } from '../words.ts'

interface DocumentsPageProps {
  t: T
  project: Subject
  documents: readonly Document[]
  form: FormState
}

/** What is on the page, and a form for one more. */
export const DocumentsPage = ({ t, project, documents, form }: DocumentsPageProps) => (
  <EditSheet t={t} project={project} way="documents">
    <p class="standfirst">{t('documents.lead')}</p>
    <ul class="rows bare">
      {documents.map((document) => (
        <li key={document.id}>
          <div>
            <DocumentLine t={t} document={document} />
            <Action
              to={paths.documentRemoval({ slug: project.slug, id: document.id })}
              tone="text"
              confirm={t('remove.sure')}
            >
              {t('remove')}
            </Action>
          </div>
        </li>
      ))}
    </ul>
    <Section id="add" title={t('documents.add')}>
      <Form to={paths.documents(project)} state={form} errors={errorWords(t)} uploads guard>
        <Once />
        <LocalizedField name="title" label={t('field.title')} max={titleCharsMax} />
        <Select
          name="kind"
          label={t('documents.kind')}
          choices={documentKinds.map((kind) => ({ value: kind, label: t(`document.${kind}`) }))}
        />
        <Field name="year" type="number" label={t('documents.year')} inputmode="numeric" optional />
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
          <Link to={paths.project(project)}>{t('cancel')}</Link>
        </Actions>
      </Form>
    </Section>
  </EditSheet>
)

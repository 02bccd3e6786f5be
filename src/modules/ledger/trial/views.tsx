// The trial balance of a day, and the way to take the journal along.
import { emptyForm } from '#kit/form.ts'
import { localePath } from '#kit/page.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { Page } from '#ui/page.tsx'
import { Downloads } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { TrialRow } from '../queries.ts'
import { crumb, Stands } from '../views.tsx'
import type { T } from '../words.ts'

interface TrialProps {
  t: T
  on: string
  rows: readonly TrialRow[]
}

export const TrialPage = ({ t, on, rows }: TrialProps) => (
  <Page title={t('desk.trial')} crumbs={[crumb(t)]} unlisted>
    <Lede
      kicker={<When at={on} as="full" />}
      title={t('desk.trial')}
      standfirst={t('desk.trial.lead')}
    />
    <Form to={paths.trial()} method="get" state={emptyForm({ on })} class="form inline">
      <Field name="on" type="date" label={t('desk.on')} />
      <button type="submit" class="action main">
        {t('desk.show')}
      </button>
    </Form>
    {rows.length === 0 ? (
      <p>{t('desk.books_begin')}</p>
    ) : (
      <>
        <Stands t={t} rows={rows} ledgers linked />
        <Downloads csv={localePath(t.locale, paths.trialTable({ on }))} />
      </>
    )}
    <Section id="journal" title={t('desk.export')}>
      <p>{t('desk.export.text')}</p>
      <Form to={paths.export()} method="get" id="export" class="form inline">
        <Field name="from" type="date" label={t('desk.from')} optional />
        <Field name="through" type="date" label={t('desk.through')} optional />
        <button type="submit" class="action">
          {t('desk.export.do')}
        </button>
      </Form>
    </Section>
  </Page>
)

import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Hidden, Once } from '#ui/form.tsx'
import { Lede } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { ProofOfWork } from '#ui/proof-of-work.tsx'
import { Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import type { Subject } from './queries.ts'
import { bodyCharsMax } from './report-schema.ts'
import { reportReasons } from './rules.ts'

interface ReportProps {
  t: T
  about: string
  subject: Subject | undefined
  form: FormState
}

export const ReportPage = ({ t, about, subject, form }: ReportProps) => (
  <Page title={t('report.title')} unlisted>
    <Lede title={t('report.title')} standfirst={t('report.lede')} />
    <p>
      <About t={t} about={about} subject={subject} />
    </p>
    <Form
      to={paths.report()}
      state={form}
      draft="report"
      errors={{ too_often: ({ minutes = 0 }) => t('report.too_often', { minutes }) }}
    >
      <Once />
      <Hidden name="about" value={about} />
      <Radios
        name="reason"
        label={t('report.reason')}
        choices={reportReasons.map((value) => ({ value, label: t(`reason.${value}`) }))}
      />
      <Field name="body" label={t('report.body')} rows={6} max={bodyCharsMax} />
      <Field
        name="contact"
        type="email"
        autocomplete="email"
        label={t('report.contact')}
        hint={t('report.contact.hint')}
        optional
      />
      <div class="hidden" aria-hidden="true">
        <label>
          {t('report.website')}
          <input name="website" tabIndex={-1} autoComplete="off" />
        </label>
      </div>
      <ProofOfWork />
      <button type="submit" class="action main">
        {t('report.send')}
      </button>
    </Form>
    <p>
      <Link to={paths.moderation()}>{t('moderation.title')}</Link>
    </p>
  </Page>
)

/** The thing by its name; a page that shows no such thing by its address. */
function About({ t, about, subject }: Omit<ReportProps, 'form'>) {
  const { locale } = usePage()
  if (!subject) return <Link to={about}>{t('report.about', { path: about })}</Link>
  const { kind, thing } = subject
  return (
    <>
      {kind.label(locale)}:{' '}
      <Link to={thing.to}>
        <Text of={thing.title} bare />
      </Link>
    </>
  )
}

// Questions, answers and what the organisation tells: on the page of the campaign, and their forms.
import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import { htmlLang, languages } from '#kit/locale.ts'
import { usePage } from '#kit/page.tsx'
import { Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Markdown } from '#ui/markdown.tsx'
import { Page } from '#ui/page.tsx'
import { Paragraphs, plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import { answerCharsMax, partCharsMax, questionCharsMax, titleCharsMax } from '../schema.ts'
import { errorWords } from '../views.tsx'
import type { T } from '../words.ts'
import type { Bulletin, Question } from './queries.ts'

export const Bulletins = ({ t, of }: { t: T; of: readonly Bulletin[] }) =>
  of.length === 0 ? null : (
    <Section id="updates" title={t('bulletins.title')}>
      {of.map(({ id, title, body, at }) => (
        <article key={id} class="campaign-bulletin">
          <h3>
            <Text of={title} />
          </h3>
          <p class="meta">
            <When at={at} />
          </p>
          <Markdown of={body} />
        </article>
      ))}
    </Section>
  )

interface QuestionsProps {
  t: T
  campaign: Campaign
  of: readonly Question[]
  steward: boolean
}

export const Questions = ({ t, campaign, of, steward }: QuestionsProps) => (
  <Section id="questions" title={t('questions.title')}>
    {of.length === 0 ? <p>{t('questions.none')}</p> : null}
    <ul class="rows bare">
      {of.map((question) => (
        <li key={question.id}>
          <div>
            <p lang={htmlLang(question.language)}>
              <b>{question.text}</b>
            </p>
            {question.answered_at ? (
              <Paragraphs of={question.answer} />
            ) : (
              <p class="faint">{t('questions.open')}</p>
            )}
            <p class="meta">
              <When at={question.answered_at ?? question.asked_at} />
            </p>
            {steward ? (
              <Link to={paths.answer({ slug: campaign.slug, id: question.id })}>
                {t('answer.title')}
              </Link>
            ) : null}
          </div>
        </li>
      ))}
    </ul>
    <ActionLink to={paths.question(campaign)}>{t('question.title')}</ActionLink>
  </Section>
)

interface FormProps {
  t: T
  campaign: Campaign
  form: FormState
}

export const AskPage = ({ t, campaign, form }: FormProps) => (
  <Sheet campaign={campaign} title={t('question.title')} lead={t('question.lead')}>
    <Form to={paths.question(campaign)} state={form} errors={errorWords(t)}>
      <Once />
      <Field name="text" label={t('question.text')} rows={4} max={questionCharsMax} />
      <Select
        name="language"
        label={t('question.language')}
        choices={languages.map((value) => ({ value, label: t(`language.${value}`) }))}
      />
      <Submit t={t} campaign={campaign} label={t('question.submit')} />
    </Form>
  </Sheet>
)

export const AnswerPage = ({ t, campaign, question, form }: FormProps & { question: Question }) => (
  <Sheet campaign={campaign} title={t('answer.title')}>
    <p lang={htmlLang(question.language)}>
      <b>{question.text}</b>
    </p>
    <Form
      to={paths.answer({ slug: campaign.slug, id: question.id })}
      state={form}
      errors={errorWords(t)}
    >
      <LocalizedField name="answer" label={t('answer.text')} rows={6} max={answerCharsMax} />
      <Submit t={t} campaign={campaign} label={t('answer.submit')} />
    </Form>
  </Sheet>
)

export const BulletinPage = ({ t, campaign, form }: FormProps) => (
  <Sheet campaign={campaign} title={t('bulletin.title')} lead={t('bulletin.lead')}>
    <Form to={paths.bulletin(campaign)} state={form} errors={errorWords(t)} guard>
      <Once />
      <LocalizedField name="title" label={t('bulletin.headline')} max={titleCharsMax} />
      <LocalizedField name="body" label={t('bulletin.text')} rows={8} max={partCharsMax} />
      <Submit t={t} campaign={campaign} label={t('bulletin.submit')} />
    </Form>
  </Sheet>
)

const Submit = ({ t, campaign, label }: { t: T; campaign: Campaign; label: string }) => (
  <Actions>
    <button type="submit" class="action main">
      {label}
    </button>
    <Link to={paths.campaign(campaign)}>{t('cancel')}</Link>
  </Actions>
)

interface SheetProps {
  campaign: Campaign
  title: string
  lead?: string
  children: ComponentChildren
}

function Sheet({ campaign, title, lead, children }: SheetProps) {
  const { locale } = usePage()
  const name = plainText(campaign.title, locale)
  return (
    <Page
      title={`${title} · ${name}`}
      unlisted
      crumbs={[{ to: paths.campaign(campaign), label: name }]}
    >
      <h1>{title}</h1>
      {lead ? <p class="standfirst">{lead}</p> : null}
      {children}
    </Page>
  )
}

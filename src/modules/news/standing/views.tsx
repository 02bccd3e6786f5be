// Publishing, scheduling, withdrawing: the pages that ask.
import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Radios } from '#ui/choices.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Field } from '#ui/field.tsx'
import { Form } from '#ui/form.tsx'
import { Actions } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { PostFields } from '../queries.ts'
import type { WhyNotMove } from '../rules.ts'
import { reasonCharsMax } from '../schema.ts'
import { errorWords } from '../views.tsx'
import type { T } from '../words.ts'

interface AskProps {
  t: T
  /** The address of its organisation. */
  slug: string
  post: Pick<PostFields, 'slug' | 'title' | 'state'>
  form: FormState
}

interface PublicationProps extends AskProps {
  /** What it lacks; then nothing can be chosen yet. */
  lacks: WhyNotMove | null
  /** Today, as the clock here says. */
  today: string
}

export function PublicationPage({ lacks, today, ...props }: PublicationProps) {
  const { t, slug, post } = props
  return (
    <Asking
      {...props}
      way="publication"
      title={t('publication.title')}
      lead={t('publication.lead')}
      submit={lacks ? null : t('publication.submit')}
    >
      {lacks ? (
        <Notice tone="wait">
          {t(`error.${lacks}`)}{' '}
          <Link to={paths.edit({ slug, post: post.slug })}>{t('publication.mend')}</Link>
        </Notice>
      ) : (
        <>
          <Radios
            name="when"
            label={t('publication.when')}
            choices={[
              { value: 'now', label: t('publication.now'), hint: t('publication.now.hint') },
              { value: 'later', label: t('publication.later'), hint: t('publication.later.hint') },
            ]}
          />
          <div class="at">
            <Field name="day" type="date" label={t('publication.day')} min={today} optional short />
            <Field name="time" label={t('publication.time')} optional short />
          </div>
        </>
      )}
    </Asking>
  )
}

export const WithdrawalPage = (props: AskProps) => (
  <Asking
    {...props}
    way="withdrawal"
    title={props.t('withdrawal.title')}
    lead={props.t('withdrawal.lead')}
    submit={props.t('withdrawal.submit')}
  >
    <LocalizedField
      name="reason"
      label={props.t('withdrawal.reason')}
      hint={props.t('withdrawal.reason.hint')}
      max={reasonCharsMax}
      rows={4}
    />
  </Asking>
)

/** Asks once more before a draft goes for good. */
export function DeletionPage({ t, slug, post }: Omit<AskProps, 'form'>) {
  const { locale } = usePage()
  const name = plainText(post.title, locale)
  const at = { slug, post: post.slug }
  return (
    <Page
      title={`${t('deletion.title')} · ${name}`}
      unlisted
      crumbs={[
        { to: paths.ofOrganisation({ slug }), label: t('title') },
        { to: paths.post(at), label: name },
      ]}
    >
      <Confirm
        title={t('deletion.title')}
        to={paths.deletion(at)}
        yes={t('deletion.submit')}
        back={paths.post(at)}
        no={t('cancel')}
        danger
      >
        <p>
          <b>{name}</b>
        </p>
        <p>{t('deletion.lead')}</p>
      </Confirm>
    </Page>
  )
}

interface AskingProps extends AskProps {
  way: 'publication' | 'withdrawal'
  title: string
  lead: string
  /** Null where nothing can be sent yet. */
  submit: string | null
  children: ComponentChildren
}

function Asking({ t, slug, post, form, way, title, lead, submit, children }: AskingProps) {
  const { locale } = usePage()
  const name = plainText(post.title, locale)
  const at = { slug, post: post.slug }
  return (
    <Page
      title={`${title} · ${name}`}
      unlisted
      crumbs={[
        { to: paths.ofOrganisation({ slug }), label: t('title') },
        { to: paths.post(at), label: name },
      ]}
      styles={['post.css']}
    >
      <h1>{title}</h1>
      <p class="standfirst">{lead}</p>
      <Form to={paths[way](at)} state={form} errors={errorWords(t)} guard>
        {children}
        <Actions>
          {submit ? (
            <button type="submit" class={way === 'withdrawal' ? 'action danger' : 'action main'}>
              {submit}
            </button>
          ) : null}
          <Link to={paths.post(at)}>{t('cancel')}</Link>
        </Actions>
      </Form>
    </Page>
  )
}

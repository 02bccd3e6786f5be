// The desk at which a post is written: one page, the writer's own language first.
import type { ComponentChildren } from 'preact'
import type { FormState } from '#kit/form.ts'
import { languageOf, languages } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { choiceName, fieldOf } from '#kit/merge.ts'
import { usePage } from '#kit/page.tsx'
import { areaSaid, areas, paths as organisations } from '#modules/organisations/index.ts'
import { Checkboxes, Radios, Select } from '#ui/choices.tsx'
import { Difference } from '#ui/difference.tsx'
import { Disclosure } from '#ui/finding-ways.tsx'
import { Form, Hidden, Once } from '#ui/form.tsx'
import { Actions, Group } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { PostFields, ShownFile } from '../queries.ts'
import { areasMax } from '../schema.ts'
import {
  errorWords,
  Film,
  fieldSaid,
  InLanguage,
  Pictures,
  StateBadge,
  valueSaid,
} from '../views.tsx'
import type { T } from '../words.ts'
import type { MetChange } from './queries.ts'

interface Choice {
  readonly value: string
  readonly label: string
}

interface EditorProps {
  t: T
  organisation: { slug: string; name: Localized; accent: string | null }
  post: PostFields | null
  form: FormState
  choices: { municipalities: readonly Choice[]; projects: readonly Choice[] }
  /** Those that the form names, kept already. */
  files: readonly ShownFile[]
  /** Fields that somebody else changed meanwhile, to choose from. */
  meetings: ComponentChildren
  /** How it would be read. */
  preview: ComponentChildren
}

export function EditorPage(props: EditorProps) {
  const { t, organisation, post, preview } = props
  const { locale } = usePage()
  const { slug } = organisation
  const name = plainText(organisation.name, locale)
  const at = post && { slug, post: post.slug }
  const title = t(post ? 'edit.heading' : 'add.title')
  return (
    <Page
      title={post ? `${title} · ${plainText(post.title, locale)}` : `${title} · ${name}`}
      unlisted
      crumbs={[
        { to: organisations.profile({ slug }), label: name },
        { to: paths.ofOrganisation({ slug }), label: t('title') },
        ...(at && post ? [{ to: paths.post(at), label: plainText(post.title, locale) }] : []),
      ]}
      styles={['post.css']}
      scripts={['markup.ts']}
    >
      {preview ? (
        <section class="preview" aria-label={t('preview.title')}>
          <Notice live>
            {t('preview.says')} <a href="#f">{t('preview.back')}</a>
          </Notice>
          {preview}
        </section>
      ) : null}
      <h1 class="long">{title}</h1>
      {post ? (
        <p class="faint">
          <StateBadge t={t} state={post.state} /> {t(`edit.${post.state}`)}
        </p>
      ) : (
        <p class="standfirst">{t('add.lead')}</p>
      )}
      <Editor {...props} />
    </Page>
  )
}

function Editor({ t, organisation, post, form, choices, files, meetings }: EditorProps) {
  const { locale } = usePage()
  const { slug } = organisation
  const to = post ? paths.edit({ slug, post: post.slug }) : paths.add({ slug })
  const version = form.typed.version?.[0] ?? String(post?.version ?? '')
  const own = languageOf(locale)
  const others = languages.filter((language) => language !== own)
  return (
    <Form
      to={to}
      state={form}
      errors={errorWords(t)}
      draft={post ? `post ${post.id} ${version}` : `post ${slug}`}
      uploads
      class="form desk"
    >
      {post ? <Hidden name="version" value={version} /> : <Once />}
      {meetings}
      <InLanguage t={t} language={own} />
      {others.map((language) => (
        <Disclosure
          key={language}
          title={t('edit.translation', { language: t(`language.${language}`) })}
          open={hasAny(form, (name) => name.endsWith(`.${language}`) && isText(name))}
        >
          <InLanguage t={t} language={language} />
        </Disclosure>
      ))}
      <Pictures t={t} form={form} files={files} />
      <Film t={t} form={form} files={files} />
      <Belonging t={t} form={form} choices={choices} />
      <Buttons t={t} slug={slug} post={post} />
    </Form>
  )
}

const isText = (name: string) => /^(title|summary|body)\./.test(name)

/** Whether any such field was filled in, or has a complaint. */
const hasAny = ({ typed, errors }: FormState, isMeant: (name: string) => boolean) =>
  Object.entries(typed).some(([name, values]) => isMeant(name) && values.some(Boolean)) ||
  errors.some(({ field }) => isMeant(field))

type BelongingProps = Pick<EditorProps, 't' | 'form' | 'choices'>

/** What it is about, where, and which project it tells of. */
function Belonging({ t, form, choices }: BelongingProps) {
  const topics = areas.map((area) => ({ value: area, label: areaSaid(area, t.locale) }))
  const title = (name: 'areas' | 'places', among: readonly Choice[]) => {
    const chosen = among.filter(({ value }) => form.typed[`${name}[]`]?.includes(value))
    const names = chosen.map(({ label }) => label).join(', ')
    return names ? t('chosen', { field: t(`field.${name}`), names }) : t(`field.${name}`)
  }
  const isWrong = (name: string) => form.errors.some(({ field }) => field.startsWith(name))
  return (
    <Group title={t('edit.belonging')}>
      <Disclosure title={title('areas', topics)} open={isWrong('areas')}>
        <Checkboxes
          name="areas[]"
          label={t('field.areas')}
          hint={t('field.areas.hint', { max: areasMax })}
          choices={topics}
          optional
        />
      </Disclosure>
      <Disclosure title={title('places', choices.municipalities)} open={isWrong('places')}>
        <Checkboxes
          name="places[]"
          label={t('field.places')}
          hint={t('field.places.hint')}
          choices={choices.municipalities}
          optional
        />
      </Disclosure>
      {choices.projects.length > 0 ? (
        <Select
          name="project_id"
          label={t('field.project_id')}
          hint={t('field.project_id.hint')}
          choices={choices.projects}
          optional
        />
      ) : null}
    </Group>
  )
}

/** The first is what Enter presses: nothing leaves the desk by a slip. */
function Buttons({ t, slug, post }: { t: T; slug: string; post: PostFields | null }) {
  const shown = post?.state === 'published'
  const to = post ? paths.post({ slug, post: post.slug }) : paths.ofOrganisation({ slug })
  return (
    <Actions>
      <button type="submit" name="way" value="save" class={shown ? 'action main' : 'action'}>
        {t(shown ? 'save.public' : 'save.draft')}
      </button>
      <button type="submit" name="way" value="preview" class="action">
        {t('preview.button')}
      </button>
      {shown || post?.state === 'scheduled' ? null : (
        <button type="submit" name="way" value="publish" class="action main">
          {t('save.publish')}
        </button>
      )}
      <Link to={to}>{t('cancel')}</Link>
    </Actions>
  )
}

const when = (at: Date) => () => <When at={at} as="relative" />

interface MeetingsProps {
  t: T
  meetings: readonly MetChange[]
  /** Of places and projects, by their ids. */
  names: ReadonlyMap<string, string>
}

/** Where two people met: what stands now, what was typed, and which it shall be. */
export const Meetings = ({ t, meetings, names }: MeetingsProps) => (
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

import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { Disclosure } from '#ui/finding-ways.tsx'
import { Form, Hidden } from '#ui/form.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Markdown } from '#ui/markdown.tsx'
import { Page } from '#ui/page.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { TextName } from '../tables.ts'
import type { T } from '../words.ts'
import type { Version } from './queries.ts'
import { bodyCharsMax, textNames } from './schema.ts'

interface TextProps {
  t: T
  name: TextName
  body: Localized
  /** Null for the text that the program brings. */
  shown: { version: number; at: Date | null } | null
  versions: readonly Version[]
  mayEdit: boolean
}

export const TextPage = ({ t, name, body, shown, versions, mayEdit }: TextProps) => (
  <Page title={t(`text.title.${name}`)}>
    <h1>{t(`text.title.${name}`)}</h1>
    <Markdown of={body} />
    {shown?.at ? (
      <p class="hint">
        {t('text.version', { version: shown.version })}, <When at={shown.at} />
      </p>
    ) : null}
    {versions.length > 1 ? <Versions t={t} name={name} of={versions} /> : null}
    {mayEdit ? <ActionLink to={paths.textEdit({ name })}>{t('text.edit')}</ActionLink> : null}
  </Page>
)

const Versions = ({ t, name, of }: { t: T; name: TextName; of: readonly Version[] }) => (
  <Disclosure title={t('text.versions')}>
    <ul>
      {of.map(({ version, at }) => (
        <li key={version}>
          <Link to={paths[name]({ version })}>{t('text.version', { version })}</Link>,{' '}
          <When at={at} />
        </li>
      ))}
    </ul>
  </Disclosure>
)

export const TextsPage = ({ t }: { t: T }) => (
  <Page title={t('desk.texts')} unlisted>
    <h1>{t('desk.texts')}</h1>
    <ul class="rows">
      {textNames.map((name) => (
        <li key={name}>
          <Link to={paths.textEdit({ name })}>{t(`text.title.${name}`)}</Link>
        </li>
      ))}
    </ul>
  </Page>
)

interface EditProps {
  t: T
  name: TextName
  version: number
  form: FormState
}

export const TextEditPage = ({ t, name, version, form }: EditProps) => (
  <Page title={t(`text.title.${name}`)} unlisted>
    <h1>{t(`text.title.${name}`)}</h1>
    <p class="hint">{version === 0 ? t('text.as_shipped') : t('text.version', { version })}</p>
    <Form
      to={paths.textEdit({ name })}
      state={form}
      draft={`text-${name}`}
      errors={{ changed_meanwhile: t('text.refusal.changed_meanwhile') }}
    >
      <Hidden name="version" value={String(version)} />
      <LocalizedField
        name="body"
        label={t('text.body')}
        hint={t('text.body.hint')}
        rows={18}
        max={bodyCharsMax}
      />
      <button type="submit" class="action main">
        {t('text.publish')}
      </button>
    </Form>
  </Page>
)

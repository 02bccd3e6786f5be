import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { Checkboxes, Radios } from '#ui/choices.tsx'
import { Confirm } from '#ui/confirm.tsx'
import { Copy } from '#ui/copy.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice, State } from '#ui/state.tsx'
import { When } from '#ui/when.tsx'
import { apiPage, paths } from '../paths.ts'
import { headLine, lifetimes, scopes, stateOfKey } from '../rules.ts'
import { errorWords, Sheet } from '../views.tsx'
import type { T } from '../words.ts'
import type { KeyRow } from './queries.ts'
import { keyNameCharsMax } from './schema.ts'

// What is wider than a phone scrolls, and so must be reachable by the keyboard.
const reachable = { tabIndex: 0 } as const

interface Subject {
  t: T
  organisation: { slug: string; name: Localized }
}

interface KeysPageProps extends Subject {
  keys: readonly KeyRow[]
  form: FormState
  now: Date
}

export const KeysPage = ({ t, organisation, keys, form, now }: KeysPageProps) => (
  <Sheet t={t} organisation={organisation} way="keys">
    <p class="standfirst">
      {t.rich('keys.lead', { link: (children) => <Link to={apiPage}>{children}</Link> })}
    </p>
    {keys.length === 0 ? (
      <EmptyState title={t('keys.none')}>{t('keys.none.text')}</EmptyState>
    ) : (
      <ul class="rows bare">
        {keys.map((one) => (
          <KeyEntry key={one.id} t={t} slug={organisation.slug} of={one} now={now} />
        ))}
      </ul>
    )}
    <Section id="add" title={t('keys.add')}>
      <Form to={paths.keys(organisation)} state={form} errors={errorWords(t)} guard>
        <Once />
        <Field
          name="name"
          label={t('keys.name')}
          hint={t('keys.name.hint')}
          max={keyNameCharsMax}
        />
        <Checkboxes
          name="scopes[]"
          label={t('keys.scopes')}
          choices={scopes.map((value) => ({ value, label: t(`scope.${value}`) }))}
        />
        <Radios
          name="days"
          label={t('keys.days')}
          hint={t('keys.days.hint')}
          choices={lifetimes.map((days) => ({ value: `${days}`, label: t('keys.for', { days }) }))}
        />
        <Actions>
          <button type="submit" class="action main">
            {t('keys.add')}
          </button>
        </Actions>
      </Form>
    </Section>
  </Sheet>
)

const tones = { valid: 'good', expired: 'still', revoked: 'still' } as const

function KeyEntry({ t, slug, of, now }: { t: T; slug: string; of: KeyRow; now: Date }) {
  const state = stateOfKey(of, now)
  const { last_used_at, expires_at } = of
  return (
    <li>
      <div>
        <b>{of.name}</b> <code>{of.prefix}…</code>
        <Meta
          of={[
            of.scopes.map((scope) => t(`scope.${scope}`)).join(', '),
            t('keys.made_by', { name: of.made_by ?? t('somebody') }),
            t.rich('keys.until', { when: () => <When at={expires_at} /> }),
            last_used_at
              ? t.rich('keys.used', { when: () => <When at={last_used_at} as="relative" /> })
              : t('keys.unused'),
          ]}
        />
        {state === 'valid' ? (
          <Actions>
            <ActionLink to={paths.keyRevocation({ slug, id: of.id })} tone="text">
              {t('keys.revoke')}
            </ActionLink>
          </Actions>
        ) : null}
      </div>
      <State tone={tones[state]}>{t(`keys.state.${state}`)}</State>
    </li>
  )
}

interface MadePageProps extends Subject {
  name: string
  token: string
}

/** The one time that a key is seen whole. */
export const MadePage = ({ t, organisation, name, token }: MadePageProps) => (
  <Sheet t={t} organisation={organisation} way="keys" title={t('keys.made')}>
    <Notice tone="wait">{t('keys.made.once')}</Notice>
    <p>{t('keys.made.lead', { name })}</p>
    <p>
      <Copy text={token} />
    </p>
    <p class="hint">{t('keys.made.use')}</p>
    <pre {...reachable}>
      <code>{headLine('Authorization: Bearer', token)}</code>
    </pre>
    <Actions>
      <ActionLink to={paths.keys(organisation)} tone="main">
        {t('keys.made.done')}
      </ActionLink>
    </Actions>
  </Sheet>
)

interface RevocationProps {
  t: T
  slug: string
  id: string
  name: string
}

export const RevocationPage = ({ t, slug, id, name }: RevocationProps) => (
  <Page title={t('keys.revoke.sure', { name })} unlisted>
    <Confirm
      title={t('keys.revoke.sure', { name })}
      to={paths.keyRevocation({ slug, id })}
      yes={t('keys.revoke')}
      back={paths.keys({ slug })}
      no={t('keys.keep')}
      danger
    >
      <p>{t('keys.revoke.text')}</p>
    </Confirm>
  </Page>
)

// The API to read and to try: what every answer has in common in the reader's language, and each
// operation as the description has it.
import type { ComponentChildren } from 'preact'
import type { Described, Operation, Parameter, Schema } from '#kit/openapi.ts'
import { element } from '#ui/element.ts'
import { Disclosure } from '#ui/finding-ways.tsx'
import { Lede, Prose, Section } from '#ui/layout.tsx'
import { Page } from '#ui/page.tsx'
import { Table } from '#ui/table.tsx'
import { paths } from '../paths.ts'
import type { T } from '../words.ts'
import { typeText } from './client-text.ts'
import { names, readingExample, writingExample } from './examples.ts'

interface ApiPageProps {
  t: T
  described: Described
}

export const ApiPage = ({ t, described }: ApiPageProps) => (
  <Page title={t('api.title')} description={t('api.lede')} scripts={['try.ts']}>
    <Lede title={t('api.title')} standfirst={t('api.lede')} />
    <Prose>
      <ul>
        <li>{t.rich('api.description', { ...names, link: as(paths.openapi()) })}</li>
        <li>{t.rich('api.client', { ...names, link: as(paths.client()) })}</li>
      </ul>
    </Prose>
    <Common t={t} url={described.servers[0]?.url ?? ''} />
    {[...grouped(described)].map(([tag, operations]) => (
      <Section key={tag} id={tag} title={tag}>
        <div>
          {operations.map((one) => (
            <Entry key={one.operation.operationId} t={t} {...one} />
          ))}
        </div>
      </Section>
    ))}
  </Page>
)

// A file outside the languages.
const as = (to: string) => (children: ComponentChildren) => <a href={to}>{children}</a>

/** What holds for every operation. */
const Common = ({ t, url }: { t: T; url: string }) => (
  <Section id="common" title={t('api.common')}>
    <Prose>
      <p>{t('api.reading', names)}</p>
      <Shape text={readingExample(url)} label={t('api.example.reading')} />
      <p>{t('api.paging', names)}</p>
      <p>{t('api.caching', names)}</p>
      <p>{t('api.pace', names)}</p>
      <p>{t('api.writing', names)}</p>
      <Shape text={writingExample(url)} label={t('api.example.writing')} />
      <p>{t('api.problems', names)}</p>
      <p>{t('api.webhooks', names)}</p>
    </Prose>
  </Section>
)

interface Shown {
  readonly method: string
  readonly address: string
  readonly operation: Operation
  /** What it gives, unless an operation above gives the same. */
  readonly gives: string | null
  readonly likewise: string | null
}

/** Operations by what they are about; a shape is written out where it comes first. */
function grouped({ paths: all }: Described): Map<string, Shown[]> {
  const first = new Map<string, string>()
  const shown = Object.entries(all).flatMap(([address, methods]) =>
    Object.entries(methods).map(([method, operation]): Shown => {
      const made = operation.responses[200] ?? operation.responses[201]
      const text = typeText(made?.content?.['application/json']?.schema ?? {})
      const likewise = first.get(text) ?? null
      if (!likewise) first.set(text, `${method.toUpperCase()} ${address}`)
      return { method, address, operation, gives: likewise ? null : text, likewise }
    }),
  )
  return Map.groupBy(shown, ({ operation }) => operation.tags[0] ?? '')
}

function Entry({ t, method, address, operation, gives, likewise }: Shown & { t: T }) {
  const body = operation.requestBody?.content['application/json']?.schema
  const files = body ? [] : Object.keys(operation.requestBody?.content ?? {})
  const scope = operation.security[0]?.key?.[0]
  return (
    <Disclosure
      title={
        <>
          <code>{`${method.toUpperCase()} ${address.replace(/^\/api/, '')}`}</code>{' '}
          <span lang="en">{operation.summary}</span>
        </>
      }
    >
      {scope ? (
        <p>{t.rich('api.scope', { scope, code: (children) => <code>{children}</code> })}</p>
      ) : null}
      {operation.parameters.length > 0 ? (
        <Parameters t={t} address={address} of={operation.parameters} />
      ) : null}
      {body ? (
        <>
          <h3>{t('api.body')}</h3>
          <Shape text={typeText(body)} label={t('api.body')} />
        </>
      ) : null}
      {files.length > 0 ? (
        <>
          <h3>{t('api.body')}</h3>
          <Shape text={files.join('\n')} label={t('api.body')} />
        </>
      ) : null}
      <h3>{t('api.gives')}</h3>
      {gives === null ? (
        <p>{t('api.likewise', { operation: likewise ?? '' })}</p>
      ) : (
        <Shape text={gives} label={t('api.gives')} />
      )}
      {method === 'get' && !scope ? (
        <TryIt t={t} address={address} of={operation.parameters} />
      ) : null}
    </Disclosure>
  )
}

// What is wider than a phone scrolls, and so must be reachable by the keyboard.
const scrolls = (label: string) => ({ tabIndex: 0, role: 'region', 'aria-label': label }) as const

const Shape = ({ text, label }: { text: string; label: string }) => (
  <pre {...scrolls(label)} lang="en">
    <code>{text}</code>
  </pre>
)

interface ParametersProps {
  t: T
  address: string
  of: readonly Parameter[]
}

const Parameters = ({ t, address, of }: ParametersProps) => (
  <Table
    caption={t('api.parameters_of', { operation: address })}
    hideCaption
    rows={of}
    rowKey={({ name, in: place }) => `${place} ${name}`}
    columns={[
      {
        key: 'name',
        label: t('api.parameter'),
        cell: ({ name }) => <code>{name}</code>,
        heads: true,
      },
      { key: 'in', label: t('api.in'), cell: ({ in: place }) => t(`api.in.${place}`) },
      { key: 'type', label: t('api.type'), cell: ({ schema }) => <code>{kindOf(schema)}</code> },
      {
        key: 'says',
        label: t('api.says'),
        cell: ({ description, required }) => (
          <>
            {required ? `${t('api.required')} ` : ''}
            <span lang="en">{description}</span>
          </>
        ),
      },
    ]}
  />
)

// A list of twenty choices is said in the shape below, not in a cell.
const choicesShown = 8

function kindOf(schema: Schema): string {
  const text = typeText(schema)
  return Array.isArray(schema.enum) && schema.enum.length > choicesShown
    ? `${schema.enum.slice(0, choicesShown).join(' | ')} …`
    : text
}

const TryElement = element('mz-try')

/** A form that leads to the answer; where the browser can, the answer comes to the form. */
function TryIt({ t, address, of }: ParametersProps) {
  const asked = of.filter(({ in: place }) => place !== 'header')
  const needs = asked.some(({ in: place }) => place === 'path')
  return (
    <TryElement data-address={address} data-broken={t('api.try.broken')}>
      <h3>{t('api.try')}</h3>
      <form method="get" action={address} class="form inline">
        {asked.map(({ name, required, schema }) => (
          <div class="field" key={name}>
            <label for={idOf(address, name)}>
              <code>{name}</code>
            </label>
            <input
              id={idOf(address, name)}
              name={name}
              required={required}
              placeholder={schema.default === undefined ? undefined : String(schema.default)}
              autocomplete="off"
              spellcheck={false}
            />
          </div>
        ))}
        <button type="submit" class="action main" hidden={needs}>
          {t('api.try.ask')}
        </button>
      </form>
      <output aria-live="polite" />
    </TryElement>
  )
}

const idOf = (address: string, name: string) => `${address}-${name}`.replaceAll(/[^\w-]+/g, '-')

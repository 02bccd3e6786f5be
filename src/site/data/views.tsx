import type { ComponentChildren } from 'preact'
import { allColumns, type Column, type Measured, type Standard } from '#kit/dataset.ts'
import { csvNames, formats } from '#kit/dataset-formats.ts'
import type { Locale } from '#kit/locale.ts'
import { withQuery } from '#kit/path.ts'
import { Copy } from '#ui/copy.tsx'
import { Aside, Lede, Prose, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { type T, words } from '../words.ts'
import type { MeasuredSet, Offered } from './queries.ts'

const says = (key: Parameters<T>[0]) => (locale: Locale) => words(locale)(key)

/** What the columns mean that every data set has. */
export const standard: Standard = {
  id: says('data.id'),
  url: says('data.url'),
  changed_at: says('data.changed_at'),
  withdrawn: says('data.withdrawn'),
}

/** What there is to take along. */
export function DataPage({ t, sets }: { t: T; sets: readonly MeasuredSet[] }) {
  return (
    <Page title={t('data.title')} description={t('data.lede')}>
      <Lede title={t('data.title')} standfirst={t('data.lede')} />
      <Section id="sets" title={t('data.sets')}>
        <ol class="rows bare">
          {sets.map((one) => (
            <SetRow key={one.set.name} t={t} {...one} />
          ))}
        </ol>
      </Section>
      <Programs t={t} />
    </Page>
  )
}

function SetRow({ t, set, measured }: MeasuredSet & { t: T }) {
  return (
    <li>
      <div>
        <h3>
          <Link to={paths.dataset({ name: set.name })}>{set.title(t.locale)}</Link>
        </h3>
        <Meta of={[...particulars(t, measured), set.licence.name]} />
        <p>{set.about(t.locale)}</p>
        <Files t={t} name={set.name}>
          <Link to={paths.dataset({ name: set.name })}>{t('data.dictionary')}</Link>
        </Files>
      </div>
    </li>
  )
}

const particulars = (t: T, { rows, changed_at }: Measured) =>
  rows === 0
    ? [t('data.none')]
    : [
        t('data.rows', { count: rows }),
        changed_at ? t.rich('data.changed', { when: () => <When at={changed_at} /> }) : null,
      ]

interface FilesProps {
  t: T
  name: string
  children?: ComponentChildren
}

const Files = ({ t, name, children }: FilesProps) => (
  <p class="downloads">
    {formats.map((format) => (
      <a key={format} href={paths.dataset({ name: `${name}.${format}` })}>
        {t(`data.format.${format}`)}
      </a>
    ))}
    {children}
  </p>
)

const file = (name: string) => (children: ComponentChildren) => (
  <a href={paths.dataset({ name })}>{children}</a>
)

function Programs({ t }: { t: T }) {
  const hsds = (children: ComponentChildren) => <a href={paths.hsds()}>{children}</a>
  return (
    <Section id="programs" title={t('data.programs')}>
      <DefinitionList
        wide
        of={[
          {
            key: 'api',
            term: <a href="/api/v1/openapi.json">{t('data.api')}</a>,
            is: t('data.api.about'),
          },
          {
            key: 'catalogue',
            term: t('data.catalogue'),
            is: t.rich('data.catalogue.about', {
              turtle: file('catalogue.ttl'),
              jsonld: file('catalogue.jsonld'),
            }),
          },
          {
            key: 'hsds',
            term: t('data.hsds'),
            is: t.rich('data.hsds.about', { link: hsds }),
          },
          { key: 'since', term: t('data.since'), is: sinceText(t) },
        ]}
      />
    </Section>
  )
}

/** Names of things in the protocol stay as they are in every script. */
const sinceText = (t: T) =>
  t('data.since.text', { since: '?since=', header: 'X-Next-Since', id: 'id' })

interface DictionaryProps {
  t: T
  set: Offered
  measured: Measured
  base_url: string
}

/** What one data set holds, column by column. */
export function DictionaryPage({ t, set, measured, base_url }: DictionaryProps) {
  const title = set.title(t.locale)
  const changes = withQuery(`${base_url}${paths.dataset({ name: `${set.name}.csv` })}`, {
    since: measured.changed_at?.toISOString().slice(0, 10) ?? '2026-01-01',
  })
  return (
    <Page
      title={`${title}: ${t('data.title')}`}
      description={set.about(t.locale)}
      crumbs={[{ to: paths.data(), label: t('data.title') }]}
    >
      <Lede title={title} standfirst={set.about(t.locale)}>
        <Files t={t} name={set.name} />
      </Lede>
      <Aside aside={<Particulars t={t} set={set} measured={measured} />}>
        <Columns t={t} set={set} />
        <Section id="written" title={t('data.written')}>
          <Prose>
            <p>{t('data.written.csv')}</p>
            <p>{t('data.written.guard')}</p>
            <p>{t('data.written.empty', { null: 'null' })}</p>
          </Prose>
        </Section>
        <Section id="since" title={t('data.since')}>
          <Prose>
            <p>{sinceText(t)}</p>
            <p>
              <Copy text={changes} />
            </p>
          </Prose>
        </Section>
      </Aside>
    </Page>
  )
}

function Particulars({ t, set, measured }: Omit<DictionaryProps, 'base_url'>) {
  const described = [`${set.name}.csv-metadata.json`, `${set.name}.schema.json`]
  return (
    <DefinitionList
      of={[
        { key: 'rows', term: t('data.extent'), is: <Meta of={particulars(t, measured)} /> },
        {
          key: 'licence',
          term: t('data.licence'),
          is: <Link to={set.licence.url}>{set.licence.name}</Link>,
        },
        {
          key: 'machine',
          term: t('data.machine'),
          is: described.map((name) => (
            <div key={name}>
              <a href={paths.dataset({ name })}>{name}</a>
            </div>
          )),
        },
      ]}
    />
  )
}

const Columns = ({ t, set }: { t: T; set: Offered }) => (
  <Table
    caption={t('data.columns')}
    rows={allColumns(set.columns, standard)}
    rowKey={({ name }) => name}
    columns={[
      { key: 'name', label: t('data.column'), heads: true, cell: (column) => nameOf(column) },
      { key: 'type', label: t('data.type'), cell: ({ type }) => t(`data.type.${type}`) },
      {
        key: 'meaning',
        label: t('data.meaning'),
        cell: (column) => <Meaning t={t} column={column} />,
      },
    ]}
  />
)

/** In JSON it has one name; a text in several languages has a column for each in CSV. */
const nameOf = (column: Column) => (
  <div>
    <code>{column.name}</code>
    {column.type === 'localized'
      ? csvNames(column).map((name) => (
          <small key={name}>
            <br />
            <code>{name}</code>
          </small>
        ))
      : null}
  </div>
)

const Meaning = ({ t, column: { says: meaning, unit, values } }: { t: T; column: Column }) => (
  <div>
    {meaning(t.locale)}
    {unit ? <div>{t('data.unit', { unit: unit(t.locale) })}</div> : null}
    {values ? (
      <div>
        {t('data.values')}:{' '}
        {values.map((value, i) => (
          <span key={value}>
            {i > 0 ? ', ' : null}
            <code>{value}</code>
          </span>
        ))}
      </div>
    ) : null}
  </div>
)

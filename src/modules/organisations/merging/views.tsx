// Two pages side by side, and the list of those that may be one organisation.
import { emptyForm, type FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Radios } from '#ui/choices.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Form } from '#ui/form.tsx'
import { Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Count } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { StateBadge, valueSaid } from '../views.tsx'
import type { T } from '../words.ts'
import type { Compared, MergeLine, Pair, PairLine } from './queries.ts'
import {
  clues,
  differing,
  type MergedField,
  mergedFields,
  proposedKept,
  proposedSide,
  type Side,
  type WhyNotMerge,
} from './rules.ts'

interface PairsProps {
  t: T
  pairs: readonly PairLine[]
  merges: readonly MergeLine[]
}

export function PairsPage({ t, pairs, merges }: PairsProps) {
  const { locale } = usePage()
  return (
    <Page title={t('duplicates.title')} unlisted>
      <h1>{t('duplicates.title')}</h1>
      <p class="lead">{t('duplicates.lead')}</p>
      {pairs.length === 0 ? (
        <EmptyState title={t('desk.empty')}>{t('duplicates.none')}</EmptyState>
      ) : (
        <Table
          caption={t('duplicates.title')}
          hideCaption
          rows={pairs}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'one',
              label: t('duplicates.one'),
              heads: true,
              cell: ({ id, one }) => (
                <Link to={paths.deskPair({ id })}>{plainText(one, locale)}</Link>
              ),
            },
            {
              key: 'other',
              label: t('duplicates.other'),
              cell: ({ other }) => plainText(other, locale),
            },
            {
              key: 'score',
              label: t('duplicates.score'),
              number: true,
              cell: ({ score }) => <Count of={ofHundred(score)} />,
            },
          ]}
        />
      )}
      {merges.length > 0 ? <Merges t={t} merges={merges} /> : null}
    </Page>
  )
}

const ofHundred = (score: number) => Math.round(100 * score)

function Merges({ t, merges }: { t: T; merges: readonly MergeLine[] }) {
  const { locale } = usePage()
  return (
    <Section id="merges" title={t('duplicates.merges')}>
      <ul>
        {merges.map(({ id, kept, kept_slug, gone, at, undone_at }) => (
          <li key={id}>
            <p>
              <Link to={paths.profile({ slug: kept_slug })}>
                {t('duplicates.merges.line', {
                  gone: plainText(gone, locale),
                  kept: plainText(kept, locale),
                })}
              </Link>
              , <When at={at} />
            </p>
            {undone_at ? (
              <p>{t.rich('duplicates.undone', { when: () => <When at={undone_at} /> })}</p>
            ) : (
              <Action
                to={paths.deskMergeUndoing({ id })}
                tone="quiet"
                confirm={t('duplicates.undo.sure')}
              >
                {t('duplicates.undo')}
              </Action>
            )}
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface PairProps {
  t: T
  pair: Pair
  sides: Record<Side, Compared>
  whyNot: WhyNotMerge | null
  form?: FormState | undefined
}

/** What both say, field by field, and the two answers. */
export function PairPage({ t, pair, sides, whyNot, form }: PairProps) {
  return (
    <Page
      title={t('duplicates.compare')}
      crumbs={[{ to: paths.deskLikely(), label: t('duplicates.title') }]}
      unlisted
    >
      <h1>{t('duplicates.compare')}</h1>
      <Reasons t={t} pair={pair} />
      <SideBySide t={t} sides={sides} />
      {whyNot ? <Notice tone="wait">{t(`duplicates.why.${whyNot}`)}</Notice> : null}
      {pair.state === 'open' ? (
        <>
          <Action to={paths.deskPairDifference(pair)}>{t('duplicates.different')}</Action>
          <MergeForm t={t} pair={pair} sides={sides} form={form} />
        </>
      ) : null}
    </Page>
  )
}

function Reasons({ t, pair: { reasons, score } }: { t: T; pair: Pair }) {
  const those = (agrees: boolean) =>
    clues
      .filter((clue) => reasons[clue] === agrees)
      .map((clue) => t(`duplicates.clue.${clue}`))
      .join(', ')
  const [agree, differ] = [those(true), those(false)]
  const percent = Math.round(100 * Number(reasons.name ?? 0))
  return (
    <ul>
      <li>
        {t('duplicates.score')}: <Count of={ofHundred(score)} />
      </li>
      <li>{t('duplicates.names_alike', { percent })}</li>
      {agree ? <li>{t('duplicates.agrees', { clues: agree })}</li> : null}
      {differ ? <li>{t('duplicates.differs', { clues: differ })}</li> : null}
    </ul>
  )
}

function SideBySide({ t, sides: { one, other } }: { t: T; sides: Record<Side, Compared> }) {
  const said = mergedFields.map((field) => ({
    key: field as string,
    term: t(`field.${field}`),
    one: fieldSaid(t, one, field),
    other: fieldSaid(t, other, field),
  }))
  const more = [
    {
      key: 'state',
      term: t('duplicates.state'),
      one: <StateBadge state={one.state} />,
      other: <StateBadge state={other.state} />,
    },
    { key: 'people', term: t('duplicates.people'), one: one.people, other: other.people },
    {
      key: 'documents',
      term: t('duplicates.documents'),
      one: one.documents,
      other: other.documents,
    },
    {
      key: 'since',
      term: t('duplicates.since'),
      one: <When at={one.created_at} />,
      other: <When at={other.created_at} />,
    },
  ]
  const rows = [...said.filter((row) => row.one !== '' || row.other !== ''), ...more]
  return (
    <Table
      caption={t('duplicates.compare')}
      hideCaption
      rows={rows}
      rowKey={({ key }) => key}
      columns={[
        { key: 'field', label: t('duplicates.field'), heads: true, cell: ({ term }) => term },
        {
          key: 'one',
          label: `${t('duplicates.one')}: /o/${one.slug}`,
          cell: (row) => row.one,
        },
        {
          key: 'other',
          label: `${t('duplicates.other')}: /o/${other.slug}`,
          cell: (row) => row.other,
        },
      ]}
    />
  )
}

// As much of a long text as one needs to tell it from another.
const excerpt = 160

function fieldSaid(t: T, side: Compared, field: MergedField): string {
  if (field === 'municipality_id') return plainText(side.municipality ?? {}, t.locale)
  return valueSaid(t, field, side[field]).slice(0, excerpt)
}

function MergeForm({ t, pair, sides, form }: Omit<PairProps, 'whyNot'>) {
  const { locale } = usePage()
  const kept = proposedKept(sides.one, sides.other)
  const fields = differing(sides.one, sides.other)
  const take = Object.fromEntries(fields.map((field) => [field, proposedSide(field, kept, sides)]))
  const choices = (say: (side: Compared) => string) => [
    { value: 'one', label: say(sides.one) || t('duplicates.nothing') },
    { value: 'other', label: say(sides.other) || t('duplicates.nothing') },
  ]
  return (
    <Section id="merge" title={t('duplicates.merge.title')}>
      <p>{t('duplicates.merge.lead')}</p>
      <Form to={paths.deskPairMerge(pair)} state={form ?? emptyForm({ kept, take })}>
        <Radios
          name="kept"
          label={t('duplicates.kept')}
          choices={choices((side) => `${plainText(side.name, locale)} · /o/${side.slug}`)}
        />
        {fields.map((field) => (
          <Radios
            key={field}
            name={`take.${field}`}
            label={t('duplicates.take', { field: t(`field.${field}`) })}
            choices={choices((side) => fieldSaid(t, side, field))}
          />
        ))}
        <button type="submit" class="action main">
          {t('duplicates.merge')}
        </button>
      </Form>
    </Section>
  )
}

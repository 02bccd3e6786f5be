// Rounds of matching for everybody: the pot drawn, who is in it, and how anybody computes it again.
import type { ComponentChildren } from 'preact'
import { formatNumber } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { areaSaid } from '#modules/organisations/index.ts'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Lede, Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Markdown } from '#ui/markdown.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice, Tag } from '#ui/state.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { FoundRound } from '../queries.ts'
import { PotDrawn, RoundBadge } from '../views.tsx'
import type { T } from '../words.ts'
import type { InRound, ListedRound } from './queries.ts'

/** Who gives: by the donor's name, and who keeps the round. */
const Whose = ({ donor, organisation }: Pick<ListedRound, 'donor' | 'organisation'>) =>
  donor ? <span>{donor}</span> : <Text of={organisation} bare />

export const RoundsPage = ({ t, rounds }: { t: T; rounds: readonly ListedRound[] }) => (
  <Page
    title={t('matching.title')}
    description={t('matching.lead')}
    crumbs={[{ to: paths.index(), label: t('title') }]}
  >
    <Lede title={t('matching.title')} standfirst={t('matching.lead')} />
    {rounds.length === 0 ? (
      <EmptyState
        title={t('matching.none')}
        action={<ActionLink to={paths.index()}>{t('directory.all')}</ActionLink>}
      >
        {t('matching.none.text')}
      </EmptyState>
    ) : (
      <ol class="rows bare campaigns">
        {rounds.map((round) => (
          <RoundRow key={round.id} t={t} round={round} />
        ))}
      </ol>
    )}
  </Page>
)

function RoundRow({ t, round }: { t: T; round: ListedRound }) {
  const left = round.pot_minor - round.promised_minor - round.paid_minor
  const money = (minor: bigint) => () => <Money minor={minor} currency={round.currency} whole />
  return (
    <li>
      <div>
        <h2 class="h3">
          <Link to={paths.round(round)}>
            <Text of={round.title} bare />
          </Link>
        </h2>
        <Meta
          of={[
            <Whose key="whose" {...round} />,
            t(`matching.kind.${round.kind}`),
            t('matching.campaigns', { count: round.campaigns }),
            <RoundBadge key="state" t={t} state={round.state} />,
            round.is_sample ? <Tag key="sample">{t('sample.mark')}</Tag> : null,
          ]}
        />
        <PotDrawn t={t} of={round} />
        <p class="campaign-line">
          <span>{t.rich('matching.left', { left: money(left), pot: money(round.pot_minor) })}</span>
          {round.closes_at && round.state === 'open' ? (
            <span>
              {t.rich('matching.until', { when: () => <When at={round.closes_at ?? ''} /> })}
            </span>
          ) : null}
        </p>
      </div>
    </li>
  )
}

interface RoundProps {
  t: T
  round: FoundRound
  campaigns: readonly InRound[]
  /** Of a quadratic round that runs: what each would get now. */
  preview: ReadonlyMap<string, bigint> | null
  /** Before it is open: what is missing, for those who keep it. */
  children: ComponentChildren
}

export function RoundPage(props: RoundProps) {
  const { t, round, children } = props
  const { locale } = usePage()
  return (
    <Page
      title={plainText(round.title, locale)}
      unlisted={!round.opened_at}
      crumbs={[{ to: paths.rounds(), label: t('matching.title') }]}
      styles={['campaign.css']}
    >
      <header class="title">
        <p class="kicker">
          <Whose {...round} /> {' · '} <RoundBadge t={t} state={round.state} />
        </p>
        <h1>
          <Text of={round.title} />
        </h1>
      </header>
      {round.is_sample ? <Notice tone="wait">{t('matching.sample')}</Notice> : null}
      {children}
      <Far t={t} round={round} />
      <Markdown of={round.about} top={2} />
      {round.opened_at ? <Campaigns {...props} /> : null}
      <Rules t={t} round={round} />
    </Page>
  )
}

function Far({ t, round }: { t: T; round: FoundRound }) {
  const { pot_minor, promised_minor, paid_minor, currency } = round
  const money = (minor: bigint) => () => <Money minor={minor} currency={currency} />
  const left = pot_minor - promised_minor - paid_minor
  return (
    <section class="campaign-far" aria-label={t('matching.pot')}>
      <p class="figure">
        <b>
          <Money minor={left} currency={currency} whole />
        </b>
        <span>{t.rich('matching.left.of', { pot: money(pot_minor) })}</span>
      </p>
      <PotDrawn t={t} of={round} />
      <p class="campaign-goals">
        {t.rich('matching.far', { promised: money(promised_minor), paid: money(paid_minor) })}
      </p>
    </section>
  )
}

function Campaigns({ t, round, campaigns, preview }: RoundProps) {
  const money = (minor: bigint) => <Money minor={minor} currency={round.currency} />
  const { locale } = usePage()
  return (
    <Section id="campaigns" title={t('matching.in_round')}>
      {preview ? <p>{t('matching.preview')}</p> : null}
      {campaigns.length === 0 ? (
        <p>{t('matching.in_round.none')}</p>
      ) : (
        <Table
          caption={t('matching.in_round')}
          hideCaption
          rows={campaigns}
          rowKey={({ id }) => id}
          columns={[
            {
              key: 'title',
              label: t('desk.campaign'),
              heads: true,
              cell: ({ slug, title }) => (
                <Link to={paths.campaign({ slug })}>
                  <Text of={title} />
                </Link>
              ),
            },
            {
              key: 'state',
              label: t('matching.standing'),
              cell: ({ state }) => t(`state.${state}`),
            },
            {
              key: 'gifts',
              label: t('matching.gifts'),
              number: true,
              cell: ({ gifts }) => formatNumber(gifts, locale),
            },
            {
              key: 'added',
              label: t('matching.added'),
              number: true,
              cell: ({ slug, promised_minor }) =>
                money(preview ? (preview.get(slug) ?? 0n) : promised_minor),
            },
          ]}
        />
      )}
    </Section>
  )
}

/** The terms, the rule in words, and what is needed to compute it again. */
function Rules({ t, round }: { t: T; round: FoundRound }) {
  const { currency, donor_cap_minor, campaign_cap_minor, damping_minor } = round
  const money = (minor: bigint | null) =>
    minor === null ? null : <Money minor={minor} currency={currency} />
  const first = round.kind === 'first_come'
  const terms = [
    { key: 'kind', term: t('matching.field.kind'), is: t(`matching.kind.${round.kind}`) },
    {
      key: 'factor',
      term: t('matching.field.percent'),
      is: first ? `${round.factor_permille / 10} %` : null,
    },
    { key: 'donor', term: t('matching.field.donor_cap'), is: money(donor_cap_minor) },
    { key: 'campaign', term: t('matching.field.campaign_cap'), is: money(campaign_cap_minor) },
    { key: 'damping', term: t('matching.field.damping'), is: money(damping_minor) },
    {
      key: 'for',
      term: t('matching.for'),
      is: [
        round.area ? areaSaid(round.area, t.locale) : null,
        round.place ? <Text key="place" of={round.place} bare /> : null,
        round.by_list ? t('matching.for.named') : null,
        round.area || round.place || round.by_list ? null : t('matching.for.all'),
      ],
    },
    {
      key: 'time',
      term: t('matching.period'),
      is:
        round.opens_at && round.closes_at ? (
          <>
            <When at={round.opens_at} /> {' – '} <When at={round.closes_at} />
          </>
        ) : (
          t('terms.days', { days: round.days })
        ),
    },
    {
      key: 'hold',
      term: t('matching.field.hold_days'),
      is: t('terms.days', { days: round.hold_days }),
    },
  ]
  return (
    <Section id="rules" title={t('matching.how')}>
      <p>{t(`matching.how.${round.kind}`)}</p>
      <p>{t('matching.how.both')}</p>
      <DefinitionList wide of={terms} />
      {round.opened_at ? <Recompute t={t} round={round} /> : null}
    </Section>
  )
}

// Long lines scroll, by keyboard too.
const reachable = { tabIndex: 0 } as const

const commandOf = (of: string) => `bin/mozaik campaigns match ${of} --json`

// Names in a file and commands are the same in every script.
const code = (name: string) => () => <code>{name}</code>

const columns = { at: code('at'), gone_at: code('gone_at'), donor: code('donor') }

/** What anybody needs to get the same cents, and how the file is read. */
const Recompute = ({ t, round }: { t: T; round: FoundRound }) => (
  <>
    <p>{t('matching.recompute')}</p>
    <pre {...reachable}>
      <code>{commandOf(`${round.slug}.json`)}</code>
    </pre>
    <div class="actions">
      <ActionLink to={paths.roundInputs(round)}>{t('matching.download')}</ActionLink>
    </div>
    <p>{t.rich('matching.recompute.file', columns)}</p>
    <p>{t.rich('matching.recompute.here', { command: code(commandOf(round.slug)) })}</p>
  </>
)

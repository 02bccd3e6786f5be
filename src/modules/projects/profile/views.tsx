// A project's own page: who, where, how much, until when and how far, before anything else.
import type { ComponentChildren } from 'preact'
import { usePage } from '#kit/page.tsx'
import { paths as organisations } from '#modules/organisations/index.ts'
import { type CountryMap, PlacesMap, paths as places } from '#modules/places/index.ts'
import { Aside, Lede } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Parts, Project, StateMoment } from '../queries.ts'
import {
  type PartyRole,
  resultsOf,
  timePassed,
  whyNotClose,
  whyNotPublish,
  whyNotWithdraw,
} from '../rules.ts'
import { previewOf, StateBadge, timeSaid } from '../views.tsx'
import type { T } from '../words.ts'

export interface ProjectProps {
  t: T
  project: Project
  parts: Parts
}

interface ProjectPageProps extends ProjectProps {
  map: CountryMap | null
  /** The reader may act for the organisation. */
  steward: boolean
  standing: ComponentChildren
  children: ComponentChildren
}

export function ProjectPage(props: ProjectPageProps) {
  const { t, project, parts, map, steward, standing, children } = props
  const { locale } = usePage()
  const says = t('glance.map', { count: parts.places.length })
  const beside = parts.places.length > 0 && map && (
    <PlacesMap
      map={map}
      names={parts.places}
      values={new Map(map.cells.map(({ id }) => [id, Number(isAmong(parts.places, id))]))}
      says={says}
    />
  )
  return (
    <Page
      title={plainText(project.name, locale)}
      description={plainText(project.summary, locale) || undefined}
      accent={project.accent}
      preview={project.state === 'draft' ? null : previewOf(project, locale)}
      unlisted={project.state === 'draft'}
      crumbs={[{ to: paths.index(), label: t('title') }]}
      json_ld={describedForMachines(props, locale)}
    >
      <Lede
        kicker={<StateBadge t={t} state={project.state} />}
        title={<Text of={project.name} />}
        standfirst={<Text of={project.summary} otherwise={t('unknown.summary')} />}
        beside={beside}
      >
        <Glance {...props} />
      </Lede>
      <Marks t={t} project={project} />
      {steward ? <Stewarding t={t} project={project} /> : null}
      <Aside aside={<Particulars t={t} project={project} standing={standing} steward={steward} />}>
        {children}
      </Aside>
    </Page>
  )
}

const isAmong = (list: readonly { id: string }[], id: string) => list.some((one) => one.id === id)

function describedForMachines({ project }: ProjectPageProps, locale: T['locale']): object {
  return {
    '@type': 'Project',
    name: plainText(project.name, locale),
    description: plainText(project.summary, locale) || undefined,
    startDate: project.starts ?? undefined,
    endDate: project.ends ?? undefined,
    parentOrganization: project.organisation && {
      '@type': 'NGO',
      name: plainText(project.organisation, locale),
    },
  }
}

/** Five answers in ten seconds. What nobody has said is said to be unknown. */
function Glance(props: ProjectProps) {
  const { t, project, parts } = props
  return (
    <DefinitionList
      wide
      of={[
        { key: 'who', term: t('glance.who'), is: <Who {...props} /> },
        { key: 'where', term: t('glance.where'), is: <Where {...props} /> },
        { key: 'money', term: t('glance.money'), is: <HowMuch {...props} /> },
        { key: 'time', term: t('glance.time'), is: <UntilWhen t={t} project={project} /> },
        { key: 'results', term: t('glance.results'), is: howFar(t, parts) },
      ]}
    />
  )
}

function Who({ t, project, parts }: ProjectProps) {
  if (project.organisation && project.organisation_slug)
    return (
      <Link to={organisations.profile({ slug: project.organisation_slug })}>
        <Text of={project.organisation} bare />
      </Link>
    )
  const named = parts.parties.filter(({ role }) => role === 'implementer')
  return named.length > 0 ? <Names of={named} /> : t('unknown.implementer')
}

type Named = Parts['parties'][number]

/** Organisations and names, one after the other. */
const Names = ({ of }: { of: readonly Named[] }) => (
  <>
    {of.map((party, i) => (
      <span key={party.id}>
        {i > 0 ? ', ' : null}
        <PartyName party={party} />
      </span>
    ))}
  </>
)

const PartyName = ({ party }: { party: Named }) =>
  party.organisation ? (
    <Link to={organisations.profile({ slug: party.organisation })}>
      <Text of={party.organisation_name} bare />
    </Link>
  ) : (
    party.name
  )

const Where = ({ t, project, parts }: ProjectProps) =>
  project.whole_country
    ? t('glance.whole_country')
    : parts.places.length === 0
      ? t('unknown.said')
      : parts.places.map(({ id, slug, name }, i) => (
          <span key={id}>
            {i > 0 ? ', ' : null}
            <Link to={places.place({ slug })}>
              <Text of={name} bare />
            </Link>
          </span>
        ))

function HowMuch({ t, project, parts }: ProjectProps) {
  const { budget_minor, currency } = project
  const funders = parts.parties.filter(({ role }: { role: PartyRole }) => role === 'funder')
  return (
    <>
      {budget_minor === null ? (
        t('unknown.said')
      ) : (
        <Money minor={budget_minor} currency={currency} whole />
      )}
      {funders.length > 0 ? (
        <> · {t.rich('glance.from', { names: () => <Names of={funders} /> })}</>
      ) : null}
    </>
  )
}

function UntilWhen({ t, project }: { t: T; project: Project }) {
  const { now } = usePage()
  const said = timeSaid(t, project)
  if (said === null) return <>{t('unknown.said')}</>
  const passed = timePassed(project.starts, project.ends, now)
  if (!passed) return <>{said}</>
  return (
    <>
      {said} · {t(`passed.${passed.state}`, { days: passed.days_left })}
    </>
  )
}

function howFar(t: T, { indicators }: Parts): string {
  const { targets, reached, measured } = resultsOf(indicators)
  if (targets === 0) return t('unknown.said')
  return measured === 0
    ? t('results.unmeasured', { targets })
    : t('results.reached', { targets, reached })
}

/** What the reader should know of where this comes from. */
const Marks = ({ t, project }: { t: T; project: Project }) => (
  <>
    {project.is_sample ? <Notice tone="wait">{t('sample.says')}</Notice> : null}
    {project.state === 'draft' ? <Notice tone="wait">{t('draft.says')}</Notice> : null}
    {project.imported_from ? (
      <Notice tone="wait">
        {t('imported.says', { source: plainText(project.imported_from, t.locale) })}
      </Notice>
    ) : null}
  </>
)

/** Seen by its stewards alone: what they may do with it. */
const Stewarding = ({ t, project }: { t: T; project: Project }) => (
  <div class="actions">
    <ActionLink to={paths.identity(project)} tone="main">
      {t('edit')}
    </ActionLink>
    {whyNotPublish(project) === 'already_published' ? null : (
      <ActionLink to={paths.publication(project)}>{t('publication.title')}</ActionLink>
    )}
    {whyNotClose(project) ? null : (
      <ActionLink to={paths.closing(project)}>{t('closing.title')}</ActionLink>
    )}
    {whyNotWithdraw(project) ? null : (
      <ActionLink to={paths.withdrawal(project)} tone="quiet">
        {t('withdrawal.title')}
      </ActionLink>
    )}
  </div>
)

interface ParticularsProps {
  t: T
  project: Project
  standing: ComponentChildren
  steward: boolean
}

/** The narrow column: its days in public, when it was last changed, and how to pass it on. */
function Particulars({ t, project, standing, steward }: ParticularsProps) {
  return (
    <>
      {standing}
      <p class="faint">
        {t.rich('changed', { when: () => <When at={project.updated_at} /> })}
        {steward ? (
          <>
            {' '}
            <Link to={paths.history(project)}>{t('history.title')}</Link>
          </>
        ) : null}
      </p>
      <p>
        <Link to={paths.share(project)}>{t('share')}</Link>
      </p>
    </>
  )
}

interface TombstoneProps {
  t: T
  project: Project
  moment: StateMoment | undefined
  steward: boolean
}

/** What stands where a project was withdrawn: that it was here, since when it is not, and why. */
export function Tombstone({ t, project, moment, steward }: TombstoneProps) {
  const { locale } = usePage()
  return (
    <Page
      title={plainText(project.name, locale)}
      unlisted
      crumbs={[{ to: paths.index(), label: t('title') }]}
    >
      <Lede
        kicker={<StateBadge t={t} state="withdrawn" />}
        title={<Text of={project.name} />}
        standfirst={t.rich('tombstone', { when: () => <When at={project.state_since} /> })}
      />
      <p>
        <Text of={moment?.reason} />
      </p>
      {project.organisation && project.organisation_slug ? (
        <p>
          <Link to={organisations.profile({ slug: project.organisation_slug })}>
            <Text of={project.organisation} bare />
          </Link>
        </p>
      ) : null}
      {steward ? <Stewarding t={t} project={project} /> : null}
    </Page>
  )
}

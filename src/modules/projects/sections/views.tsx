// The rest of a project's page: why, for whom, what is done, with whom, and what may go wrong.
import { formatNumber } from '#kit/format.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { areaSaid, paths as organisations } from '#modules/organisations/index.ts'
import { Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Markdown } from '#ui/markdown.tsx'
import { People } from '#ui/profile.tsx'
import { State as StateMark, type StateTone, Tag, Tags } from '#ui/state.tsx'
import { type Column, DefinitionList, Table } from '#ui/table.tsx'
import { Paragraphs, Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Parts, Project } from '../queries.ts'
import { type ActivityState, partyRoles } from '../rules.ts'
import { DocumentLine, timeSaid } from '../views.tsx'
import type { T } from '../words.ts'

interface SectionsProps {
  t: T
  project: Project
  parts: Parts
}

const has = (text: Localized) => Object.keys(text).length > 0

/** What was reached and what was not, on top of everything once a project is closed. */
export const Closed = ({ t, project }: SectionsProps) =>
  project.state !== 'closed' ? null : (
    <Section id="closed" title={t('closed.title')}>
      {(['reached', 'not_reached'] as const).map((name) => (
        <div key={name}>
          <h3>{t(`closing.${name}`)}</h3>
          {has(project[name]) ? (
            <Paragraphs of={project[name]} />
          ) : (
            <p class="faint">{t('unknown.said')}</p>
          )}
        </div>
      ))}
    </Section>
  )

export const Sections = (props: SectionsProps) => (
  <>
    <Goals {...props} />
    <ForWhom {...props} />
    <Activities {...props} />
    <Parties {...props} />
    <Team {...props} />
    <Documents {...props} />
    <Risks {...props} />
  </>
)

function Goals({ t, project, parts }: SectionsProps) {
  const { goal, specific_goals, contract_number } = project
  if (!has(goal) && !has(specific_goals) && parts.areas.length === 0 && !contract_number)
    return null
  return (
    <Section id="goals" title={t('part.goals')}>
      <Paragraphs of={goal} />
      {has(specific_goals) ? (
        <>
          <h3>{t('field.specific_goals')}</h3>
          <Markdown of={specific_goals} top={3} />
        </>
      ) : null}
      <DefinitionList
        wide
        of={[
          parts.areas.length > 0 && {
            key: 'areas',
            term: t('field.areas'),
            is: (
              <Tags>
                {parts.areas.map((area) => (
                  <Tag key={area} to={paths.index({ 'area[]': area })}>
                    {areaSaid(area, t.locale)}
                  </Tag>
                ))}
              </Tags>
            ),
          },
          { key: 'contract', term: t('field.contract_number'), is: contract_number },
        ]}
      />
    </Section>
  )
}

type Group = Parts['target_groups'][number]

function ForWhom({ t, parts }: SectionsProps) {
  const { locale } = usePage()
  const number = (value: number | null) =>
    value === null ? t('unknown.said') : formatNumber(value, locale)
  const columns: Column<Group>[] = [
    {
      key: 'title',
      label: t('part.target_group'),
      heads: true,
      cell: ({ title }) => <Text of={title} />,
    },
    {
      key: 'planned',
      label: t('field.planned'),
      number: true,
      cell: ({ planned }) => number(planned),
    },
    {
      key: 'reached',
      label: t('field.reached'),
      number: true,
      cell: ({ reached }) => number(reached),
    },
  ]
  if (parts.target_groups.length === 0) return null
  return (
    <Section id="groups" title={t('part.target_group')}>
      <Table
        caption={t('part.target_group')}
        hideCaption
        columns={columns}
        rows={parts.target_groups}
        rowKey={({ id }) => id}
      />
    </Section>
  )
}

const tones: Readonly<Record<ActivityState, StateTone>> = {
  planned: 'still',
  under_way: 'wait',
  done: 'good',
  dropped: 'bad',
}

const Activities = ({ t, parts }: SectionsProps) =>
  parts.activities.length === 0 ? null : (
    <Section id="activities" title={t('part.activity')}>
      <ul class="rows bare">
        {parts.activities.map((activity) => (
          <li key={activity.id}>
            <div>
              <b>
                <Text of={activity.title} />
              </b>
              <p class="meta">{timeSaid(t, activity) ?? t('unknown.time')}</p>
            </div>
            <StateMark tone={tones[activity.state]}>{t(`state.${activity.state}`)}</StateMark>
          </li>
        ))}
      </ul>
    </Section>
  )

function Parties({ t, parts }: SectionsProps) {
  const roles = partyRoles.flatMap((role) => {
    const of = parts.parties.filter((party) => party.role === role)
    return of.length === 0 ? [] : [{ role, of }]
  })
  if (roles.length === 0) return null
  return (
    <Section id="parties" title={t('part.party')}>
      <DefinitionList
        wide
        of={roles.map(({ role, of }) => ({
          key: role,
          term: t(`role.${role}`),
          is: of.map((party) => <PartyLine key={party.id} t={t} party={party} />),
        }))}
      />
      <p class="faint">{t('parties.unconfirmed')}</p>
    </Section>
  )
}

function PartyLine({ t, party }: { t: T; party: Parts['parties'][number] }) {
  const time = timeSaid(t, { starts: party.since, ends: party.until })
  return (
    <div>
      {party.organisation ? (
        <Link to={organisations.profile({ slug: party.organisation })}>
          <Text of={party.organisation_name} />
        </Link>
      ) : (
        party.name
      )}
      {time ? <span class="faint"> · {time}</span> : null}
    </div>
  )
}

const Team = ({ t, parts }: SectionsProps) =>
  parts.team.length === 0 ? null : (
    <Section id="team" title={t('part.team_member')}>
      <People of={parts.team.map(({ id, name, title }) => ({ id, name, role: title }))} />
    </Section>
  )

const Documents = ({ t, parts }: SectionsProps) =>
  parts.documents.length === 0 ? null : (
    <Section id="documents" title={t('part.documents')}>
      <ul class="rows bare">
        {parts.documents.map((document) => (
          <li key={document.id}>
            <div>
              <DocumentLine t={t} document={document} />
            </div>
          </li>
        ))}
      </ul>
    </Section>
  )

type Risk = Parts['risks'][number]

function Risks({ t, parts }: SectionsProps) {
  const columns: Column<Risk>[] = [
    { key: 'title', label: t('part.risk'), heads: true, cell: ({ title }) => <Text of={title} /> },
    {
      key: 'likelihood',
      label: t('field.likelihood'),
      cell: ({ likelihood }) => t(`likelihood.${likelihood}`),
    },
    { key: 'impact', label: t('field.impact'), cell: ({ impact }) => t(`impact.${impact}`) },
    {
      key: 'response',
      label: t('field.response'),
      cell: ({ response }) => <Text of={response} otherwise={t('unknown.said')} />,
    },
  ]
  if (parts.risks.length === 0) return null
  return (
    <Section id="risks" title={t('part.risk')}>
      <Table
        caption={t('part.risk')}
        hideCaption
        columns={columns}
        rows={parts.risks}
        rowKey={({ id }) => id}
      />
    </Section>
  )
}

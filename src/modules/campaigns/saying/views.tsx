// What a campaign says of itself: to readers on its page, to reviewers before it opens.
import { usePage } from '#kit/page.tsx'
import { paths as organisations } from '#modules/organisations/index.ts'
import { Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Markdown } from '#ui/markdown.tsx'
import { Money } from '#ui/numbers.tsx'
import { DefinitionList, Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { pictureOf } from '../paths.ts'
import type { BudgetRow, Campaign } from '../queries.ts'
import { choosingDays, fillBudget, toFill } from '../rules.ts'
import type { T } from '../words.ts'

const longer = ['timetable', 'risks', 'team'] as const

/** Its picture, for those who look at it before it opens. */
export function Pictured({ campaign }: { campaign: Campaign }) {
  const { locale } = usePage()
  const { picture_id, picture_alt } = campaign
  return picture_id ? (
    <img
      src={pictureOf(picture_id, 800)}
      alt={plainText(picture_alt, locale)}
      width={800}
      height={533}
      loading="lazy"
    />
  ) : null
}

/** The story and what belongs to it; what nobody wrote is not there. */
export const Said = ({ t, campaign }: { t: T; campaign: Campaign }) => (
  <>
    <Section id="story" title={t('field.story')}>
      <Markdown of={campaign.story} top={3} />
    </Section>
    {longer.map((name) =>
      Object.keys(campaign[name]).length > 0 ? (
        <Section key={name} id={name} title={t(`field.${name}`)}>
          <Markdown of={campaign[name]} top={3} />
        </Section>
      ) : null,
    )}
  </>
)

// Lines that are no part of the budget: their sum, and what came beyond it.
const none = { place: 0, essential: false, title: {}, amount_minor: 0n }
const isExtra = (id: string): id is 'total' | 'beyond' => id === 'total' || id === 'beyond'

interface TermsProps {
  t: T
  campaign: Campaign
  items: readonly BudgetRow[]
}

/** What the money is for, to the cent, and the terms under which it is given. */
export function TermsSaid({ t, campaign, items }: TermsProps) {
  const { currency, optimum_minor } = campaign
  const there = toFill(campaign)
  const filled = fillBudget(items, there).items
  const lines = items.map((item, place) => ({
    ...item,
    filled_minor: filled[place]?.filled_minor ?? 0n,
  }))
  const sum = lines.reduce((whole, { filled_minor }) => whole + filled_minor, 0n)
  const beyond = { ...none, id: 'beyond', filled_minor: there - sum }
  const rows = beyond.filled_minor > 0n ? [...lines, beyond] : lines
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  return (
    <>
      <Section id="budget" title={t('way.budget')}>
        <Table
          caption={t('budget.caption')}
          hideCaption
          rows={rows}
          rowKey={({ id }) => id}
          total={{
            ...none,
            id: 'total',
            amount_minor: optimum_minor,
            filled_minor: lines.length < rows.length ? there : sum,
          }}
          columns={[
            {
              key: 'what',
              label: t('field.item'),
              heads: true,
              cell: ({ id, title }) => (isExtra(id) ? t(`budget.${id}`) : <Text of={title} />),
            },
            {
              key: 'kind',
              label: t('budget.kind'),
              cell: (row) =>
                isExtra(row.id) ? null : t(row.essential ? 'essential' : 'desirable'),
            },
            {
              key: 'asked',
              label: t('budget.asked'),
              number: true,
              cell: ({ id, amount_minor }) => (id === 'beyond' ? null : money(amount_minor)),
            },
            {
              key: 'there',
              label: t('budget.there'),
              number: true,
              cell: ({ filled_minor }) => money(filled_minor),
            },
          ]}
        />
      </Section>
      <Conditions t={t} campaign={campaign} />
    </>
  )
}

const Conditions = (props: Omit<TermsProps, 'items'>) => (
  <Section id="terms" title={props.t('way.terms')}>
    <TermsList {...props} />
  </Section>
)

/** The terms themselves, for a page that is about nothing else. */
export function TermsList({ t, campaign }: Omit<TermsProps, 'items'>) {
  const { currency, minimum_minor, optimum_minor } = campaign
  const money = (minor: bigint) => <Money minor={minor} currency={currency} />
  return (
    <>
      <DefinitionList
        wide
        of={[
          { key: 'kind', term: t('field.kind'), is: t(`kind.${campaign.kind}`) },
          { key: 'means', term: t('terms.means'), is: t(`kind.${campaign.kind}.hint`) },
          { key: 'minimum', term: t('minimum'), is: money(minimum_minor) },
          { key: 'optimum', term: t('optimum'), is: money(optimum_minor) },
          {
            key: 'enough',
            term: t('field.enough_percent'),
            is: campaign.enough_percent === null ? null : `${campaign.enough_percent} %`,
          },
          {
            key: 'rounds',
            term: t('field.rounds'),
            is: t(campaign.rounds === 2 ? 'rounds.2' : 'rounds.1'),
          },
          {
            key: 'time',
            term: t(campaign.closes_at ? 'terms.last_day' : 'field.days'),
            is: campaign.closes_at ? (
              <When at={campaign.closes_at} />
            ) : (
              t('terms.days', { days: campaign.days })
            ),
          },
          {
            key: 'host',
            term: t('field.host'),
            is: campaign.host_slug ? (
              <Link to={organisations.profile({ slug: campaign.host_slug })}>
                <Text of={campaign.host} bare />
              </Link>
            ) : null,
          },
        ]}
      />
      <p class="faint">
        {t('terms.late', { days: campaign.grace_days, currency: campaign.currency })}
      </p>
      <p class="faint">{t('terms.back', { days: choosingDays })}</p>
    </>
  )
}

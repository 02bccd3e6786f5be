// Setting up a round, and what operators decide about it.

import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { areaSaid, areas } from '#modules/organisations/index.ts'
import { type Choice, Radios, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, ActionLink, Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Money } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { Table } from '#ui/table.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { FoundRound } from '../queries.ts'
import { matchingKinds, type WhyNotOpenRound } from '../rules.ts'
import { reasonCharsMax, storyCharsMax, titleCharsMax } from '../schema.ts'
import { errorWords, RoundBadge } from '../views.tsx'
import type { T } from '../words.ts'
import type { DeskRound } from './queries.ts'
import { donorCharsMax } from './schema.ts'

interface RoundFormProps {
  t: T
  form: FormState
  to: string
  places: readonly Choice[]
  title: string
  /** An operator says for whom. */
  forSomebody?: boolean
  crumb: { to: string; label: string }
}

export const RoundFormPage = ({
  t,
  form,
  to,
  places,
  title,
  forSomebody,
  crumb,
}: RoundFormProps) => (
  <Page title={title} unlisted crumbs={[crumb]}>
    <h1>{title}</h1>
    <p class="standfirst">{t('matching.form.lead')}</p>
    <Form to={to} state={form} errors={errorWords(t)} guard>
      <Once />
      {forSomebody ? (
        <>
          <Field
            name="organisation"
            label={t('matching.field.organisation')}
            hint={t('matching.field.organisation.hint')}
          />
          <Field
            name="donor"
            label={t('matching.field.donor')}
            hint={t('matching.field.donor.hint')}
            max={donorCharsMax}
          />
        </>
      ) : null}
      <LocalizedField name="title" label={t('matching.field.title')} max={titleCharsMax} />
      <LocalizedField
        name="about"
        label={t('matching.field.about')}
        hint={t('matching.field.about.hint')}
        max={storyCharsMax}
        rows={6}
        optional
      />
      <Sharing t={t} />
      <Conditions t={t} places={places} />
      <Actions>
        <button type="submit" class="action main">
          {t('save')}
        </button>
      </Actions>
    </Form>
  </Page>
)

/** How the pot is shared. */
const Sharing = ({ t }: { t: T }) => (
  <>
    <Radios
      name="kind"
      label={t('matching.field.kind')}
      choices={matchingKinds.map((value) => ({
        value,
        label: t(`matching.kind.${value}`),
        hint: t(`matching.how.${value}`),
      }))}
    />
    <Field
      name="pot"
      inputmode="decimal"
      short
      label={t('matching.field.pot')}
      hint={t('matching.field.pot.hint')}
    />
    <Field
      name="percent"
      type="number"
      min={1}
      short
      label={t('matching.field.percent')}
      hint={t('matching.field.percent.hint')}
    />
    {(['donor_cap', 'campaign_cap', 'damping'] as const).map((name) => (
      <Field
        key={name}
        name={name}
        inputmode="decimal"
        short
        label={t(`matching.field.${name}`)}
        hint={t(`matching.field.${name}.hint`)}
        optional
      />
    ))}
  </>
)

const Conditions = ({ t, places }: { t: T; places: readonly Choice[] }) => (
  <>
    <Field name="days" type="number" min={1} short label={t('matching.field.days')} />
    <Field
      name="hold_days"
      type="number"
      min={0}
      short
      label={t('matching.field.hold_days')}
      hint={t('matching.field.hold_days.hint')}
    />
    <Select
      name="area"
      label={t('field.area')}
      choices={areas.map((value) => ({ value, label: areaSaid(value, t.locale) }))}
      optional
    />
    <Select name="place_id" label={t('field.place_id')} choices={places} optional />
    <Field
      name="named"
      rows={4}
      label={t('matching.field.named')}
      hint={t('matching.field.named.hint')}
      optional
    />
  </>
)

export const DeskRoundsPage = ({ t, rounds }: { t: T; rounds: readonly DeskRound[] }) => (
  <Page title={t('matching.desk')} unlisted>
    <h1>{t('matching.desk')}</h1>
    <p class="lead">{t('matching.desk.lead')}</p>
    <div class="actions">
      <ActionLink to={paths.deskRoundAdd()}>{t('matching.desk.add')}</ActionLink>
    </div>
    {rounds.length === 0 ? (
      <EmptyState title={t('matching.none')}>{t('matching.none.text')}</EmptyState>
    ) : (
      <Table
        caption={t('matching.desk')}
        hideCaption
        rows={rounds}
        rowKey={({ id }) => id}
        columns={[
          {
            key: 'title',
            label: t('matching.field.title'),
            heads: true,
            cell: ({ id, title }) => (
              <Link to={paths.deskRound({ id })}>
                <Text of={title} />
              </Link>
            ),
          },
          {
            key: 'who',
            label: t('matching.giver'),
            cell: ({ donor, organisation }) => donor ?? <Text of={organisation} bare />,
          },
          {
            key: 'pot',
            label: t('matching.pot'),
            number: true,
            cell: ({ pot_minor, currency }) => <Money minor={pot_minor} currency={currency} />,
          },
          {
            key: 'state',
            label: t('matching.standing'),
            cell: ({ state }) => <RoundBadge t={t} state={state} />,
          },
        ]}
      />
    )}
  </Page>
)

interface JudgingProps {
  t: T
  round: FoundRound
  there_minor: bigint
  whyNot: WhyNotOpenRound | null
  form: FormState
}

export function DeskRoundPage({ t, round, there_minor, whyNot, form }: JudgingProps) {
  const { locale } = usePage()
  const title = plainText(round.title, locale)
  const money = (minor: bigint) => () => <Money minor={minor} currency={round.currency} />
  return (
    <Page title={title} unlisted crumbs={[{ to: paths.deskRounds(), label: t('matching.desk') }]}>
      <h1>{title}</h1>
      <p>
        <RoundBadge t={t} state={round.state} />{' '}
        <Link to={paths.round(round)}>{t('matching.page')}</Link>
      </p>
      <p>
        {t.rich('matching.keeping.there', {
          there: money(there_minor),
          pot: money(round.pot_minor),
        })}
      </p>
      <Section id="decision" title={t('desk.decision')}>
        {whyNot ? (
          <Notice tone="wait">{t(`matching.cannot.${whyNot}`)}</Notice>
        ) : (
          <Action to={paths.deskRoundOpening(round)} tone="main">
            {t('matching.open')}
          </Action>
        )}
        {round.state === 'waiting' ? (
          <Form to={paths.deskRoundRefusal(round)} id="refusal" state={form} errors={errorWords(t)}>
            <Field
              name="reason"
              rows={4}
              max={reasonCharsMax}
              label={t('desk.reason')}
              hint={t('desk.reason.hint')}
            />
            <button type="submit" class="action danger">
              {t('desk.refuse')}
            </button>
          </Form>
        ) : null}
      </Section>
    </Page>
  )
}

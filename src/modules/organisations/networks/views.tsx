// Coalitions and members: what was proposed, what is agreed, what is over.
import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { State } from '#ui/state.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Kind } from '../rules.ts'
import { EditSheet, errorWords } from '../views.tsx'
import type { T } from '../words.ts'
import type { Bond } from './queries.ts'
import { sideOf, whyNotAnswer } from './rules.ts'

interface NetworksPageProps {
  t: T
  organisation: { id: string; slug: string; name: Localized; kind: Kind }
  bonds: readonly Bond[]
  form: FormState
}

export const NetworksPage = ({ t, organisation, bonds, form }: NetworksPageProps) => (
  <EditSheet t={t} organisation={organisation} way="networks">
    <p class="standfirst">{t('networks.lead')}</p>
    {bonds.length === 0 ? (
      <EmptyState title={t('networks.none')}>{t('networks.none.text')}</EmptyState>
    ) : (
      <ul class="rows bare">
        {bonds.map((bond) => (
          <BondRow key={bond.id} t={t} organisation={organisation} bond={bond} />
        ))}
      </ul>
    )}
    <Section
      id="propose"
      title={t(organisation.kind === 'coalition' ? 'networks.invite' : 'networks.ask')}
    >
      <Form to={paths.networks(organisation)} state={form} errors={errorWords(t)}>
        <Once />
        <Field name="other" label={t('networks.other')} hint={t('networks.other.hint')} />
        <Field name="since" type="date" label={t('networks.since')} />
        <Actions>
          <button type="submit" class="action main">
            {t('networks.propose')}
          </button>
        </Actions>
      </Form>
    </Section>
  </EditSheet>
)

type BondRowProps = Pick<NetworksPageProps, 't' | 'organisation'> & { bond: Bond }

function BondRow({ t, organisation, bond }: BondRowProps) {
  const at = { slug: organisation.slug, id: bond.id }
  const side = sideOf(bond, organisation.id)
  const mayAnswer = whyNotAnswer(bond, organisation.id) === null
  return (
    <li>
      <div>
        <b>
          <Link to={paths.profile(bond)}>
            <Text of={bond.name} />
          </Link>
        </b>
        <p class="meta">
          <span>{t(side === 'coalition' ? 'networks.is_member' : 'networks.is_coalition')}</span>
          {bond.since ? (
            <span>{t.rich('networks.from', { when: () => <When at={bond.since ?? ''} /> })}</span>
          ) : null}
          {bond.until ? (
            <span>{t.rich('networks.until', { when: () => <When at={bond.until ?? ''} /> })}</span>
          ) : null}
        </p>
        <Actions>
          {mayAnswer ? (
            <>
              <Action to={paths.networkConfirmation(at)} tone="main">
                {t('networks.confirm')}
              </Action>
              <Action to={paths.networkRefusal(at)} tone="quiet">
                {t('networks.decline')}
              </Action>
            </>
          ) : bond.until ? null : (
            <Action to={paths.networkEnd(at)} tone="text" confirm={t('networks.end.sure')}>
              {t(bond.confirmed_at ? 'networks.end' : 'networks.withdraw')}
            </Action>
          )}
        </Actions>
      </div>
      {bond.until ? (
        <State tone="still">{t('networks.over')}</State>
      ) : bond.confirmed_at ? (
        <State tone="good">{t('networks.agreed')}</State>
      ) : (
        <State tone="wait">{t('networks.waits')}</State>
      )}
    </li>
  )
}

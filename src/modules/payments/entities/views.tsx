// The desk's pages about who collects, and where people pay to.
import type { FormState } from '#kit/form.ts'
import { Checkbox, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { type ErrorWords, Form, Once } from '#ui/form.tsx'
import { countryChoices, countryName, currencySaid } from '#ui/intl-names.ts'
import { Actions, Lede, Section } from '#ui/layout.tsx'
import { Action, Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice, State } from '#ui/state.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { countries } from '../schema.ts'
import type { T } from '../words.ts'
import type { Account, Entity } from './queries.ts'
import { whyNotClose, whyNotConfirm } from './rules.ts'
import { addressCharsMax, nameCharsMax } from './schema.ts'

const errorWords = (t: T): ErrorWords => ({
  home_already: t('entities.error.home_already'),
  not_an_iban: t('entities.error.not_an_iban'),
  not_a_bic: t('entities.error.not_a_bic'),
  known_already: t('entities.error.known_already'),
  closed_already: t('entities.error.closed_already'),
})

const crumbs = (t: T) => [{ to: '/desk', label: t('entities.desk') }]

interface ListProps {
  t: T
  entities: readonly Entity[]
  form: FormState
}

export const EntitiesPage = ({ t, entities, form }: ListProps) => (
  <Page title={t('entities.title')} unlisted crumbs={crumbs(t)}>
    <Lede title={t('entities.title')} standfirst={t('entities.lede')} />
    {entities.length === 0 ? (
      <EmptyState title={t('entities.none')}>{t('entities.none.text')}</EmptyState>
    ) : (
      <ul class="rows bare">
        {entities.map((entity) => (
          <li key={entity.id}>
            <div>
              <h2 class="h3">
                <Link to={paths.deskEntity(entity)}>{entity.name}</Link>
              </h2>
              <Meta of={[entity.address, countryName(entity.country, t.locale)]} />
            </div>
            <EntityState t={t} entity={entity} />
          </li>
        ))}
      </ul>
    )}
    <Section id="add" title={t('entities.add')}>
      <Form to={paths.deskEntities()} state={form} errors={errorWords(t)} guard>
        <Once />
        <Field name="name" label={t('entities.name')} max={nameCharsMax} />
        <Field name="legal_form" label={t('entities.legal_form')} optional />
        <Field name="address" label={t('entities.address')} max={addressCharsMax} />
        <Select
          name="country"
          label={t('entities.country')}
          choices={countryChoices(countries, t.locale)}
        />
        <Field name="registration_number" label={t('entities.register')} optional />
        <Checkbox name="is_home" label={t('entities.is_home')} hint={t('entities.is_home.hint')} />
        <Actions>
          <button type="submit" class="action main">
            {t('entities.add')}
          </button>
        </Actions>
      </Form>
    </Section>
  </Page>
)

function EntityState({ t, entity }: { t: T; entity: Entity }) {
  if (entity.closed_at) return <State tone="still">{t('entities.closed')}</State>
  return entity.is_home ? <State tone="good">{t('entities.home')}</State> : null
}

interface EntityProps {
  t: T
  entity: Entity
  accounts: readonly Account[]
  currencies: readonly string[]
  form: FormState
  /** Nobody confirms what they added themselves. */
  person_id: string
}

export function EntityPage(props: EntityProps) {
  const { t, entity, accounts } = props
  const open = accounts.filter(({ closed_at }) => closed_at === null).length
  return (
    <Page
      title={entity.name}
      unlisted
      crumbs={[...crumbs(t), { to: paths.deskEntities(), label: t('entities.title') }]}
    >
      <Lede
        title={entity.name}
        standfirst={`${entity.address}, ${countryName(entity.country, t.locale)}`}
      >
        <EntityState t={t} entity={entity} />
      </Lede>
      {entity.is_sample ? <Notice tone="wait">{t('giving.sample')}</Notice> : null}
      <Section id="accounts" title={t('entities.accounts')}>
        {accounts.length === 0 ? <p>{t('entities.accounts.none')}</p> : null}
        <ul class="rows bare">
          {accounts.map((account) => (
            <AccountRow key={account.id} {...props} account={account} />
          ))}
        </ul>
      </Section>
      {entity.closed_at ? null : <NewAccount {...props} />}
      {whyNotClose(entity, open) === null ? (
        <Action
          to={paths.deskEntityClosing(entity)}
          tone="danger"
          confirm={t('entities.close.sure')}
        >
          {t('entities.close')}
        </Action>
      ) : null}
    </Page>
  )
}

const inGroups = (text: string) => text.replace(/(.{4})(?=.)/g, '$1 ')

function AccountRow({ t, account, person_id }: EntityProps & { account: Account }) {
  const whyNot = whyNotConfirm(account, person_id)
  return (
    <li>
      <div>
        <b class="number">{inGroups(account.iban)}</b>
        <Meta
          of={[
            account.currency,
            account.bic,
            account.bank_name,
            account.holder,
            t('entities.added_by', { name: account.added_by_name ?? t('entities.nobody') }),
            <When key="at" at={account.added_at} />,
          ]}
        />
        <Actions>
          {whyNot === null ? (
            <Action to={paths.deskAccountConfirmation(account)} tone="main">
              {t('entities.confirm')}
            </Action>
          ) : null}
          {account.closed_at ? null : (
            <Action
              to={paths.deskAccountClosing(account)}
              tone="text"
              confirm={t('entities.account.close.sure')}
            >
              {t('entities.account.close')}
            </Action>
          )}
        </Actions>
        {whyNot === 'added_by_yourself' ? <p class="hint">{t('entities.waits')}</p> : null}
      </div>
      <AccountState t={t} account={account} />
    </li>
  )
}

function AccountState({ t, account }: { t: T; account: Account }) {
  if (account.closed_at) return <State tone="still">{t('entities.closed')}</State>
  if (!account.confirmed_at) return <State tone="wait">{t('entities.unconfirmed')}</State>
  const name = account.confirmed_by_name ?? t('entities.nobody')
  return <State tone="good">{t('entities.confirmed', { name })}</State>
}

const NewAccount = ({ t, entity, currencies, form }: EntityProps) => (
  <Section id="add" title={t('entities.account.add')}>
    <p>{t('entities.account.lead')}</p>
    <Form to={paths.deskAccounts(entity)} state={form} errors={errorWords(t)} guard>
      <Once />
      <Field name="iban" label={t('gifts.iban')} autocomplete="off" />
      <Field name="bic" label={t('gifts.bic')} autocomplete="off" short />
      <Field name="bank_name" label={t('gifts.bank')} />
      <Field
        name="holder"
        label={t('entities.holder')}
        hint={t('entities.holder.hint')}
        max={nameCharsMax}
      />
      <Select
        name="currency"
        label={t('giving.currency')}
        choices={currencies.map((value) => ({ value, label: currencySaid(value, t.locale) }))}
      />
      <Actions>
        <button type="submit" class="action main">
          {t('entities.account.add')}
        </button>
      </Actions>
    </Form>
  </Section>
)

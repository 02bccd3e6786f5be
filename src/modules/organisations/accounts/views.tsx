// Bank accounts, which two people stand for, and the public benefit status by year.
import type { FormState } from '#kit/form.ts'
import type { Localized } from '#kit/localized.ts'
import { Checkbox, Select } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Meta } from '#ui/rows.tsx'
import { State } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import { friendlyIban } from '../rules.ts'
import { yearMin } from '../schema.ts'
import { EditSheet, errorWords } from '../views.tsx'
import type { T } from '../words.ts'
import type { Account } from './queries.ts'
import { whyNotConfirm } from './rules.ts'
import { bankNameCharsMax, benefitStatuses, purposeCharsMax } from './schema.ts'

interface Subject {
  t: T
  organisation: { slug: string; name: Localized }
  form: FormState
}

interface AccountsPageProps extends Subject {
  accounts: readonly Account[]
  /** Who looks: nobody confirms what they added themselves. */
  person_id: string
}

export const AccountsPage = (props: AccountsPageProps) => {
  const { t, organisation, accounts, form, person_id } = props
  return (
    <EditSheet t={t} organisation={organisation} way="accounts">
      <p class="standfirst">{t('accounts.lead')}</p>
      {accounts.length === 0 ? (
        <EmptyState title={t('accounts.none')}>{t('accounts.none.text')}</EmptyState>
      ) : (
        <ul class="rows bare">
          {accounts.map((account) => (
            <AccountRow
              key={account.id}
              t={t}
              slug={organisation.slug}
              account={account}
              person_id={person_id}
            />
          ))}
        </ul>
      )}
      <Section id="add" title={t('accounts.add')}>
        <Form to={paths.accounts(organisation)} state={form} errors={errorWords(t)} guard>
          <Once />
          <Field name="iban" label={t('accounts.iban')} hint={t('accounts.iban.hint')} />
          <Field name="bank_name" label={t('accounts.bank_name')} max={bankNameCharsMax} />
          <LocalizedField
            name="purpose"
            label={t('accounts.purpose')}
            hint={t('accounts.purpose.hint')}
            max={purposeCharsMax}
            optional
          />
          <Checkbox name="shown" label={t('accounts.show')} hint={t('accounts.show.hint')} />
          <Actions>
            <button type="submit" class="action main">
              {t('accounts.add')}
            </button>
          </Actions>
        </Form>
      </Section>
    </EditSheet>
  )
}

interface AccountRowProps {
  t: T
  slug: string
  account: Account
  person_id: string
}

function AccountRow({ t, slug, account, person_id }: AccountRowProps) {
  const at = { slug, id: account.id }
  const whyNot = whyNotConfirm(account, person_id)
  return (
    <li>
      <div>
        <b class="number">{friendlyIban(account.iban)}</b>
        <Meta
          of={[
            account.bank_name,
            <Text key="purpose" of={account.purpose} />,
            t('accounts.added_by', { name: account.added_by_name ?? t('somebody') }),
          ]}
        />
        <Actions>
          {whyNot === null ? (
            <Action to={paths.accountConfirmation(at)} tone="main">
              {t('accounts.confirm')}
            </Action>
          ) : null}
          <Action
            to={paths.accountShowing(at)}
            tone="quiet"
            fields={account.shown ? {} : { shown: 'yes' }}
          >
            {t(account.shown ? 'accounts.hide' : 'accounts.show')}
          </Action>
          <Action to={paths.accountRemoval(at)} tone="text" confirm={t('accounts.remove.sure')}>
            {t('remove')}
          </Action>
        </Actions>
        {whyNot === 'added_by_yourself' ? <p class="hint">{t('accounts.waits')}</p> : null}
      </div>
      <Confirmed t={t} account={account} />
    </li>
  )
}

const Confirmed = ({ t, account }: { t: T; account: Account }) =>
  account.confirmed_at ? (
    <State tone="good">
      {t.rich('accounts.confirmed', {
        name: account.confirmed_by_name ?? t('somebody'),
        when: () => <When at={account.confirmed_at ?? account.created_at} />,
      })}
    </State>
  ) : (
    <State tone="wait">{t('accounts.unconfirmed')}</State>
  )

interface BenefitPageProps extends Subject {
  years: readonly { year: number; status: (typeof benefitStatuses)[number] }[]
}

export const BenefitPage = ({ t, organisation, years, form }: BenefitPageProps) => (
  <EditSheet t={t} organisation={organisation} way="publicBenefit">
    <p class="standfirst">{t('benefit.lead')}</p>
    <DefinitionList
      wide
      of={years.map(({ year, status }) => ({
        key: String(year),
        term: year,
        is: t(`benefit.${status}`),
      }))}
    />
    <Section id="set" title={t('benefit.set')}>
      <Form to={paths.publicBenefit(organisation)} state={form} errors={errorWords(t)}>
        <Field
          name="year"
          type="number"
          label={t('benefit.year')}
          min={yearMin}
          inputmode="numeric"
        />
        <Select
          name="status"
          label={t('benefit.status')}
          hint={t('benefit.status.hint')}
          choices={benefitStatuses.map((one) => ({ value: one, label: t(`benefit.${one}`) }))}
          optional
        />
        <Actions>
          <button type="submit" class="action main">
            {t('save')}
          </button>
        </Actions>
      </Form>
    </Section>
  </EditSheet>
)

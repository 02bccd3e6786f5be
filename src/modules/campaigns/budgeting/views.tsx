// The lines of a budget, and their forms.
import type { FormState } from '#kit/form.ts'
import { Radios } from '#ui/choices.tsx'
import { Field } from '#ui/field.tsx'
import { Form, Hidden, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Money } from '#ui/numbers.tsx'
import { Meta } from '#ui/rows.tsx'
import { Notice } from '#ui/state.tsx'
import { Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { BudgetRow, Campaign } from '../queries.ts'
import { whyNotEdit } from '../rules.ts'
import { itemCharsMax, reasonCharsMax } from '../schema.ts'
import { errorWords, Sheet } from '../views.tsx'
import type { T } from '../words.ts'

interface EditProps {
  t: T
  campaign: Campaign
  form: FormState
}

const versionOf = (form: FormState, campaign: Campaign) =>
  form.typed.version?.[0] ?? String(campaign.version)

const Save = ({ t, campaign, label }: { t: T; campaign: Campaign; label: string }) => (
  <Actions>
    <button type="submit" class="action main">
      {label}
    </button>
    <Link to={paths.campaign(campaign)}>{t('cancel')}</Link>
  </Actions>
)

interface BudgetProps extends EditProps {
  items: readonly BudgetRow[]
}

export function BudgetPage({ t, campaign, items, form }: BudgetProps) {
  const whyNot = whyNotEdit(campaign.state, 'budget')
  const { minimum_minor, optimum_minor, currency } = campaign
  return (
    <Sheet t={t} campaign={campaign} way="budget" lead={t('budget.lead')}>
      {items.length > 0 ? (
        <Notice>
          {t.rich('budget.sums', {
            minimum: () => <Money minor={minimum_minor} currency={currency} />,
            optimum: () => <Money minor={optimum_minor} currency={currency} />,
          })}
        </Notice>
      ) : null}
      <ul class="rows bare">
        {items.map((item) => (
          <li key={item.id}>
            <div>
              <b>
                <Text of={item.title} />
              </b>
              <Meta
                of={[
                  <Money key="amount" minor={item.amount_minor} currency={currency} />,
                  t(item.essential ? 'essential' : 'desirable'),
                ]}
              />
            </div>
            {whyNot ? null : (
              <Link to={paths.budgetItem({ slug: campaign.slug, id: item.id })}>
                {t('budget.change')}
              </Link>
            )}
          </li>
        ))}
      </ul>
      {whyNot ? (
        <Notice tone="wait">{t(`error.${whyNot}`)}</Notice>
      ) : (
        <Section id="add" title={t('budget.add')}>
          <Form to={paths.budget(campaign)} state={form} errors={errorWords(t)} guard>
            <Once />
            <ItemFields t={t} campaign={campaign} form={form} />
            <Save t={t} campaign={campaign} label={t('budget.add.submit')} />
          </Form>
        </Section>
      )}
    </Sheet>
  )
}

const ItemFields = ({ t, campaign, form }: EditProps) => (
  <>
    <Hidden name="version" value={versionOf(form, campaign)} />
    <LocalizedField name="title" label={t('field.item')} max={itemCharsMax} />
    <Field
      name="amount"
      inputmode="decimal"
      label={t('field.amount')}
      hint={t('field.amount.hint')}
      short
    />
    <Radios
      name="essential"
      label={t('field.essential')}
      choices={[
        { value: 'yes', label: t('essential'), hint: t('essential.hint') },
        { value: 'no', label: t('desirable'), hint: t('desirable.hint') },
      ]}
    />
    {campaign.opened_at ? <Reason t={t} /> : null}
  </>
)

const Reason = ({ t }: { t: T }) => (
  <LocalizedField
    name="reason"
    label={t('field.reason')}
    hint={t('field.reason.hint')}
    max={reasonCharsMax}
    rows={3}
  />
)

interface ItemPageProps extends EditProps {
  item: BudgetRow
  removal: FormState
}

export function ItemPage({ t, campaign, item, form, removal }: ItemPageProps) {
  const at = { slug: campaign.slug, id: item.id }
  return (
    <Sheet t={t} campaign={campaign} way="budget">
      <Form to={paths.budgetItem(at)} state={form} errors={errorWords(t)} guard>
        <ItemFields t={t} campaign={campaign} form={form} />
        <Save t={t} campaign={campaign} label={t('save')} />
      </Form>
      <Section id="remove" title={t('budget.remove')}>
        <Form to={paths.budgetRemoval(at)} id="removal" state={removal} errors={errorWords(t)}>
          <Hidden name="version" value={versionOf(removal, campaign)} />
          {campaign.opened_at ? <Reason t={t} /> : null}
          <button type="submit" class="action danger">
            {t('budget.remove.submit')}
          </button>
        </Form>
      </Section>
    </Sheet>
  )
}

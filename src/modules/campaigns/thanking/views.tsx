// What is given in return, for those who keep a campaign.
import { emptyForm, type FormState } from '#kit/form.ts'
import type { Thanked, Thanks } from '#modules/payments/index.ts'
import { Field } from '#ui/field.tsx'
import { Form, Once } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Action } from '#ui/link.tsx'
import { LocalizedField } from '#ui/localized-field.tsx'
import { Meta } from '#ui/rows.tsx'
import { Tag } from '#ui/state.tsx'
import { Text } from '#ui/text.tsx'
import { When } from '#ui/when.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import { isRunning } from '../rules.ts'
import { itemCharsMax, reasonCharsMax } from '../schema.ts'
import { errorWords, Sheet, ThanksLine } from '../views.tsx'
import type { T } from '../words.ts'
import { noteCharsMax } from './schema.ts'

interface ThankingProps {
  t: T
  campaign: Campaign
  thanks: readonly Thanks[]
  thanked: readonly Thanked[]
  form: FormState
}

export const ThankingPage = (props: ThankingProps) => {
  const { t, campaign, form } = props
  const open = campaign.state === 'draft' || isRunning(campaign.state)
  return (
    <Sheet t={t} campaign={campaign} way="thanks" lead={t('thanks.lead')}>
      <Offered {...props} />
      {open ? (
        <Section id="add" title={t('thanks.add')}>
          <Form to={paths.thanks(campaign)} state={form} errors={errorWords(t)} guard>
            <Once />
            <LocalizedField name="title" label={t('thanks.what')} max={itemCharsMax} />
            <LocalizedField
              name="note"
              label={t('thanks.note')}
              hint={t('thanks.note.hint')}
              max={reasonCharsMax}
              rows={3}
              optional
            />
            <Field name="least" label={t('thanks.least')} inputmode="decimal" short />
            <Field
              name="stock"
              label={t('thanks.stock')}
              hint={t('thanks.stock.hint')}
              inputmode="numeric"
              short
              optional
            />
            <Actions>
              <button type="submit" class="action main">
                {t('thanks.add.submit')}
              </button>
            </Actions>
          </Form>
        </Section>
      ) : null}
      <ToThank {...props} />
    </Sheet>
  )
}

const Offered = ({ t, campaign, thanks }: ThankingProps) =>
  thanks.length === 0 ? (
    <p>{t('thanks.none')}</p>
  ) : (
    <ul class="rows bare">
      {thanks.map((one) => (
        <li key={one.id}>
          <div>
            <ThanksLine t={t} of={one} />
            <p class="meta">{t('thanks.taken', { count: one.taken })}</p>
          </div>
          {one.closed_at ? (
            <Tag>{t('thanks.closed')}</Tag>
          ) : (
            <Action to={paths.thanksClosing({ slug: campaign.slug, id: one.id })} tone="text">
              {t('thanks.close')}
            </Action>
          )}
        </li>
      ))}
    </ul>
  )

/** Whose money came, and what is to be handed over. Their addresses are for this alone. */
const ToThank = ({ t, campaign, thanked }: ThankingProps) => (
  <Section id="to-thank" title={t('thanks.people')}>
    <p class="faint">{thanked.length === 0 ? t('thanks.people.none') : t('thanks.people.lead')}</p>
    <ul class="rows bare">
      {thanked.map((one) => (
        <li key={one.id}>
          <div>
            <b>{one.donor_name ?? t('supporters.anonymous')}</b>
            <Meta of={[one.donor_email, <Text key="what" of={one.title} bare />]} />
            {one.thanked_at ? (
              <p class="meta">
                {t('thanks.done')} <When at={one.thanked_at} /> {one.thanks_note}
              </p>
            ) : (
              <Form
                to={paths.handingOver({ slug: campaign.slug, id: one.id })}
                state={emptyForm()}
                id={`over-${one.id}`}
              >
                <Field name="note" label={t('thanks.how')} max={noteCharsMax} optional />
                <button type="submit" class="action quiet">
                  {t('thanks.done')}
                </button>
              </Form>
            )}
          </div>
        </li>
      ))}
    </ul>
  </Section>
)

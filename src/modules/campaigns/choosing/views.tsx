import type { FormState } from '#kit/form.ts'
import { formatDate, formatMoney } from '#kit/format.ts'
import { usePage } from '#kit/page.tsx'
import { Select } from '#ui/choices.tsx'
import { Form } from '#ui/form.tsx'
import { Actions } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import type { T } from '../words.ts'
import type { Gift, Offered } from './queries.ts'

interface ChoosingProps {
  t: T
  campaign: Campaign
  gift: Gift
  gift_key: string
  /** It has not gone back yet. */
  waits: boolean
  offered: readonly Offered[]
  form: FormState
}

/** Doing nothing is always right: then it goes back. */
export function ChoosingPage(props: ChoosingProps) {
  const { t, campaign, gift, gift_key, waits } = props
  const { locale } = usePage()
  const title = plainText(campaign.title, locale)
  const at = { slug: campaign.slug, id: gift.id, key: gift_key }
  const goes = gift.goes_back_at
  const amount = formatMoney(gift.back_minor - gift.gone_back_minor, gift.currency, locale)
  return (
    <Page
      title={t('choosing.title')}
      unlisted
      accent={campaign.accent}
      crumbs={[{ to: paths.campaign(campaign), label: title }]}
    >
      <h1>{t('choosing.title')}</h1>
      {waits && goes ? (
        <>
          <p class="standfirst">
            {t('choosing.lead', { title, amount, when: formatDate(goes, locale) })}
          </p>
          <p>{t('choosing.text')}</p>
          <Choice {...props} to={paths.choosing(at)} />
        </>
      ) : (
        <Notice tone="wait">{t('choosing.nothing_waits')}</Notice>
      )}
      <p>
        <Link to={paths.whereabouts(at)}>{t('where.title')}</Link>
      </p>
    </Page>
  )
}

function Choice({ t, campaign, offered, form, to }: ChoosingProps & { to: string }) {
  const { locale } = usePage()
  const host = plainText((campaign.host ?? campaign.organisation) || {}, locale)
  const support = { value: 'support', label: t('choosing.support', { organisation: host }) }
  const others = offered.map(({ id, title, organisation }) => ({
    value: id,
    label: `${plainText(title, locale)} · ${plainText(organisation, locale)}`,
    group: t('choosing.campaigns'),
  }))
  const first = campaign.recipient_state === 'verified' ? [support] : []
  const errors = {
    closed: t('choosing.closed'),
    nothing_waits: t('choosing.nothing_waits'),
  }
  return (
    <Form to={to} state={form} errors={errors}>
      <Select name="to" label={t('choosing.to')} choices={[...first, ...others]} />
      <Actions>
        <button type="submit" class="action main">
          {t('choosing.submit')}
        </button>
      </Actions>
    </Form>
  )
}

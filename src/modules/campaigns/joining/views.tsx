import type { FormState } from '#kit/form.ts'
import { usePage } from '#kit/page.tsx'
import { Radios } from '#ui/choices.tsx'
import { Form } from '#ui/form.tsx'
import { Actions, Section } from '#ui/layout.tsx'
import { Link } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice } from '#ui/state.tsx'
import { plainText, Text } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Campaign } from '../queries.ts'
import type { WhyNotJoin } from '../rules.ts'
import { errorWords } from '../views.tsx'
import type { T } from '../words.ts'
import type { OpenRound } from './queries.ts'

interface JoiningProps {
  t: T
  campaign: Campaign
  rounds: readonly (OpenRound & { readonly whyNot: WhyNotJoin | null })[]
  form: FormState
}

export function JoiningPage({ t, campaign, rounds, form }: JoiningProps) {
  const { locale } = usePage()
  const open = rounds.filter(({ whyNot }) => whyNot === null)
  const other = rounds.filter(({ whyNot }) => whyNot !== null)
  return (
    <Page
      title={t('matching.join')}
      unlisted
      crumbs={[{ to: paths.campaign(campaign), label: plainText(campaign.title, locale) }]}
    >
      <h1>{t('matching.join')}</h1>
      <p class="standfirst">{t('matching.join.lead')}</p>
      {open.length === 0 ? (
        <Notice tone="wait">{t('matching.join.none')}</Notice>
      ) : (
        <Form to={paths.joining(campaign)} state={form} errors={errorWords(t)}>
          <Radios
            name="round_id"
            label={t('matching.join.which')}
            choices={open.map(({ id, title, kind, donor, organisation }) => ({
              value: id,
              label: plainText(title, locale),
              hint: `${donor ?? plainText(organisation, locale)} · ${t(`matching.kind.${kind}`)}`,
            }))}
          />
          <Actions>
            <button type="submit" class="action main">
              {t('matching.join.submit')}
            </button>
          </Actions>
        </Form>
      )}
      {other.length > 0 ? (
        <Section id="others" title={t('matching.join.others')}>
          <ul>
            {other.map(({ id, slug, title, whyNot }) => (
              <li key={id}>
                <Link to={paths.round({ slug })}>
                  <Text of={title} bare />
                </Link>
                {': '}
                {whyNot ? t(`matching.cannot.${whyNot}`) : null}
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
    </Page>
  )
}

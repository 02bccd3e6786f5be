import { formatNumber } from '#kit/format.ts'
import type { Localized } from '#kit/localized.ts'
import { usePage } from '#kit/page.tsx'
import { paths as organisations } from '#modules/organisations/index.ts'
import { Copy } from '#ui/copy.tsx'
import { Lede } from '#ui/layout.tsx'
import { Action } from '#ui/link.tsx'
import { Page } from '#ui/page.tsx'
import { Notice, State } from '#ui/state.tsx'
import { DefinitionList } from '#ui/table.tsx'
import { plainText } from '#ui/text.tsx'
import { paths } from '../paths.ts'
import type { Subject } from '../queries.ts'
import { handleOf } from '../rules.ts'
import type { T } from '../words.ts'

interface SettingsPageProps {
  t: T
  organisation: { slug: string; name: Localized }
  subject: Subject
  followers: number
}

/** Whether an organisation can be followed from elsewhere: by what name, by how many. */
export function SettingsPage({ t, organisation, subject, followers }: SettingsPageProps) {
  const { base_url } = usePage()
  const { slug, name } = organisation
  const { kept_off, open, standing } = subject
  const crumbs = [{ to: organisations.profile({ slug }), label: plainText(name, t.locale) }]
  return (
    <Page title={t('settings.title')} crumbs={crumbs} unlisted>
      <Lede title={t('settings.title')} standfirst={t('settings.lead')} />
      {open ? null : <Notice tone="wait">{t('settings.closed')}</Notice>}
      <DefinitionList
        of={[
          {
            key: 'handle',
            term: t('settings.handle'),
            is: <Copy text={handleOf(slug, base_url)} />,
          },
          {
            key: 'state',
            term: t('settings.state'),
            is: (
              <State tone={standing === 'open' ? 'good' : 'still'}>
                {t(kept_off ? 'state.kept_off' : `state.${standing}`)}
              </State>
            ),
          },
          {
            key: 'followers',
            term: t('settings.followers'),
            is: formatNumber(followers, t.locale),
          },
        ]}
      />
      <p>{t('settings.what')}</p>
      <Action
        to={paths.settings({ slug })}
        fields={{ followed: kept_off ? 'yes' : 'no' }}
        tone={kept_off ? 'main' : 'quiet'}
      >
        {t(kept_off ? 'settings.let.do' : 'settings.keep_off.do')}
      </Action>
    </Page>
  )
}

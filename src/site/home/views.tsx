import { CampaignsNow } from '#modules/campaigns/index.ts'
import { feedOf, LatestNews } from '#modules/news/index.ts'
import { AreaName, CardList, paths as organisations } from '#modules/organisations/index.ts'
import { PlacesMap } from '#modules/places/index.ts'
import { Figure, Figures } from '#ui/figure.tsx'
import { EmptyState, Onward } from '#ui/finding-ways.tsx'
import { Actions, Columns, Lede, Section } from '#ui/layout.tsx'
import { ActionLink } from '#ui/link.tsx'
import { SearchBox } from '#ui/masthead.tsx'
import { Count } from '#ui/numbers.tsx'
import { Page } from '#ui/page.tsx'
import { Tag, Tags } from '#ui/state.tsx'
import type { T } from '../words.ts'
import type { Home } from './queries.ts'

export const HomePage = ({ t, home }: { t: T; home: Home }) => (
  <Page
    title={t('name')}
    description={t('home.description')}
    front
    feed={feedOf('all', 'news', null, t.locale)}
  >
    <Lede
      title={t('home.title')}
      standfirst={t('home.lede')}
      beside={<HomeMap t={t} home={home} />}
    >
      <SearchBox id="search-home" />
      <Numbers t={t} home={home} />
      <Topics t={t} home={home} />
    </Lede>
    <CampaignsNow of={home.campaigns} />
    <LatestNews posts={home.news} />
    {home.organisations === 0 ? <Nobody t={t} /> : <Lately t={t} home={home} />}
    <Yours t={t} />
  </Page>
)

const HomeMap = ({ t, home }: { t: T; home: Home }) => (
  <PlacesMap
    map={home.map}
    names={home.places}
    values={new Map(home.places.map(({ id }) => [id, home.counts.get(id) ?? 0]))}
    saysValue={(count) => t('home.map.value', { count })}
    says={t('home.map.sentence', { organisations: home.organisations, places: home.covered })}
  />
)

const Numbers = ({ t, home }: { t: T; home: Home }) => (
  <Figures>
    <Figure value={home.organisations}>
      {t('home.number.organisations', { count: home.organisations })}
    </Figure>
    <Figure value={home.verified}>{t('home.number.verified', { count: home.verified })}</Figure>
    <Figure value={home.covered}>{t('home.number.municipalities', { count: home.covered })}</Figure>
  </Figures>
)

/** What they work on: the commonest first, each leading to those who do. */
const Topics = ({ t, home }: { t: T; home: Home }) =>
  home.areas.length === 0 ? null : (
    <nav aria-labelledby="topics">
      <p class="kicker" id="topics">
        {t('home.areas')}
      </p>
      <Tags>
        {home.areas.map(({ area, count }) => (
          <Tag key={area} to={organisations.index({ 'area[]': area })}>
            <AreaName of={area} /> <Count of={count} />
          </Tag>
        ))}
      </Tags>
    </nav>
  )

const Lately = ({ t, home }: { t: T; home: Home }) => {
  const all = <Onward to={organisations.index()}>{t('home.all')}</Onward>
  return (
    <Columns>
      {home.recently.length === 0 ? null : (
        <Section id="verified" title={t('home.verified')}>
          <CardList of={home.recently} />
        </Section>
      )}
      <Section id="newest" title={t('home.newest')} more={all}>
        <CardList of={home.newest} />
      </Section>
    </Columns>
  )
}

const Nobody = ({ t }: { t: T }) => (
  <EmptyState
    title={t('home.newest')}
    action={<ActionLink to={organisations.add()}>{t('home.yours.add')}</ActionLink>}
  >
    {t('home.empty')}
  </EmptyState>
)

const steps = ['home.yours.1', 'home.yours.2', 'home.yours.3'] as const

const Yours = ({ t }: { t: T }) => (
  <Section id="yours" title={t('home.yours')}>
    <ol class="steps bare">
      {steps.map((step) => (
        <li key={step}>{t(step)}</li>
      ))}
    </ol>
    <Actions>
      <ActionLink to={organisations.index()} tone="main">
        {t('home.yours.find')}
      </ActionLink>
      <ActionLink to={organisations.add()}>{t('home.yours.add')}</ActionLink>
    </Actions>
  </Section>
)

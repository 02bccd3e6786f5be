// Each component in each of its states.
import type { ComponentChildren } from 'preact'
import { usePage } from '#kit/page.tsx'
import { Confirm, Progress } from '../confirm.tsx'
import { Emblem, Pavement } from '../emblem-view.tsx'
import { Figure, Figures } from '../figure.tsx'
import { Disclosure, EmptyState, Onward, Pager, Tabs } from '../finding-ways.tsx'
import { Icon, iconNames } from '../icon.tsx'
import { Actions, Columns, Lede, Prose, Section } from '../layout.tsx'
import { Action, ActionLink, Link } from '../link.tsx'
import { Mark } from '../mark.tsx'
import { markViewBox } from '../mark-stones.ts'
import { Count, Money } from '../numbers.tsx'
import { Page } from '../page.tsx'
import { BarChart, LineChart } from '../plot.tsx'
import { Notice, State, Tag, Tags } from '../state.tsx'
import { Text } from '../text.tsx'
import { TileMap } from '../tile-map.tsx'
import { Timeline } from '../timeline.tsx'
import { When } from '../when.tsx'
import { MoneyTable, stateWords } from './compositions.tsx'
import { clean, SampleForm, wrong } from './forms.tsx'
import { sampleTiles } from './samples.ts'
import { galleryWords } from './words.ts'

/** The page at `/ui`, in development only. Names of components are names, so they are no words. */
export function GalleryPage() {
  const { locale } = usePage()
  const t = galleryWords(locale)
  return (
    <Page title="ui" unlisted>
      <Lede title={t('all')} standfirst={t('standfirst')}>
        <Actions>
          <ActionLink to="/ui/home">HomeSample</ActionLink>
          <ActionLink to="/ui/directory">DirectorySample</ActionLink>
          <ActionLink to="/ui/profile">ProfileSample</ActionLink>
        </Actions>
      </Lede>
      <Words />
      <Marks />
      <Columns>
        <Show name="Form, Field">
          <SampleForm id="clean" state={clean} />
        </Show>
        <Show name="ErrorSummary">
          <SampleForm id="wrong" state={wrong} />
        </Show>
      </Columns>
      <Data />
      <Ways />
    </Page>
  )
}

const Show = ({ name, children }: { name: string; children: ComponentChildren }) => (
  <Section id={`show-${name.toLowerCase().replaceAll(/\W+/g, '-')}`} title={name}>
    {children}
  </Section>
)

function Words() {
  const { locale, now } = usePage()
  const t = galleryWords(locale)
  return (
    <Columns>
      <Show name="Prose, Text">
        <Prose>
          <h2>{t('about')}</h2>
          <p>
            <Text of={{ sq: t('standfirst') }} /> <Link to="/ui">{t('edit')}</Link>
          </p>
          <h3>{t('people')}</h3>
          <ul>
            <li>{t('people')}</li>
            <li>{t('money')}</li>
          </ul>
          <blockquote>{t('hint')}</blockquote>
        </Prose>
      </Show>
      <Show name="Money, Count, When, State, Tag">
        <Prose>
          <p>
            <Money minor={123_456_789n} /> · <Money minor={500n} whole /> · <Count of={1_234_567} />
          </p>
          <p>
            <When at={now} /> · <When at={now} as="full" /> · <When at={now} as="time" /> ·{' '}
            <When at={new Date(now.getTime() - 7_200_000)} as="relative" /> ·{' '}
            <When at="2026-03-05" as="month" />
          </p>
          <p>
            {(['good', 'wait', 'bad', 'still'] as const).map((tone) => (
              <State key={tone} tone={tone}>
                {t(stateWords[tone])}
              </State>
            ))}
          </p>
          <Tags>
            <Tag>{t('kind')}</Tag>
            <Tag to="/ui">{t('place')}</Tag>
          </Tags>
        </Prose>
      </Show>
    </Columns>
  )
}

const Marks = () => (
  <Show name="Mark, Emblem, Pavement, Icon">
    <Mark />
    <Actions>
      {Array.from({ length: 24 }, (_, i) => (
        <Emblem key={String(i)} id={`sample ${i}`} />
      ))}
    </Actions>
    <Pavement id="pavement" />
    <Actions>
      {iconNames.map((name) => (
        <span key={name} class="state">
          <Icon name={name} /> {name}
        </span>
      ))}
    </Actions>
  </Show>
)

function Data() {
  const { locale } = usePage()
  const t = galleryWords(locale)
  const points = [2019, 2020, 2021, 2022, 2023, 2024, 2025].map((year, i) => ({
    label: String(year),
    value: [4100, 4350, 5200, 6900, 6400, 9610, 18420][i] ?? 0,
  }))
  return (
    <>
      <Show name="Table">
        <MoneyTable />
      </Show>
      <Columns>
        <Show name="BarChart">
          <BarChart
            says={t('areasSay')}
            unit={t('directory')}
            of={t('areas')}
            bars={[
              { key: 'a', label: t('about'), value: 412, lit: true },
              { key: 'b', label: t('people'), value: 230 },
              { key: 'c', label: t('money'), value: 9 },
            ]}
          />
        </Show>
        <Show name="LineChart">
          <LineChart says={t('areasSay')} unit={t('income')} of={t('year')} points={points} />
        </Show>
      </Columns>
      <Show name="Figure">
        <Figures>
          <Figure value={8512}>{t('registered')}</Figure>
          <Figure value={412}>{t('verified')}</Figure>
        </Figures>
      </Show>
      <Show name="TileMap">
        <TileMap
          tiles={sampleTiles}
          viewBox={markViewBox}
          says={t('mapSays')}
          label={t('mapLabel')}
        />
      </Show>
    </>
  )
}

function Ways() {
  const { locale } = usePage()
  const t = galleryWords(locale)
  return (
    <>
      <Show name="Notice">
        <Notice>{t('secondYes')}</Notice>
        <Notice tone="wait">{t('firstYes')}</Notice>
        <Notice tone="bad">{t('next')}</Notice>
      </Show>
      <Show name="Tabs, Pager">
        <Tabs
          ways={[
            { to: '/ui', label: t('about'), current: true },
            { to: '/ui?2', label: t('people') },
          ]}
        />
        <Pager
          previous="/ui"
          next="/ui"
          range={{ from: 21, to: 40, total: 1482 }}
          pages={{ current: 4, count: 75, to: (page) => `/ui?page=${page}` }}
        />
      </Show>
      <Columns>
        <Show name="Timeline">
          <Timeline
            of={[
              { key: 'c', at: '2026-11-20', what: t('secondYes'), now: true },
              { key: 'b', at: '2026-11-18', what: t('firstYes') },
            ]}
          />
          <Progress label={t('working')} doing={t('working')} percent={42} />
        </Show>
        <Show name="EmptyState, Disclosure">
          <EmptyState title={t('emptyTitle')} action={<Onward to="/ui">{t('all')}</Onward>}>
            {t('emptyText')}
          </EmptyState>
          <Disclosure title={t('about')}>{t('standfirst')}</Disclosure>
          <Disclosure title={t('people')}>{t('standfirst')}</Disclosure>
        </Show>
      </Columns>
      <Questions />
    </>
  )
}

function Questions() {
  const { locale } = usePage()
  const t = galleryWords(locale)
  return (
    <Show name="Confirm, Action">
      <Confirm title={t('sure')} to="/ui" yes={t('remove')} back="/ui" no={t('cancel')} danger>
        {t('sureText')}
      </Confirm>
      <Actions>
        <Action to="/ui">{t('save')}</Action>
        <Action to="/ui" tone="main">
          {t('save')}
        </Action>
        <Action to="/ui" tone="quiet">
          {t('cancel')}
        </Action>
        <Action to="/ui" tone="danger" confirm={t('sure')}>
          {t('remove')}
        </Action>
        <Action to="/ui" tone="text">
          {t('edit')}
        </Action>
      </Actions>
    </Show>
  )
}

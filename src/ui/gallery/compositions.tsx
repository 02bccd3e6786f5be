// Whole pages set from the components, to judge them where they will stand.
import { usePage } from '#kit/page.tsx'
import { Copy } from '../copy.tsx'
import { Figure, Figures } from '../figure.tsx'
import { Filters } from '../filters.tsx'
import { Pager, Tabs } from '../finding-ways.tsx'
import { Aside, Columns, Lede, Section } from '../layout.tsx'
import { ActionLink, Link } from '../link.tsx'
import { markViewBox } from '../mark-stones.ts'
import { SearchBox } from '../masthead.tsx'
import { Money } from '../numbers.tsx'
import { Page } from '../page.tsx'
import { BarChart } from '../plot.tsx'
import { NextStep, People, ProfileHeader } from '../profile.tsx'
import { Directory } from '../rows.tsx'
import { State, Tag, Tags } from '../state.tsx'
import { DefinitionList, Table } from '../table.tsx'
import { Paragraphs, Text } from '../text.tsx'
import { TileMap } from '../tile-map.tsx'
import { Timeline } from '../timeline.tsx'
import { organisations, type SampleOrganisation, sampleTiles } from './samples.ts'
import { galleryWords } from './words.ts'

function useSample() {
  const { locale } = usePage()
  return galleryWords(locale)
}

export const stateWords = {
  good: 'isVerified',
  wait: 'inReview',
  bad: 'suspended',
  still: 'unverified',
} as const

function entries(t: ReturnType<typeof galleryWords>, of: readonly SampleOrganisation[]) {
  return of.map(({ id, name, kind, place, about, state }) => ({
    id,
    name,
    to: '/ui/profile',
    meta: [t(kind), <Text key="place" of={place} bare />],
    about,
    state: <State tone={state}>{t(stateWords[state])}</State>,
  }))
}

export function HomeSample() {
  const t = useSample()
  return (
    <Page title="Mozaik" front>
      <Lede
        title={t('headline')}
        standfirst={t('standfirst')}
        beside={
          <TileMap
            tiles={sampleTiles}
            viewBox={markViewBox}
            says={t('mapSays')}
            label={t('mapLabel')}
          />
        }
      >
        <SearchBox id="lede-search" />
        <Figures>
          <Figure value={8512}>{t('registered')}</Figure>
          <Figure value={412}>{t('verified')}</Figure>
        </Figures>
      </Lede>
      <Columns>
        <Section id="newest" title={t('newest')} more={<Link to="/ui/directory">{t('all')}</Link>}>
          <Directory of={entries(t, organisations.slice(0, 3))} />
        </Section>
        <Section id="happened" title={t('happened')}>
          <Timeline of={moments(t)} />
        </Section>
      </Columns>
      <Section id="areas" title={t('areas')}>
        <BarChart
          says={t('areasSay')}
          unit={t('directory')}
          of={t('areas')}
          bars={[
            { key: 'a', label: t('about'), value: 412, lit: true },
            { key: 'b', label: t('people'), value: 230 },
            { key: 'c', label: t('money'), value: 96 },
          ]}
          csv="/areas.csv"
        />
      </Section>
    </Page>
  )
}

const moments = (t: ReturnType<typeof galleryWords>) => [
  { key: 'c', at: '2026-11-20', what: t('secondYes'), now: true },
  { key: 'b', at: '2026-11-18', what: t('firstYes') },
  { key: 'a', at: '2026-11-11', what: t('claimed') },
]

export function DirectorySample() {
  const t = useSample()
  return (
    <Page title={t('directory')} crumbs={[{ to: '/', label: 'Mozaik' }]}>
      <Lede title={t('directory')} standfirst={t('mapSays')} />
      <Aside
        first
        aside={
          <Filters
            to="/ui/directory"
            facets={[
              {
                name: 'kind',
                label: t('kind'),
                choices: [
                  { value: 'a', label: t('association'), count: 1204, chosen: true },
                  { value: 'f', label: t('foundation'), count: 164, chosen: false },
                  { value: 'c', label: t('coalition'), count: 23, chosen: false },
                  { value: 'i', label: t('informal'), count: 91, chosen: false },
                ],
              },
            ]}
          />
        }
      >
        <Directory of={entries(t, organisations)} heading={2} />
        <Pager
          next="/ui/directory?page=3"
          previous="/ui/directory"
          range={{ from: 21, to: 40, total: 1482 }}
          pages={{ current: 2, count: 75, to: (page) => `/ui/directory?page=${page}` }}
        />
      </Aside>
    </Page>
  )
}

export function ProfileSample() {
  const t = useSample()
  const [river] = organisations
  if (!river) return null
  return (
    <Page title="Mozaik" accent="#0d7d86">
      <ProfileHeader
        id={river.id}
        name={river.name}
        mission={river.about}
        state={<State tone="good">{t('isVerified')}</State>}
        meta={[t(river.kind), <Text key="place" of={river.place} bare />, `${t('founded')} 2014`]}
        actions={
          <>
            <ActionLink to="/ui" tone="main">
              {t('contact')}
            </ActionLink>
            <ActionLink to="/ui" tone="quiet">
              {t('edit')}
            </ActionLink>
          </>
        }
      />
      <NextStep action={<Link to="/ui">{t('add')}</Link>}>{t('next')}</NextStep>
      <Tabs
        ways={[
          { to: '/ui/profile', label: t('about'), current: true },
          { to: '/ui/profile?tab=2', label: t('people') },
          { to: '/ui/profile?tab=3', label: t('money') },
        ]}
      />
      <Aside aside={<Particulars river={river} />}>
        <Paragraphs of={{ sq: longText.sq, sr: longText.sr, en: longText.en }} />
        <Tags>
          <Tag to="/ui/directory">{t('areas')}</Tag>
          <Tag to="/ui/directory">{t('people')}</Tag>
        </Tags>
      </Aside>
      <Section id="money" title={t('money')}>
        <MoneyTable />
      </Section>
      <PeopleSample />
    </Page>
  )
}

function PeopleSample() {
  const t = useSample()
  return (
    <Section id="people" title={t('people')}>
      <People
        of={[
          {
            id: '1',
            name: 'Arta Shembulli',
            role: { sq: 'drejtoreshë', sr: 'direktorka', en: 'director' },
          },
          {
            id: '2',
            name: 'Jovana Primer',
            role: { sq: 'koordinatore', sr: 'koordinatorka', en: 'coordinator' },
          },
          { id: '3', name: 'Driton Prova', role: { sq: 'vullnetar' } },
        ]}
      />
    </Section>
  )
}

function Particulars({ river }: { river: SampleOrganisation }) {
  const t = useSample()
  return (
    <DefinitionList
      of={[
        { key: 'number', term: t('number'), is: <Copy text="5112345-6" /> },
        { key: 'place', term: t('place'), is: <Text of={river.place} /> },
        {
          key: 'email',
          term: t('email'),
          is: <a href="mailto:lumi@example.org">lumi@example.org</a>,
        },
        { key: 'language', term: t('language'), is: t('languages') },
      ]}
    />
  )
}

const longText = {
  sq: 'Çdo të shtunë në mëngjes, para se të zgjohet tregu, tre vullnetarë zbresin te ura e vjetër dhe mbushin gjashtë shishe. Prej vitit 2014 asnjë javë nuk ka mbetur pa matje.\n\nShkollat në breg e kanë pjesë të mësimit të kimisë. Kur rezultatet dalin keq, komuna merr letër po atë ditë, dhe letra publikohet këtu bashkë me përgjigjen.',
  sr: 'Svake subote ujutru, pre nego što se probudi pijaca, troje volontera silazi do starog mosta i puni šest boca. Od 2014. nijedna nedelja nije ostala bez merenja.\n\nŠkolama na obali to je deo nastave hemije. Kad su rezultati loši, opština istog dana dobija pismo, a pismo se objavljuje ovde zajedno sa odgovorom.',
  en: 'Every Saturday morning, before the market wakes, three volunteers go down to the old bridge and fill six bottles. Since 2014 no week has gone without a measurement.\n\nFor the schools on the banks it is part of chemistry. When the results are bad the municipality has a letter on the same day, and the letter is published here together with the answer.',
}

interface YearOfMoney {
  year: string
  income: bigint
  spending: bigint
}

const years: readonly YearOfMoney[] = [
  { year: '2025', income: 1_842_050n, spending: 1_790_412n },
  { year: '2024', income: 961_000n, spending: 958_877n },
  { year: '2023', income: 412_500n, spending: 398_020n },
]

export function MoneyTable() {
  const t = useSample()
  return (
    <Table<YearOfMoney>
      caption={t('money')}
      hideCaption
      columns={[
        {
          key: 'year',
          label: t('year'),
          heads: true,
          cell: (row) => row.year,
          sort: { to: '/ui', now: 'descending' },
        },
        {
          key: 'income',
          label: t('income'),
          number: true,
          cell: (row) => <Money minor={row.income} />,
        },
        {
          key: 'spending',
          label: t('spending'),
          number: true,
          cell: (row) => <Money minor={row.spending} />,
        },
      ]}
      rows={years}
      rowKey={(row) => row.year}
      total={{ year: t('total'), income: 3_215_550n, spending: 3_147_309n }}
      csv="/money.csv"
      json="/money.json"
    />
  )
}

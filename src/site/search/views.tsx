import type { Finding } from '#kit/module.ts'
import { paths as organisations } from '#modules/organisations/index.ts'
import { EmptyState } from '#ui/finding-ways.tsx'
import { Section } from '#ui/layout.tsx'
import { ActionLink, Link } from '#ui/link.tsx'
import { SearchBox } from '#ui/masthead.tsx'
import { Page } from '#ui/page.tsx'
import type { T } from '../words.ts'
import type { Found } from './queries.ts'

interface SearchProps {
  t: T
  query: string
  found: readonly Found[]
}

export const SearchPage = ({ t, query, found }: SearchProps) => (
  <Page title={query ? t('search.title_for', { query }) : t('search.title')} unlisted>
    <h1>{query ? t('search.title_for', { query }) : t('search.title')}</h1>
    <SearchBox id="search-page" value={query} />
    {query === '' ? <p>{t('search.ask')}</p> : <Results t={t} query={query} found={found} />}
  </Page>
)

function Results({ t, query, found }: SearchProps) {
  const count = found.reduce((sum, { findings }) => sum + findings.length, 0)
  if (count === 0)
    return (
      <EmptyState
        title={t('search.none', { query })}
        action={<ActionLink to={organisations.add()}>{t('search.add')}</ActionLink>}
      >
        {t('search.none.try')}
      </EmptyState>
    )
  return (
    <>
      <p role="status">{t('search.found', { count })}</p>
      {found.map(({ kind, label, findings }) => (
        <Section key={kind} id={kind} title={label}>
          <ul class="rows">
            {findings.map((finding) => (
              <Result key={finding.to} {...finding} />
            ))}
          </ul>
        </Section>
      ))}
    </>
  )
}

const Result = ({ to, title, html_lang, hint }: Finding) => (
  <li>
    <h3>
      <Link to={to} lang={html_lang}>
        {title}
      </Link>
    </h3>
    {hint ? <p class="meta">{hint}</p> : null}
  </li>
)

// The pages that are measured. Each is several addresses: nothing is fast by being the same.
import pg from 'pg'
import type { MadeCountry } from './made-country.ts'
import { manners, searches } from './searches.ts'

const organisationsAsked = 50

/** Pages under load, by what a reader would call them. */
export async function pagesUnderLoad(country: MadeCountry): Promise<Record<string, string[]>> {
  const slugs = await someSlugs(country, organisationsAsked)
  const queries = manners.flatMap((manner) => searches[manner])
  return {
    home: ['/sq'],
    'an organisation': slugs.map((slug) => `/sq/o/${slug}`),
    search: queries.map((query) => `/sq/search?q=${encodeURIComponent(query)}`),
    directory: ['/sq/organisations', '/sq/organisations?page=7'],
    'directory, filtered': [
      '/sq/organisations?kind=foundation',
      '/sq/organisations?municipality=prizren&verified=yes',
      '/sq/organisations?area=youth&q=drita',
    ],
  }
}

/** Public pages, one address each, without the locale. */
export async function publicPages(country: MadeCountry): Promise<Record<string, string>> {
  const [slug = ''] = await someSlugs(country, 1)
  return {
    home: '',
    'an organisation': `/o/${slug}`,
    directory: '/organisations',
    search: `/search?q=${encodeURIComponent('shoqata për rini')}`,
    'a municipality': '/places/prizren',
    'sign in': '/sign-in',
    help: '/help',
  }
}

/** Of those with a description, in no order but always the same. */
async function someSlugs({ url }: MadeCountry, count: number): Promise<string[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ slug: string }>(
      'select slug from organisations.card order by md5(slug) limit $1',
      [count],
    )
    return rows.map(({ slug }) => slug)
  } finally {
    await client.end()
  }
}

// The whole way of the portal, in a real browser on a telephone: an organisation publishes a
// project and a post with a picture, and they appear on its page, in the municipality, in the feed,
// in the API, in the catalogue, in the timeline of another server, and in a follower's digest. A
// developer reads them by a script that was told one address.
import type { Browser } from 'playwright-core'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { words as federationWords } from '#modules/federation/words.ts'
import { words as newsWords } from '#modules/news/words.ts'
import { words as projectWords } from '#modules/projects/words.ts'
import { openBrowser } from '#test/browser.ts'
import { aFediverseServer } from '#test/fediverse.ts'
import { freePort } from '#test/machines.ts'
import { addressOf, aWalker, followLetter, signIn, type Walker } from '#test/walker.ts'

const site = inject('site_url')
const title = 'Ura mbi Bistricë'
const about = 'Njoftim për urën e këmbësorëve'
const house = '/o/lumi-i-kalter'
const reader = 'lexuesja@mozaik.example'

let browser: Browser
let far: Awaited<ReturnType<typeof aFediverseServer>>
let owner: Walker
let operator: Walker
beforeAll(async () => {
  browser = await openBrowser()
  far = await aFediverseServer(await freePort())
  owner = await aWalker(browser, { site, locale: 'sq', width: 390 })
  operator = await aWalker(browser, { site, locale: 'en', width: 390 })
})
afterAll(async () => {
  await far.close()
  await browser.close()
})

const read = async (path: string) => {
  const answer = await fetch(`${site}${path}`)
  expect(answer.status, path).toBe(200)
  return answer.text()
}

/** Nothing has to be pushed sideways to be read. */
const isNarrow = ({ page }: Walker) =>
  page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)

test('the operator opens federation, and somebody far away follows the organisation', async () => {
  await signIn(operator, addressOf('operator'))
  await operator.go('/desk')
  await operator.press('Federation')
  await operator.press(federationWords('en')('desk.open.do'))
  expect(await far.follow(`@lumi-i-kalter@${new URL(site).host}`)).toBeTruthy()
  await expect.poll(() => far.state.accepted.length, { timeout: 20_000 }).toBe(1)
})

test('a stranger follows it by letter, and says so twice', async () => {
  const stranger = await aWalker(browser, { site, locale: 'sq', javaScript: false })
  const t = newsWords('sq')
  await stranger.go(`/following/new?organisation=lumi-i-kalter`)
  await stranger.send({ email: reader, rhythm: 'at_once' }, t('following.do'))
  await followLetter(stranger, reader, t('following.ask.subject', { name: 'Lumi i Kaltër' }))
  await stranger.follow(stranger.main.locator('button[type=submit]').first())
  await stranger.close()
})

test('a project is begun, filled in and published from a telephone', async () => {
  const t = projectWords('sq')
  await signIn(owner, addressOf('owner'))
  await owner.go(`${house}/projects/new`)
  await owner.send({ 'name.sq': title, 'summary.sq': 'Ndërtojmë një urë.' }, t('add.submit'))
  const slug = new URL(owner.page.url()).pathname.split('/')[3] ?? ''
  expect(slug).toBe('ura-mbi-bistrice')
  await owner.go(`/projects/${slug}/edit/reach`)
  await owner.page.getByLabel('Pejë', { exact: true }).first().check()
  await owner.press(t('save'))
  await owner.go(`/projects/${slug}/publication`)
  await owner.press(t('publication.submit'))
  expect(await owner.text()).toContain(title)
  expect(await isNarrow(owner)).toBe(true)
})

test('a post with a picture tells of it', async () => {
  const { page } = owner
  await owner.go(`${house}/news/new`)
  await page.fill('input[name="title.sq"]', about)
  await page.fill('textarea[name="body.sq"]', 'Ura hapet në **pranverë**.')
  await page.setInputFiles('input[name="picture_file"]', {
    name: 'ura.jpg',
    mimeType: 'image/jpeg',
    buffer: await sharp({
      create: { width: 900, height: 600, channels: 3, background: '#7a8f6b' },
    })
      .jpeg()
      .toBuffer(),
  })
  await page.fill('input[name="picture.alt.sq"]', 'Ura e re e këmbësorëve')
  await page.selectOption('select[name="project_id"]', { label: title })
  await page.getByLabel('Pejë', { exact: true }).first().check()
  await owner.follow(page.locator('button[value=publish]'))
  await owner.follow(owner.main.locator('button[type=submit]').first())
  expect(await page.textContent('.post .prose strong')).toBe('pranverë')
  expect(await isNarrow(owner)).toBe(true)
})

test('both stand on its page, in the municipality and where everybody looks', async () => {
  for (const path of [house, '/places/peja', '/projects/ura-mbi-bistrice', '/news']) {
    await owner.go(path)
    expect(await owner.text(), path).toContain(about)
    expect(await isNarrow(owner), path).toBe(true)
  }
  for (const path of [house, '/places/peja', '/projects']) {
    await owner.go(path)
    expect(await owner.text(), path).toContain(title)
  }
})

test('feeds, open data and the catalogue have them', async () => {
  for (const path of ['all/news.atom', 'all/news.json', 'o/lumi-i-kalter.atom', 'places/peja.json'])
    expect(await read(`/feeds/sq/${path}`), path).toContain(about)
  expect(await read('/data/posts.jsonl')).toContain(about)
  expect(await read('/data/projects.csv')).toContain(title)
  const catalogue = await read('/data/catalogue.ttl')
  for (const name of ['posts', 'projects']) expect(catalogue).toContain(`/data/${name}.csv`)
})

test('a script that knows nothing but the description of the API reads them', async () => {
  const { servers, paths } = JSON.parse(await read('/api/v1/openapi.json'))
  const list = (name: string) => {
    expect(Object.keys(paths)).toContain(`/api/v1/${name}`)
    return `${servers[0].url}/api/v1/${name}`
  }
  const found: string[] = []
  let next: string | null = `${list('projects')}?limit=5`
  const etag = (await fetch(next)).headers.get('etag') ?? ''
  expect((await fetch(next, { headers: { 'if-none-match': etag } })).status).toBe(304)
  while (next !== null) {
    const answer: Response = await fetch(next)
    expect(answer.headers.get('ratelimit')).toBeTruthy()
    const page = (await answer.json()) as Listed
    found.push(...page.projects.map(({ name }) => name.sq ?? ''))
    next = page.next
  }
  expect(found).toContain(title)
  expect(await (await fetch(list('posts'))).text()).toContain(about)
})

interface Listed {
  readonly projects: readonly { readonly name: { readonly sq?: string } }[]
  readonly next: string | null
}

test('the other server shows the post with its picture described', async () => {
  const shown = () => [...far.state.timeline.values()]
  await expect.poll(() => shown().length, { timeout: 20_000 }).toBeGreaterThan(0)
  const one = shown().find(({ content }) => content.includes('pranverë'))
  expect(one?.alts).toEqual(['Ura e re e këmbësorëve'])
  expect(one?.url).toContain(`${house}/news/`)
})

// Whoever wants to know at once is told in the next whole minute but one.
const letterWithinMs = 150_000

test(
  'the follower has it in a letter, with one way to leave',
  async () => {
    await expect
      .poll(
        async () => {
          await operator.page.goto(`${site}/en/dev/mail`)
          return operator.main.locator('li', { hasText: reader }).count()
        },
        { timeout: letterWithinMs, interval: 3000 },
      )
      .toBeGreaterThan(1)
    const letter = operator.main.locator('li', { hasText: reader }).first()
    await operator.follow(letter.getByRole('link'))
    expect(await operator.text()).toContain(about)
  },
  letterWithinMs + 30_000,
)

test('no browser complained, and none asked anybody else', () => {
  expect([...owner.complaints, ...operator.complaints]).toEqual([])
})

// An owner makes the page their own, with a colleague.
import sharp from 'sharp'
import { expect } from 'vitest'
import { words as organisationWords } from '#modules/organisations/words.ts'
import { aPdf, followLetter, type Upload, type Walker } from '#test/walker.ts'
import { nameOf, type Wanted } from './finding.ts'
import { signUp } from './joining.ts'

/** What the page says afterwards, and nobody else's page does. */
export interface Made {
  readonly summary: Readonly<Record<'sq' | 'sr' | 'en', string>>
  readonly accent: string
}

export async function makeBeautiful(owner: Walker, wanted: Wanted, made: Made) {
  const { slug } = wanted
  const t = organisationWords(owner.locale)
  const saved = async () => expect(await owner.text()).toContain(t('saved'))

  await owner.go(`/o/${slug}/edit/texts`)
  await owner.send(inEach('summary', made.summary), t('save'))
  await saved()

  await owner.go(`/o/${slug}/edit/contacts`)
  await owner.send({ address: 'Rruga e Shembullit 7', phone: '+383 00 000 007' }, t('save'))
  await saved()

  await owner.go(`/o/${slug}/edit/look`)
  const look = {
    cover: await aPicture(),
    accent: made.accent,
    ...inEach('cover_alt', {
      sq: 'Ura mbi lum',
      sr: 'Most nad rekom',
      en: 'A bridge over a river',
    }),
    'sections_order.people': '1',
    'sections_order.about': '2',
  }
  await owner.send(look, t('save'))
  await saved()
  await addPerson(owner, slug)
  await addDocument(owner, slug)
}

const inEach = (name: string, texts: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(texts).map(([one, text]) => [`${name}.${one}`, text]))

async function aPicture(): Promise<Upload> {
  const create = { width: 1700, height: 700, channels: 3, background: '#3a7d6b' } as const
  const buffer = await sharp({ create }).png().toBuffer()
  return { name: 'bridge.png', mimeType: 'image/png', buffer }
}

async function addPerson(owner: Walker, slug: string) {
  const t = organisationWords(owner.locale)
  await owner.go(`/o/${slug}/edit/people`)
  const answers = { name: 'Teuta Shembulli', 'role.en': 'Chair', 'role.sq': 'Kryetare' }
  await owner.send(answers, t('people.add'))
  expect(await owner.page.locator('[role=alert] a').count(), 'consent is asked for').toBe(1)
  await owner.send({ ...answers, consent: true }, t('people.add'))
  expect(await owner.text()).toContain('Teuta Shembulli')
}

async function addDocument(owner: Walker, slug: string) {
  const t = organisationWords(owner.locale)
  await owner.go(`/o/${slug}/edit/documents`)
  const answers = {
    ...inEach('title', { sq: 'Statuti', sr: 'Statut', en: 'Statute' }),
    kind: 'statute',
    file: aPdf('statute.pdf', 'Statute'),
  }
  await owner.send(answers, t('documents.add'))
  expect(await owner.main.locator('a[href*="/files/"], li').count()).toBeGreaterThan(0)
}

/** The page as a stranger sees it now. */
export async function lookAt(stranger: Walker, wanted: Wanted, made: Made) {
  await stranger.go(`/o/${wanted.slug}`, 'en')
  const { page } = stranger
  const text = await stranger.text()
  for (const words of [made.summary.en, 'Teuta Shembulli', 'Chair', 'Statute', 'Verified'])
    expect(text).toContain(words)
  expect(text.indexOf('Teuta')).toBeLessThan(text.indexOf('Statute'))
  const cover = page.getByRole('img', { name: 'A bridge over a river' })
  expect(await cover.evaluate((picture: HTMLImageElement) => picture.naturalWidth)).toBeGreaterThan(
    1,
  )
  const style = await page.locator('head style').textContent()
  expect(style, 'the colour of its own').toContain('--accent')
  const document = page.locator('main a[href*="/files/"]').first()
  const href = new URL((await document.getAttribute('href')) ?? '', page.url()).href
  expect((await page.request.get(href)).headers()['content-type']).toBe('application/pdf')
}

/** A letter goes out; whoever gets it makes an account and helps. */
export async function inviteColleague(
  owner: Walker,
  colleague: Walker,
  wanted: Wanted,
  somebody: { name: string; email: string },
) {
  const t = organisationWords(owner.locale)
  await owner.go(`/o/${wanted.slug}/members`)
  await owner.press(t('invitations.do'))
  const answers = { email: somebody.email, role: 'editor', locale: colleague.locale }
  await owner.send(answers, t('invitations.send'))
  expect(await owner.text()).toContain(t('invitations.done'))

  const theirs = organisationWords(colleague.locale)
  const organisation = nameOf(wanted, colleague.locale)
  const subject = theirs('letter.invitation.subject', { organisation })
  await followLetter(colleague, somebody.email, subject)
  await colleague.press(theirs('invitation.sign_up'))
  await signUp(colleague, somebody)
  await colleague.press(theirs('invitation.accept'))
  expect(await colleague.text()).toContain(theirs('invitation.accepted'))
}

/** Both have the form open; the second to save is shown what the first wrote, and decides. */
export async function editTogether(first: Walker, second: Walker, { slug }: Wanted) {
  const t = organisationWords(second.locale)
  for (const one of [first, second]) await one.go(`/o/${slug}/edit/texts`)
  const theirs = 'We plant oaks with our neighbours.'
  const mine = 'We plant beeches with our neighbours.'
  await first.send({ 'summary.en': theirs }, organisationWords(first.locale)('save'))
  await second.send({ 'summary.en': mine }, t('save'))
  const met = await second.text()
  for (const words of [t('meeting.title'), 'oaks', 'beeches']) expect(met).toContain(words)
  const choice = second.main.locator('input[type=radio][value=theirs]')
  expect(await choice.count()).toBe(1)
  await choice.check()
  await second.press(t('save'))
  await first.go(`/o/${slug}`, 'en')
  expect(await first.text()).toContain(theirs)
  await second.go(`/o/${slug}/history`)
  expect(await second.text()).toContain('oaks')
}

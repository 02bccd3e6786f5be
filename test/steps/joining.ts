// Somebody gets an account, takes over the page of their organisation, and operators decide.
import { expect } from 'vitest'
import { words as organisationWords } from '#modules/organisations/words.ts'
import { samplePassword } from '#modules/people/fixtures.ts'
import { words as peopleWords } from '#modules/people/words.ts'
import { aPdf, followLetter, type Walker } from '#test/walker.ts'
import { nameOf, type Wanted } from './finding.ts'

interface Newcomer {
  readonly name: string
  readonly email: string
}

/** From a form that asks to sign up, through the letter, to where they wanted to go. */
export async function signUp(walker: Walker, { name, email }: Newcomer) {
  const t = peopleWords(walker.locale)
  await walker.send({ name, email, password: samplePassword }, t('sign_up.do'))
  expect(await walker.text()).toContain(t('sign_up.sent'))
  await followLetter(walker, email, t('letter.confirmation.subject'))
  await walker.send({ password: samplePassword }, t('confirmation.do'))
  expect(await walker.page.getByRole('banner').textContent()).toContain(name)
}

/** From the page of an organisation, as a stranger, to a request for it. */
export async function claim(walker: Walker, wanted: Wanted, somebody: Newcomer) {
  const t = organisationWords(walker.locale)
  await walker.go(`/o/${wanted.slug}`)
  await walker.press(t('claim.do'))
  await walker.press(peopleWords(walker.locale)('sign_in.no_account'))
  await signUp(walker, somebody)
  expect(new URL(walker.page.url()).pathname).toBe(`/${walker.locale}/o/${wanted.slug}/claim`)

  await walker.send({ relation: 'head' }, t('claim.send'))
  expect(await walker.page.locator('[role=alert] a').count()).toBe(2)
  const answers = {
    relation: 'head',
    evidence: `I am ${somebody.name}; the minutes of the assembly say that I am its head.`,
    [await nameOfFirstFile(walker)]: aPdf('minutes.pdf', 'Minutes of the assembly'),
    truthful: true,
  }
  await walker.send(answers, t('claim.send'))
  expect(await walker.text()).toContain(t('claim.sent'))
}

const nameOfFirstFile = async ({ main }: Walker) =>
  (await main.locator('input[type=file]').first().getAttribute('name')) ?? ''

/** At the desk: the evidence is read and the claim accepted. */
export async function acceptClaim(operator: Walker, wanted: Wanted) {
  const t = organisationWords(operator.locale)
  await operator.go('/desk')
  await operator.press(t('desk.claims'))
  await operator.press(nameOf(wanted, operator.locale))
  await readFile(operator, 'minutes.pdf')
  await operator.press(t('claim.accept.do'))
  expect(await operator.text()).toContain(t('claim.done.accepted'))
}

/** An operator gets the file as it was brought. */
async function readFile({ main, page }: Walker, name: string) {
  const href = await main.getByRole('link', { name }).getAttribute('href')
  const answer = await page.request.get(new URL(href ?? '', page.url()).href)
  expect(answer.status()).toBe(200)
  expect((await answer.body()).subarray(0, 4).toString()).toBe('%PDF')
}

export async function askForVerification(owner: Walker, wanted: Wanted) {
  const t = organisationWords(owner.locale)
  await owner.go('/account')
  await owner.press(t('mine.title'))
  expect(await owner.text()).toContain(t('role.owner'))
  await owner.press(nameOf(wanted, owner.locale))
  await owner.go(`/o/${wanted.slug}/verification`)
  const answers = {
    register_name: 'Register of non-governmental organisations',
    register_number: '5112233-4',
    extract_seen_on: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
    extract: aPdf('extract.pdf', 'Extract from the register'),
  }
  await owner.send(answers, t('verification.send'))
  expect(await owner.text()).toContain(t('verification.sent'))
}

/** One operator's word. The second one makes it verified. */
export async function approve(operator: Walker, wanted: Wanted, place: 'first' | 'second') {
  const t = organisationWords(operator.locale)
  await operator.go('/desk/verifications')
  await operator.press(nameOf(wanted, operator.locale))
  await readFile(operator, 'extract.pdf')
  const form = operator.main.locator('#approval')
  await operator.send({ compared: true }, t('verification.approve.do'), form)
  const said = place === 'first' ? t('verification.done.first') : t('verification.done.verified')
  expect(await operator.text()).toContain(said)
}

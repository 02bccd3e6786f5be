// A stranger finds an organisation: by words, on the map, through its municipality.
import { expect } from 'vitest'
import { type Locale, locales } from '#kit/locale.ts'
import { inLocale, type Localized } from '#kit/localized.ts'
import type { Walker } from '#test/walker.ts'
import { words as uiWords } from '#ui/words.ts'

export interface Wanted {
  readonly slug: string
  readonly name: Localized
  /** The address of its municipality. */
  readonly place: string
  /** What people type, in each language and script and with mistakes. */
  readonly typed: readonly string[]
}

export const nameOf = ({ name }: Wanted, locale: Locale) => inLocale(name, locale)?.text ?? ''

/**
 * In every language the home page opens and each way leads there. All that people type is tried in
 * the first one; the others take one each, because search does not know who asks.
 */
export async function findEverywhere(walker: Walker, wanted: Wanted) {
  for (const [i, { code }] of locales.entries()) {
    await openHome(walker, code)
    const some = wanted.typed.filter((_, nth) => i === 0 || nth === i % wanted.typed.length)
    for (const typed of some) await findByWords(walker, typed, wanted, code)
    await findByMap(walker, wanted, code)
    await findByMunicipality(walker, wanted, code)
  }
}

async function openHome(walker: Walker, locale: Locale) {
  await walker.go('/', locale)
  const html = walker.page.locator('html')
  expect(await html.getAttribute('lang')).toBe(locales.find(({ code }) => code === locale)?.html)
  expect(await walker.page.locator('h1').count()).toBe(1)
}

async function findByWords(walker: Walker, typed: string, wanted: Wanted, locale: Locale) {
  await walker.go('/', locale)
  await walker.send({ q: typed }, uiWords(locale)('search'))
  await arrive(walker, wanted, locale)
}

async function findByMap(walker: Walker, wanted: Wanted, locale: Locale) {
  await walker.go('/', locale)
  await walker.follow(walker.page.locator(`svg a[href$="/places/${wanted.place}"]`))
  await arrive(walker, wanted, locale)
}

async function findByMunicipality(walker: Walker, wanted: Wanted, locale: Locale) {
  await walker.go('/places', locale)
  await walker.follow(walker.page.locator(`th a[href$="/places/${wanted.place}"]`))
  await arrive(walker, wanted, locale)
}

/** The list in front of us names it; its page is called the same. */
async function arrive(walker: Walker, wanted: Wanted, locale: Locale) {
  const { page, main } = walker
  const name = nameOf(wanted, locale)
  await walker.follow(main.getByRole('link', { name, exact: true }).first())
  expect(new URL(page.url()).pathname).toBe(`/${locale}/o/${wanted.slug}`)
  expect((await page.locator('h1').textContent())?.trim()).toBe(name)
}

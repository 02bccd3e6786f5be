import type { VNode } from 'preact'
import { render } from 'preact-render-to-string'
import { expect, test } from 'vitest'
import { emptyForm, refusedForm } from '#kit/form.ts'
import { locales } from '#kit/locale.ts'
import { PageContext, type PageInfo } from '#kit/page.tsx'
import { Checkboxes } from './choices.tsx'
import { initials } from './emblem-view.tsx'
import { Field } from './field.tsx'
import { pageNumbers } from './finding-ways.tsx'
import { Form, Once } from './form.tsx'
import { DirectorySample, GalleryPage, HomeSample, ProfileSample } from './gallery.tsx'
import { Action, Link } from './link.tsx'
import { LocalizedField } from './localized-field.tsx'
import { Money } from './numbers.tsx'
import { Page } from './page.tsx'
import { Paragraphs, Text } from './text.tsx'
import { fits, shadeOf, shadeSteps } from './tile-map.tsx'
import { When } from './when.tsx'

const info: PageInfo = {
  locale: 'en',
  path: '/o/river?tab=2',
  base_url: 'https://example.org',
  me: null,
  now: new Date('2026-11-21T18:20:00Z'),
  request_id: 'r1',
  nav: [{ to: '/o', label: () => 'Organisations' }],
  asset: (name) => `/assets/${name}`,
  notice: null,
  production: false,
  sample: false,
  reload: false,
  unread: 0,
  styles: [],
}

const html = (view: VNode, more: Partial<PageInfo> = {}) => {
  const Context = PageContext as (props: { value: PageInfo; children: VNode }) => VNode
  return render(<Context value={{ ...info, ...more }}>{view}</Context>)
}

const attack = '"><img src=x onerror=alert(1)>'

test('a page speaks its language and names itself in all the others', () => {
  const page = html(<Page title="River">…</Page>, { locale: 'sr-Cyrl' })
  expect(page).toContain('<html lang="sr-Cyrl">')
  for (const { code, html: lang } of locales)
    expect(page).toContain(`hreflang="${lang}" href="https://example.org/${code}/o/river"`)
  expect(page).toContain('href="/sq/o/river?tab=2"')
  expect(page).toContain('<title>River · Мозаик</title>')
})

test('no page has an inline style or a handler, in any language', () => {
  for (const { code } of locales)
    for (const View of [GalleryPage, HomeSample, DirectorySample, ProfileSample]) {
      const page = html(<View />, { locale: code })
      expect(page).not.toMatch(/ style=| on[a-z]+=/)
      expect(page.match(/ id="[^"]+"/g)?.length).toBe(new Set(page.match(/ id="[^"]+"/g)).size)
    }
})

test("an organisation's colour is one style that the policy can name", () => {
  const styles: string[] = []
  const page = html(
    <Page title="River" accent="#0d7d86">
      …
    </Page>,
    { styles },
  )
  expect(styles).toHaveLength(1)
  expect(page).toContain(`<style>${styles[0]}</style>`)
  const none: string[] = []
  expect(
    html(
      <Page title="R" accent={'red}body{display:none'}>
        …
      </Page>,
      { styles: none },
    ),
  ).not.toContain('<style>')
  expect(none).toEqual([])
})

test('data for machines cannot end their element', () => {
  const page = html(
    <Page title="R" json_ld={{ name: '</script><script>alert(1)' }}>
      …
    </Page>,
  )
  expect(page).not.toContain('<script>alert')
  expect(page).toContain('\\u003c/script>')
})

test('what people write is shown as text', () => {
  const page = html(
    <Page title={attack} description={attack} crumbs={[{ to: '/x', label: attack }]}>
      <Text of={{ en: attack }} />
      <Paragraphs of={{ en: `${attack}\n\n${attack}` }} />
      <Form to="/x" state={emptyForm({ name: attack, about: attack })}>
        <Field name="name" label={attack} hint={attack} />
        <Field name="about" label={attack} rows={3} max={10} />
      </Form>
      <Action to="/x" confirm={attack} fields={{ a: attack }}>
        {attack}
      </Action>
    </Page>,
  )
  expect(page).not.toContain('<img src=x')
})

test('links stay in the reader’s language, and leave others alone', () => {
  expect(html(<Link to="/o/river">x</Link>)).toContain('href="/en/o/river"')
  expect(html(<Link to="https://a.example">x</Link>)).toContain('rel="noopener noreferrer"')
})

test('a refused form keeps what was typed and says what is wrong, twice', () => {
  const state = refusedForm(emptyForm({ email: 'arta@' }), 'email', 'not_an_email')
  const form = html(
    <Form to="/x" state={state}>
      <div>
        <Field name="email" type="email" label="E-mail" />
      </div>
    </Form>,
  )
  expect(form).toContain('<a href="#f-email">E-mail: Write a whole address')
  expect(form).toContain('aria-invalid="true"')
  expect(form).toContain('aria-describedby="f-email-error"')
  expect(form).toContain('value="arta@"')
})

test('a module has its own words for its own codes', () => {
  const state = refusedForm(emptyForm(), 'slug', 'taken', { slug: 'river' })
  const words = { taken: ({ slug }: Record<string, string | number>) => `${slug} is taken.` }
  const form = html(
    <Form to="/x" state={state} errors={words}>
      <Field name="slug" label="Address" />
    </Form>,
  )
  expect(form.match(/river is taken\./g)).toHaveLength(2)
})

test('a password is never sent back', () => {
  const form = html(
    <Form to="/x" state={emptyForm({ password: 'secret' })}>
      <Field name="password" type="password" label="Password" />
    </Form>,
  )
  expect(form).not.toContain('secret')
})

test('an error in one of several choices leads to the first of them', () => {
  const state = refusedForm(emptyForm({ areas: ['x'] }), 'areas.0', 'not_a_choice')
  const form = html(
    <Form to="/x" state={state}>
      <Checkboxes name="areas[]" label="Areas" choices={[{ value: 'a', label: 'A' }]} />
    </Form>,
  )
  expect(form).toContain('href="#f-areas--"')
  expect(form).toContain('id="f-areas--"')
})

test('the same text is asked for in each language, one’s own first', () => {
  const form = html(
    <Form to="/x" state={emptyForm({ name: { sr: 'Reka' } })}>
      <LocalizedField name="name" label="Name" max={80} />
    </Form>,
    { locale: 'sr' },
  )
  expect(form.indexOf('name="name.sr"')).toBeLessThan(form.indexOf('name="name.sq"'))
  expect(form).toContain('lang="sr-Latn"')
  expect(form).toContain('value="Reka"')
  expect(form).toContain('Još # znaka')
})

test('a creating form keeps its key when it is refused', () => {
  const key = '0198f3b0-0001-7000-8000-000000000001'
  const form = html(
    <Form to="/x" state={emptyForm({ once: key })}>
      <Once />
    </Form>,
  )
  expect(form).toContain(`value="${key}"`)
})

test('a text in another language carries its language and a mark', () => {
  expect(html(<Text of={{ sq: 'Lumi' }} />)).toMatch(/<span lang="sq">Lumi<\/span>.*in Albanian/)
  expect(html(<Text of={{ sr: 'Reka' }} />, { locale: 'sr-Cyrl' })).toBe('Река')
  expect(html(<Text of={{}} otherwise="none" />)).toBe('none')
})

test('money and dates are exact for machines and local for people', () => {
  expect(html(<Money minor={123_456n} />)).toBe(
    '<data class="money" value="1234.56">€1,234.56</data>',
  )
  expect(html(<When at="2026-03-05" />)).toBe('<time datetime="2026-03-05">5 March 2026</time>')
})

test('shades part equal shares of places, and the most is always the darkest', () => {
  const steps = shadeSteps([1, 2, 3, 4, 480])
  expect(steps).toEqual([2, 3, 4, 480])
  expect([0, 1, 3, 480].map((value) => shadeOf(value, steps))).toEqual([1, 2, 3, 5])
  expect(shadeOf(null, steps)).toBe(0)
  expect(shadeOf(7, shadeSteps([7, 7]))).toBe(5)
})

test('a name stands on its stone only where it fits', () => {
  const square = { path: 'M0 0L10 0L10 10L0 10Z', cx: 5, cy: 5 }
  expect(fits({ label: 'Peja', ...square }, 2)).toBe(true)
  expect(fits({ label: 'Fushë Kosova', ...square }, 2)).toBe(false)
  expect(fits({ label: '', ...square }, 2)).toBe(false)
  const wedge = { path: 'M0 0L10 0L5 10Z', cx: 5 }
  expect(fits({ label: 'Peja', ...wedge, cy: 2 }, 2)).toBe(true)
  expect(fits({ label: 'Peja', ...wedge, cy: 8 }, 2)).toBe(false)
})

test('page numbers leave gaps, but never for a single page', () => {
  expect(pageNumbers(1, 1)).toEqual([1])
  expect(pageNumbers(4, 75)).toEqual([1, 2, 3, 4, 5, null, 75])
  expect(pageNumbers(10, 12)).toEqual([1, null, 9, 10, 11, 12])
})

test('initials are those of the first and last name, in any script', () => {
  expect(initials('Arta Shembulli')).toBe('AS')
  expect(initials('  Ђорђе ')).toBe('Ђ')
  expect(initials('')).toBe('')
})

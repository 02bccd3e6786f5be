import { expect, test } from 'vitest'
import { bareTexts } from './bare-text.ts'
import { planted } from './planted.ts'

const bare = (markup: string, path = 'src/modules/reports/views.tsx') =>
  bareTexts(planted({ [path]: `export const X = () => ${markup}` }))

test('text between tags comes from a catalogue', () => {
  expect(bare('<p>Report</p>')).toEqual([
    'modules/reports/views.tsx:1 says “Report”: put it into messages/',
  ])
  for (const sin of [
    "<p>{'Report'}</p>",
    '<>{open && `Report`}</>',
    "<p>{a ? 'Yes' : t('no')}</p>",
  ]) {
    expect(bare(sin), sin).toHaveLength(1)
  }
  expect(bare(`<p>{\`\${n} reports\`}</p>`)).toHaveLength(1)
})

test('so do attributes that people hear or see', () => {
  for (const name of ['title', 'alt', 'placeholder', 'aria-label']) {
    expect(bare(`<p ${name}="Report" />`), name).toHaveLength(1)
    expect(bare(`<p ${name}={'Report'} />`), name).toHaveLength(1)
  }
  expect(bare('<p class="report" lang="sq" />')).toEqual([])
})

test('dates, numbers and sums go through a component', () => {
  expect(bare('<p>{date.toLocaleDateString()}</p>')).toEqual([
    'modules/reports/views.tsx:1 calls toLocaleDateString: use <When>, <Money> or <Count>',
  ])
  expect(bare("<p>{new Intl.NumberFormat('sq').format(n)}</p>")).toHaveLength(1)
  expect(bare('<p>{n.toFixed(2)}</p>')).toHaveLength(1)
})

test('pages, the site and components are looked at, tests and the gallery are not', () => {
  const sin = '<p>Report</p>'
  for (const path of ['modules/reports/pages.tsx', 'site/views.tsx', 'ui/page.tsx']) {
    expect(bare(sin, `src/${path}`), path).toHaveLength(1)
  }
  for (const path of ['modules/reports/views.test.tsx', 'ui/gallery/page.tsx', 'kit/reply.ts']) {
    expect(bare(sin, `src/${path}`), path).toEqual([])
  }
})

test('signs, marks and translated text are left in peace', () => {
  expect(bare("<p title={t('title')}>{t('text')} · 12 € <b>Mozaik</b></p>")).toEqual([])
})

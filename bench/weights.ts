// What each public page weighs on a first visit, counted by a browser that fetches what it needs.
import type { Browser, Response } from 'playwright-core'
import { openBrowser } from '#test/browser.ts'
import type { MadeCountry } from './made-country.ts'
import { startSite } from './processes.ts'
import { publicPages } from './subjects.ts'

const locales = ['sq', 'sr-Cyrl', 'en'] as const

export interface WeightFigures {
  readonly page: string
  readonly locale: string
  /** Bytes of bodies as they were sent, compressed. */
  readonly html: number
  readonly css: number
  readonly js: number
  readonly fonts: number
  readonly total: number
  readonly pictures: number
  readonly requests: number
}

export async function measureWeights(country: MadeCountry): Promise<WeightFigures[]> {
  const site = await startSite(country)
  const browser = await openBrowser()
  try {
    const figures: WeightFigures[] = []
    for (const [page, path] of Object.entries(await publicPages(country))) {
      for (const locale of locales) {
        const url = `${site.url}/${locale}${path}`
        figures.push({ page, locale, ...(await firstVisit(browser, url)) })
      }
    }
    return figures
  } finally {
    await browser.close()
    await site.stop()
  }
}

type Weight = Omit<WeightFigures, 'page' | 'locale'>

/** A visit with nothing kept from before. */
async function firstVisit(browser: Browser, url: string): Promise<Weight> {
  const context = await browser.newContext()
  const page = await context.newPage()
  const responses: Response[] = []
  page.on('response', (response) => responses.push(response))
  await page.goto(url, { waitUntil: 'networkidle' })
  const bytes = { document: 0, stylesheet: 0, script: 0, font: 0, image: 0 }
  let requests = 0
  for (const response of responses) {
    const type = response.request().resourceType()
    const { responseBodySize } = await response.request().sizes()
    requests += 1
    if (type in bytes) bytes[type as keyof typeof bytes] += responseBodySize
  }
  await context.close()
  const { document: html, stylesheet: css, script: js, font: fonts, image: pictures } = bytes
  return { html, css, js, fonts, pictures, total: html + css + js + fonts, requests }
}

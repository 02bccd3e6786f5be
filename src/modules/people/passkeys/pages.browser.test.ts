// A passkey in a real browser, with an authenticator that Chromium plays.
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { openBrowser } from '#test/browser.ts'
import { samplePassword } from '../fixtures.ts'

const site = inject('site_url')
const email = 'visitor@mozaik.example'

let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser.close())

async function withAuthenticator(context: BrowserContext) {
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('WebAuthn.enable')
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return page
}

test('a passkey is added, signs in without a password, and is removed', async () => {
  const page = await withAuthenticator(await browser.newContext())
  const complaints: string[] = []
  page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()))

  await page.goto(`${site}/en/sign-in`)
  await page.fill('#f-email', email)
  await page.fill('#f-password', samplePassword)
  await page.getByRole('button', { name: 'Show the password' }).click()
  expect(await page.getAttribute('#f-password', 'type')).toBe('text')
  await page.locator('form button[type=submit]', { hasText: 'Sign in' }).click()
  await page.waitForURL(`${site}/en/account`)

  await page.goto(`${site}/en/account/passkeys`)
  await page.getByRole('button', { name: 'Add a passkey on this device' }).click()
  await page.getByText('Since').waitFor()

  await page.context().clearCookies()
  await page.goto(`${site}/en/sign-in`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
  await page.waitForURL(`${site}/en/account`)
  expect(await page.textContent('main')).toContain(email)

  await page.goto(`${site}/en/account/passkeys`)
  await page.getByRole('button', { name: 'Remove' }).click()
  await page.getByText('You have none').waitFor()
  expect(complaints).toEqual([])
})

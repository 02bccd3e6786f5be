// A real Chromium: the one of this machine where there is one, else the one from npm.
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const installed = [
  process.env.CHROME_PATH,
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

// It opens our pages and speaks to nobody else.
const quiet = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--no-default-browser-check',
  '--no-first-run',
  '--no-pings',
]

/** Where it lies and how it is started. */
export async function findChromium(): Promise<{ executablePath: string; args: string[] }> {
  const own = installed.find((path) => path && existsSync(path))
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  if (own) return { executablePath: own, args: [...quiet, ...asRoot] }

  const { default: packed } = await import('@sparticuz/chromium')
  packed.setGraphicsMode = false
  return {
    executablePath: await packed.executablePath(),
    // Made for machines without a sandbox; what it says of one process and of web security is for
    // smaller machines than ours and would hide faults of our pages.
    args: [
      ...quiet,
      '--no-sandbox',
      '--headless=shell',
      '--disable-webgl',
      '--font-render-hinting=none',
    ],
  }
}

export const openBrowser = async (): Promise<Browser> => chromium.launch(await findChromium())

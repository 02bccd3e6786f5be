import { expect, test } from 'vitest'
import { BadConfig, readConfig } from './config.ts'

const production = {
  NODE_ENV: 'production',
  BASE_URL: 'https://mozaik.example/',
  MOZAIK_SECRET: 'x'.repeat(32),
  SMTP_URL: 'smtps://mail.example',
}

test('without anything it serves port 3000 with the sample country', () => {
  const config = readConfig({}, '/srv/mozaik')
  expect(config).toMatchObject({
    port: 3000,
    base_url: 'http://localhost:3000',
    data_dir: '/srv/mozaik/data',
    sample: true,
    production: false,
  })
})

test('every bad value is named with what it should be', () => {
  const read = () =>
    readConfig(
      { PORT: 'http', DATABASE_URL: 'mysql://x', MOZAIK_SAMPLE: 'yes', SMTP_URL: 'x' },
      '/',
    )
  expect(read).toThrow(BadConfig)
  expect(read).toThrow(/PORT should be a port number/)
  expect(read).toThrow(/DATABASE_URL should be an address such as postgresql:/)
  expect(read).toThrow(/MOZAIK_SAMPLE should be 0 or 1/)
  expect(read).toThrow(/SMTP_URL should be an address/)
})

test('production asks for its secrets and has no sample country', () => {
  expect(() => readConfig({ NODE_ENV: 'production' }, '/')).toThrow(
    /BASE_URL must[\s\S]*MOZAIK_SECRET must[\s\S]*SMTP_URL must/,
  )
  expect(() => readConfig({ ...production, MOZAIK_SAMPLE: '1' }, '/')).toThrow(/MOZAIK_SAMPLE/)
  expect(readConfig(production, '/')).toMatchObject({
    production: true,
    sample: false,
    base_url: 'https://mozaik.example',
  })
})

test('an empty variable is one that was not given', () => {
  expect(readConfig({ PORT: '', DATABASE_URL: '' }, '/').database_url).toBeNull()
})

test('cards are practice in development, Stripe with both keys, and nobody otherwise', () => {
  const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRET: 'whsec_1,whsec_2' }
  expect(readConfig({}, '/').cards).toEqual({ practice: true })
  expect(readConfig({ ...keys, MOZAIK_CARDS: '0' }, '/').cards).toEqual({ practice: false })
  expect(readConfig(keys, '/').cards).toMatchObject({
    practice: false,
    stripe: { main: { secret_key: 'sk_test_1', webhook_secrets: ['whsec_1', 'whsec_2'] } },
  })
  const half = () => readConfig({ STRIPE_SECRET_KEY: 'sk_test_1' }, '/')
  expect(half).toThrow('STRIPE_WEBHOOK_SECRET must be given')
})

test('each collecting entity may have keys of its own, both or none of them', () => {
  const main = { STRIPE_SECRET_KEY: 'sk_live_1', STRIPE_WEBHOOK_SECRET: 'whsec_1' }
  const swiss = { STRIPE_SECRET_KEY_SWISS: 'sk_live_2', STRIPE_WEBHOOK_SECRET_SWISS: 'whsec_2' }
  expect(readConfig({ ...main, ...swiss }, '/').cards).toMatchObject({
    practice: false,
    stripe: {
      main: { secret_key: 'sk_live_1', webhook_secrets: ['whsec_1'] },
      swiss: { secret_key: 'sk_live_2', webhook_secrets: ['whsec_2'] },
    },
  })
  const half = { ...main, STRIPE_SECRET_KEY_SWISS: 'sk_live_2' }
  expect(() => readConfig(half, '/')).toThrow('STRIPE_WEBHOOK_SECRET_SWISS must be given')
  const wrong = { ...swiss, STRIPE_SECRET_KEY_SWISS: 'pk_live_2' }
  expect(() => readConfig(wrong, '/')).toThrow('STRIPE_SECRET_KEY_SWISS should begin with sk_')
})

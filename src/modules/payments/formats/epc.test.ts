import fc from 'fast-check'
import jsqr from 'jsqr'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { type EpcTransfer, epcNameCharsMax, epcPayload } from './epc.ts'
import { drawQr, qrSvg } from './qr.ts'

const transfer: EpcTransfer = {
  name: 'Lumi i Kaltër',
  iban: 'XK05 1212 0123 4567 8906',
  bic: 'NCBVXKPR',
  amount_minor: 2500n,
  currency: 'EUR',
  reference: 'RF13KCS2026D0000123',
}

async function read(payload: string): Promise<string | undefined> {
  const { data, info } = await sharp(Buffer.from(qrSvg(drawQr(payload))), { density: 300 })
    .resize(600, 600, { kernel: 'nearest' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data
}

test('an account outside of the European Economic Area gets version 001 with its BIC', () => {
  expect(epcPayload(transfer)).toEqual({
    ok: true,
    value:
      'BCD\n001\n1\nSCT\nNCBVXKPR\nLumi i Kaltër\nXK051212012345678906\nEUR25.00\n\nRF13KCS2026D0000123',
  })
  expect(epcPayload({ ...transfer, bic: null })).toEqual({ ok: false, refusal: 'bic_needed' })
})

test('an account inside of it gets version 002, with a BIC or without', () => {
  const inside = { ...transfer, iban: 'DE89370400440532013000', bic: null }
  const payload = epcPayload(inside)
  expect(payload.ok && payload.value.split('\n').slice(0, 5)).toEqual([
    'BCD',
    '002',
    '1',
    'SCT',
    '',
  ])
})

test('what the code cannot say is refused by name', () => {
  const whyNot = (change: Partial<EpcTransfer>) => {
    const outcome = epcPayload({ ...transfer, ...change })
    return outcome.ok ? null : outcome.refusal
  }
  expect(whyNot({ currency: 'CHF' })).toBe('not_euro')
  expect(whyNot({ iban: 'XK051212012345678907' })).toBe('not_an_iban')
  expect(whyNot({ bic: 'NOBIC' })).toBe('not_a_bic')
  expect(whyNot({ amount_minor: 0n })).toBe('amount_out_of_range')
  expect(whyNot({ amount_minor: 99_999_999_999n })).toBe(null)
  expect(whyNot({ amount_minor: 100_000_000_000n })).toBe('amount_out_of_range')
  expect(whyNot({ name: ' \n' })).toBe('name_needed')
  expect(whyNot({ reference: 'RF13 KCS\nEUR1.00' })).toBe('not_a_reference')
})

test('any name stays in its line and within its limits, and a reader reads back the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 90 }), async (name) => {
      const payload = epcPayload({ ...transfer, name })
      if (!payload.ok) return
      const lines = payload.value.split('\n')
      expect(lines).toHaveLength(10)
      expect([...(lines[5] ?? '')].length).toBeLessThanOrEqual(epcNameCharsMax)
      expect(new TextEncoder().encode(payload.value).length).toBeLessThanOrEqual(331)
    }),
    { numRuns: 200 },
  )
  for (const name of ['Lumi i Kaltër', 'Зелени камен', 'Ćiro & <Đuka> "x"', 'x'.repeat(90)]) {
    const payload = epcPayload({ ...transfer, name })
    expect(payload.ok).toBe(true)
    if (payload.ok) expect(await read(payload.value)).toBe(payload.value)
  }
})

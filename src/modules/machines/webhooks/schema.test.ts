import { expect, test } from 'vitest'
import { heardKinds } from './schema.ts'

test('what happens to a campaign and its money can be heard, people cannot', () => {
  for (const kind of ['campaign.opened', 'campaign.settled', 'payment.received', 'payout.paid'])
    expect(heardKinds).toContain(kind)
  expect(heardKinds.filter((kind) => /^(person|member)\./.test(kind))).toEqual([])
})

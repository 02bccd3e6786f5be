// Where whoever has the address of a gift says what it shall be for instead of going back.
import { randomBytes } from 'node:crypto'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import {
  chanceOfReference,
  giftKey,
  isGiftKey,
  paths as payments,
  referenceFrom,
} from '#modules/payments/index.ts'
import { anyone } from '#modules/people/index.ts'
import { paths } from '../paths.ts'
import { findCampaign } from '../queries.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import { choose } from './commands.ts'
import { findGift, listOffered } from './queries.ts'
import { ChoosingForm } from './schema.ts'
import { ChoosingPage } from './views.tsx'

export const pages = site<Db>()

interface At {
  readonly slug: string
  readonly id: string
  readonly key: string
}

async function giftAt(c: Ask<Db>, { slug, id, key }: At) {
  const { db, settings } = c.var
  if (!isUuid(id) || !isGiftKey(id, key, settings.secret)) throw absent()
  const campaign = found(await findCampaign(db, slug))
  return { campaign, gift: found(await findGift(db, id, campaign.purpose_id)) }
}

pages.get(paths.choosing.pattern, anyone, (c) => show(c, c.req.param(), emptyForm()))

pages.post(paths.choosing.pattern, anyone, async (c) => {
  const { db, locale, now, settings } = c.var
  const at = c.req.param()
  const { campaign, gift } = await giftAt(c, at)
  const form = await readForm(c, ChoosingForm)
  if (!form.ok) return show(c, at, form, 422)
  const wish = { to: form.value.to, reference: referenceFrom(randomBytes(chanceOfReference)) }
  const chosen = await choose(db, campaign, gift, wish, now)
  if (!chosen.ok) return show(c, at, refusedForm(form, 'to', chosen.refusal), 422)
  const key = giftKey(chosen.value, settings.secret)
  return see(c, payments.gift({ id: chosen.value, key }), words(locale)('choosing.done'))
})

async function show(c: Ask<Db>, at: At, form: FormState, status: 200 | 422 = 200) {
  const { db, locale, now } = c.var
  const { campaign, gift } = await giftAt(c, at)
  const waits = gift.goes_back_at !== null && gift.goes_back_at > now
  const offered = waits ? await listOffered(db, campaign, gift.currency, now) : []
  const shown = { t: words(locale), campaign, gift, gift_key: at.key, waits, offered, form }
  return reply(c, <ChoosingPage {...shown} />, status)
}

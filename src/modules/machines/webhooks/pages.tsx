import { randomUUID } from 'node:crypto'
import { emptyForm, type FormState, readForm, refusedForm } from '#kit/form.ts'
import { isUuid } from '#kit/ids.ts'
import { absent, found } from '#kit/outcome.ts'
import { reply, see } from '#kit/reply.ts'
import { type Ask, site } from '#kit/site.ts'
import { findCard, owners, type Steward, stewardOf } from '#modules/organisations/index.ts'
import { secretOf } from '../formats/standard-webhooks.ts'
import { paths } from '../paths.ts'
import type { Db } from '../tables.ts'
import { words } from '../words.ts'
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  renewSecret,
  replay,
  sendTest,
  setStanding,
} from './commands.ts'
import { findWebhook, listDeliveries, listWebhooks } from './queries.ts'
import { StandingForm, WebhookForm } from './schema.ts'
import { RemovalPage, WebhookPage, WebhooksPage } from './views.tsx'

export const pages = site<Db>()

const placeOf = (c: Ask<Db>) => ({ loopback: c.var.settings.reach_loopback ?? false })

pages.get(paths.webhooks.pattern, owners, (c) => show(c, c.req.param('slug'), emptyForm()))

pages.post(paths.webhooks.pattern, owners, async (c) => {
  const { db, me, now, locale } = c.var
  const slug = c.req.param('slug')
  const steward = await stewardOf(db, me, slug, 'owner')
  const form = await readForm(c, WebhookForm)
  if (!form.ok) return show(c, slug, form, 422)
  const place = { ...placeOf(c), salt: randomUUID() }
  const outcome = await addWebhook(db, steward, form.value, place, now)
  if (outcome.ok)
    return see(c, paths.webhook({ slug, ...outcome.value }), words(locale)('webhooks.added'))
  const field = outcome.refusal === 'not_https' ? 'url' : null
  return show(c, slug, refusedForm(form, field, outcome.refusal), 422)
})

pages.get(paths.webhook.pattern, owners, async (c) => {
  const { slug, id } = c.req.param()
  return showOne(c, slug, await proven(c, slug, id), id)
})

pages.post(paths.webhook.pattern, owners, async (c) => {
  const { slug, id } = c.req.param()
  const { db, now, locale } = c.var
  const steward = await proven(c, slug, id)
  const form = await readForm(c, WebhookForm)
  if (!form.ok) return showOne(c, slug, steward, id, form, 422)
  const outcome = await changeWebhook(db, steward, id, form.value, placeOf(c), now)
  if (outcome.ok) return see(c, paths.webhook({ slug, id }), words(locale)('saved'))
  return showOne(c, slug, steward, id, refusedForm(form, 'url', outcome.refusal), 422)
})

pages.post(paths.webhookStanding.pattern, owners, async (c) => {
  const { slug, id } = c.req.param()
  const steward = await proven(c, slug, id)
  const form = await readForm(c, StandingForm)
  if (form.ok) await setStanding(c.var.db, steward, id, form.value.state, c.var.now)
  return see(c, paths.webhook({ slug, id }), words(c.var.locale)('saved'))
})

pages.post(paths.webhookSecret.pattern, owners, async (c) => {
  const { slug, id } = c.req.param()
  await renewSecret(c.var.db, await proven(c, slug, id), id, randomUUID(), c.var.now)
  return see(c, paths.webhook({ slug, id }), words(c.var.locale)('webhooks.secret.renewed'))
})

pages.post(paths.webhookTest.pattern, owners, async (c) => {
  const { slug, id } = c.req.param()
  await sendTest(c.var.db, await proven(c, slug, id), id, c.var.now)
  return see(c, paths.webhook({ slug, id }), words(c.var.locale)('webhooks.tested'))
})

pages.post(paths.deliveryReplay.pattern, owners, async (c) => {
  const { slug, id, delivery_id } = c.req.param()
  const steward = await proven(c, slug, id)
  if (!isUuid(delivery_id)) throw absent()
  await replay(c.var.db, steward, id, delivery_id, c.var.now)
  return see(c, paths.webhook({ slug, id }), words(c.var.locale)('deliveries.replayed'))
})

pages.get(paths.webhookRemoval.pattern, owners, async (c) => {
  const { slug, id } = c.req.param()
  const { organisation_id } = await proven(c, slug, id)
  const webhook = found(await findWebhook(c.var.db, organisation_id, id))
  return reply(c, <RemovalPage t={words(c.var.locale)} slug={slug} webhook={webhook} />)
})

pages.post(paths.webhookRemoval.pattern, owners, async (c) => {
  const { slug, id } = c.req.param()
  await removeWebhook(c.var.db, await proven(c, slug, id), id, c.var.now)
  return see(c, paths.webhooks({ slug }), words(c.var.locale)('webhooks.removed'))
})

async function proven(c: Ask<Db>, slug: string, id: string): Promise<Steward> {
  const steward = await stewardOf(c.var.db, c.var.me, slug, 'owner')
  if (!isUuid(id)) throw absent()
  return steward
}

async function show(c: Ask<Db>, slug: string, form: FormState, status: 200 | 422 = 200) {
  const { db, me, locale } = c.var
  const { organisation_id } = await stewardOf(db, me, slug, 'owner')
  const organisation = found(await findCard(db, slug))
  const webhooks = await listWebhooks(db, organisation_id)
  const page = (
    <WebhooksPage t={words(locale)} organisation={organisation} webhooks={webhooks} form={form} />
  )
  return reply(c, page, status)
}

async function showOne(
  c: Ask<Db>,
  slug: string,
  { organisation_id }: Steward,
  id: string,
  typed?: FormState,
  status: 200 | 422 = 200,
) {
  const { db, locale, settings } = c.var
  const organisation = found(await findCard(db, slug))
  const webhook = found(await findWebhook(db, organisation_id, id))
  const deliveries = await listDeliveries(db, id)
  const form = typed ?? emptyForm({ url: webhook.url, kinds: webhook.kinds })
  const secret = secretOf(settings.secret, webhook.salt)
  const page = (
    <WebhookPage
      t={words(locale)}
      organisation={organisation}
      webhook={webhook}
      secret={secret}
      deliveries={deliveries}
      form={form}
    />
  )
  return reply(c, page, status)
}

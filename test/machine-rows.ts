// Who may ask what of keys, of addresses that are told, and of the API's own page: rows as in
// route-rows.ts.
import type { Row } from './route-rows.ts'
import { everybody as all, type Somebody } from './town.ts'

const owners: readonly Somebody[] = ['owner']
const webhook = { id: 'webhook' }
const wish = { url: 'https://example.org/hook', 'kinds[]': 'project.published' }

export const machineRows: Readonly<Record<string, Row>> = {
  'GET /api': [all],
  'GET /api/v1/openapi.json': [all],
  'GET /api/v1/client.ts': [all],
  'GET /o/:slug/keys': [owners],
  'POST /o/:slug/keys': [owners],
  'GET /o/:slug/keys/:id/revocation': [owners, { id: 'key' }],
  'POST /o/:slug/keys/:id/revocation': [owners, { id: 'key' }],
  'GET /o/:slug/webhooks': [owners],
  'POST /o/:slug/webhooks': [owners, {}, wish],
  'GET /o/:slug/webhooks/:id': [owners, webhook],
  'POST /o/:slug/webhooks/:id': [owners, webhook, wish],
  'POST /o/:slug/webhooks/:id/standing': [owners, webhook],
  'POST /o/:slug/webhooks/:id/secret': [owners, webhook],
  'POST /o/:slug/webhooks/:id/test': [owners, webhook],
  'GET /o/:slug/webhooks/:id/removal': [owners, webhook],
  'POST /o/:slug/webhooks/:id/removal': [owners, webhook],
  'POST /o/:slug/webhooks/:id/deliveries/:delivery_id/replay': [
    owners,
    { ...webhook, delivery_id: 'delivery' },
  ],
}

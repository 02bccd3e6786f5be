import { path } from '#kit/path.ts'

export const paths = {
  keys: path('/o/:slug/keys'),
  keyRevocation: path('/o/:slug/keys/:id/revocation'),
  webhooks: path('/o/:slug/webhooks'),
  webhook: path('/o/:slug/webhooks/:id'),
  webhookStanding: path('/o/:slug/webhooks/:id/standing'),
  webhookSecret: path('/o/:slug/webhooks/:id/secret'),
  webhookTest: path('/o/:slug/webhooks/:id/test'),
  webhookRemoval: path('/o/:slug/webhooks/:id/removal'),
  deliveryReplay: path('/o/:slug/webhooks/:id/deliveries/:delivery_id/replay'),
}

// The description of the API is a page of the site, which stands above this module.
export const apiPage = '/api'

import { path } from '#kit/path.ts'

export const paths = {
  settings: path('/o/:slug/federation'),

  desk: path('/desk/federation'),
  deskSwitch: path('/desk/federation/switch'),
  deskBlocks: path('/desk/federation/blocks'),
  deskUnblocking: path('/desk/federation/blocks/:host/removal'),
  deskRetrying: path('/desk/federation/hosts/:host/retrying'),

  // What programs ask for. Ids, not names: a name may change, and followers stay.
  webfinger: path('/.well-known/webfinger'),
  nodeinfo: path('/.well-known/nodeinfo'),
  nodeinfoDocument: path('/nodeinfo/2.1'),
  actor: path('/ap/organisations/:id'),
  inbox: path('/ap/organisations/:id/inbox'),
  outbox: path('/ap/organisations/:id/outbox'),
  followers: path('/ap/organisations/:id/followers'),
  post: path('/ap/posts/:id'),
  sharedInbox: path('/ap/inbox'),
}

import { path } from '#kit/path.ts'

export const paths = {
  money: path('/o/:slug/money'),
  gift: path('/o/:slug/money/gifts/:id'),
  asking: path('/o/:slug/money/asking'),
  payout: path('/o/:slug/money/payouts/:id'),
  payoutDocuments: path('/o/:slug/money/payouts/:id/documents'),
  payoutDocument: path('/o/:slug/money/payouts/:id/documents/:file_id'),
  payoutDocumentRemoval: path('/o/:slug/money/payouts/:id/documents/:file_id/removal'),
  payoutRequest: path('/o/:slug/money/payouts/:id/request'),
  payoutCancellation: path('/o/:slug/money/payouts/:id/cancellation'),

  deskPayouts: path('/desk/payouts'),
  deskPayout: path('/desk/payouts/:id'),
  deskPayoutDocument: path('/desk/payouts/:id/documents/:file_id'),
  deskPayoutApproval: path('/desk/payouts/:id/approval'),
  deskPayoutRefusal: path('/desk/payouts/:id/refusal'),

  deskOrders: path('/desk/orders'),
  deskOrder: path('/desk/orders/:id'),
  deskOrderFile: path('/desk/orders/:id/file'),
  deskOrderList: path('/desk/orders/:id/list'),
  deskOrderSending: path('/desk/orders/:id/sending'),
  deskOrderDropping: path('/desk/orders/:id/dropping'),
  deskItemWord: path('/desk/orders/:id/items/:item_id/word'),
  deskItemWordFile: path('/desk/orders/:id/items/:item_id/word/:file_id'),
  deskItemWordConfirmation: path('/desk/orders/:id/items/:item_id/word-confirmation'),
}

import { path } from '#kit/path.ts'

export const paths = {
  index: path('/organisations'),
  csv: path('/organisations.csv'),
  json: path('/organisations.json'),
  add: path('/organisations/new'),
  profile: path('/o/:slug'),
  edit: path('/o/:slug/edit'),
  identity: path('/o/:slug/edit/identity'),
  texts: path('/o/:slug/edit/texts'),
  contacts: path('/o/:slug/edit/contacts'),
  work: path('/o/:slug/edit/work'),
  look: path('/o/:slug/edit/look'),
  address: path('/o/:slug/edit/address'),
  formerNames: path('/o/:slug/edit/address/former-names'),
  formerNameRemoval: path('/o/:slug/edit/address/former-names/:id/removal'),
  people: path('/o/:slug/edit/people'),
  person: path('/o/:slug/edit/people/:id'),
  personRemoval: path('/o/:slug/edit/people/:id/removal'),
  documents: path('/o/:slug/edit/documents'),
  document: path('/o/:slug/edit/documents/:id'),
  documentRemoval: path('/o/:slug/edit/documents/:id/removal'),
  accounts: path('/o/:slug/edit/accounts'),
  accountConfirmation: path('/o/:slug/edit/accounts/:id/confirmation'),
  accountShowing: path('/o/:slug/edit/accounts/:id/showing'),
  accountRemoval: path('/o/:slug/edit/accounts/:id/removal'),
  publicBenefit: path('/o/:slug/edit/public-benefit'),
  networks: path('/o/:slug/edit/networks'),
  networkConfirmation: path('/o/:slug/edit/networks/:id/confirmation'),
  networkRefusal: path('/o/:slug/edit/networks/:id/refusal'),
  networkEnd: path('/o/:slug/edit/networks/:id/end'),
  history: path('/o/:slug/history'),
  // The site, which stands above, answers these two.
  share: path('/o/:slug/share'),
  press: path('/o/:slug/press'),

  mine: path('/account/organisations'),
  members: path('/o/:slug/members'),
  memberRole: path('/o/:slug/members/:id/role'),
  memberRemoval: path('/o/:slug/members/:id/removal'),
  leaving: path('/o/:slug/members/leaving'),
  ownership: path('/o/:slug/members/ownership'),
  ownershipAcceptance: path('/o/:slug/members/ownership/:id/acceptance'),
  ownershipEnd: path('/o/:slug/members/ownership/:id/end'),
  invitations: path('/o/:slug/members/invitations'),
  invitationLetter: path('/o/:slug/members/invitations/:id/letter'),
  invitationWithdrawal: path('/o/:slug/members/invitations/:id/withdrawal'),
  invitation: path('/invitations/:token'),
  invitationAcceptance: path('/invitations/:token/acceptance'),
  invitationRefusal: path('/invitations/:token/refusal'),
  claim: path('/o/:slug/claim'),
  claimWithdrawal: path('/o/:slug/claim/withdrawal'),
  verification: path('/o/:slug/verification'),
  verificationWithdrawal: path('/o/:slug/verification/withdrawal'),
  closing: path('/o/:slug/closing'),
  returning: path('/o/:slug/returning'),

  deskClaims: path('/desk/claims'),
  deskClaim: path('/desk/claims/:id'),
  deskClaimFile: path('/desk/claims/:id/files/:file_id'),
  deskClaimAcceptance: path('/desk/claims/:id/acceptance'),
  deskClaimRefusal: path('/desk/claims/:id/refusal'),
  deskVerifications: path('/desk/verifications'),
  deskVerification: path('/desk/verifications/:id'),
  deskExtract: path('/desk/verifications/:id/extract'),
  deskApproval: path('/desk/verifications/:id/approval'),
  deskVerificationRefusal: path('/desk/verifications/:id/refusal'),
  deskStanding: path('/desk/organisations/:slug'),
  deskMeasure: path('/desk/organisations/:slug/:measure'),
  deskImports: path('/desk/imports'),
  deskImport: path('/desk/imports/:id'),
  deskImportColumns: path('/desk/imports/:id/columns'),
  deskImportReport: path('/desk/imports/:id/report'),
  deskImportStep: path('/desk/imports/:id/:step'),
  deskLikely: path('/desk/duplicates'),
  deskPair: path('/desk/duplicates/:id'),
  deskPairDifference: path('/desk/duplicates/:id/difference'),
  deskPairMerge: path('/desk/duplicates/:id/merge'),
  deskMergeUndoing: path('/desk/merges/:id/undoing'),
}

// Keys and webhooks are the machines', who stand above this module.
export const keysOf = (slug: string) => `/o/${slug}/keys`

// Files are answered by the site, which stands above this module.
const file = (id: string, part: string | number) => `/files/${id}/${part}`

/** The address of a picture in one of the widths it is kept in, or null when there is none. */
export const picture = (id: string | null | undefined, width: 320 | 800 | 1600) =>
  id ? file(id, width) : null

/** The address of a document as it was brought. */
export const original = (id: string) => file(id, 'original')

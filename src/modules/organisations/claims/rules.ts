// Claims, verification and the states of an organisation: who may decide what, and why not.

export const relations = ['head', 'board', 'staff', 'member', 'official', 'other'] as const
/** What somebody who claims a page says they are in the organisation. */
export type Relation = (typeof relations)[number]

export type ClaimState = 'open' | 'withdrawn' | 'accepted' | 'refused'
export type VerificationState = 'open' | 'withdrawn' | 'refused' | 'approved' | 'lapsed'

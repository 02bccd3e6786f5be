// The door of campaigns: what is asked of many, and the panels others lay out.
export { campaignsOf, endingSoon } from './panels/queries.ts'
export { CampaignProgress, CampaignsNow, OrganisationCampaigns } from './panels/views.tsx'
export { paths } from './paths.ts'
export { type Campaign, type Card, findCampaign } from './queries.ts'
export type { CampaignsCard, CampaignsTables } from './tables.ts'
export { previewOf } from './views.tsx'

// Everything that can happen here that somebody else may care about, in the past tense. Read this
// page and you know what the platform does. Facts are kept for ever: ids and plain values, never a
// person's name or address.
import { z } from 'zod'

const person = { person_id: z.uuid() }
const organisation = { organisation_id: z.uuid() }
const project = { project_id: z.uuid(), ...organisation }
const moderation = { case_id: z.uuid() }
const decision = { ...moderation, decision_id: z.uuid() }
const decided = { ...decision, outcome: z.string() }
const post = { post_id: z.uuid(), ...organisation }
const pledge = { pledge_id: z.uuid(), purpose_id: z.uuid(), ...organisation }
const payment = { ...pledge, payment_id: z.uuid(), pledge_id: z.uuid().nullable() }
const payout = { payout_id: z.uuid(), ...organisation }
const campaign = { campaign_id: z.uuid(), ...organisation }
const settled = ['succeeded', 'second_round', 'failed'] as const
const matching = { round_id: z.uuid(), ...organisation }
// In minor units of the currency; as text, because JSON's numbers end at 2^53.
const amount = { amount_minor: z.string().regex(/^\d+$/), currency: z.string().length(3) }
const network = { coalition_id: z.uuid(), member_id: z.uuid() }
const importUndone = z.object({ import_id: z.uuid(), removed: z.int(), restored: z.int() })

export const facts = {
  // people
  'person.registered': z.object(person),
  'person.email_changed': z.object(person),
  'person.role_granted': z.object({ ...person, role: z.string() }),
  'person.role_revoked': z.object({ ...person, role: z.string() }),
  'person.disabled': z.object(person),
  'person.enabled': z.object(person),
  'person.second_factor_set': z.object(person),
  'person.second_factor_removed': z.object(person),
  'person.erasure_asked': z.object(person),
  'person.erasure_undone': z.object(person),
  'person.erased': z.object(person),

  // places
  'place.boundaries_imported': z.object({
    places: z.int(),
    source: z.string(),
    licence: z.string(),
  }),
  'place.merged': z.object({ old_ids: z.array(z.uuid()), new_id: z.uuid(), on_date: z.iso.date() }),
  'place.settlements_imported': z.object({ added: z.int(), changed: z.int(), source: z.string() }),

  // organisations: who acts for them, and what the platform says of them
  'organisation.created': z.object(organisation),
  'organisation.profile_changed': z.object({ ...organisation, fields: z.array(z.string()) }),
  'organisation.renamed': z.object(organisation),
  'organisation.address_changed': z.object({
    ...organisation,
    before: z.string(),
    after: z.string(),
  }),
  'organisation.account_added': z.object({ ...organisation, account_id: z.uuid() }),
  'organisation.account_confirmed': z.object({ ...organisation, account_id: z.uuid() }),
  'organisation.account_removed': z.object({ ...organisation, account_id: z.uuid() }),
  'organisation.network_proposed': z.object(network),
  'organisation.network_joined': z.object(network),
  'organisation.network_declined': z.object(network),
  'organisation.network_left': z.object(network),
  'organisation.claimed': z.object({ ...organisation, ...person, claim_id: z.uuid() }),
  'organisation.claim_withdrawn': z.object({ ...organisation, ...person, claim_id: z.uuid() }),
  'organisation.claim_accepted': z.object({ ...organisation, ...person, claim_id: z.uuid() }),
  'organisation.claim_refused': z.object({
    ...organisation,
    ...person,
    claim_id: z.uuid(),
    reason: z.string(),
  }),
  'organisation.verification_requested': z.object({ ...organisation, verification_id: z.uuid() }),
  'organisation.verification_withdrawn': z.object({ ...organisation, verification_id: z.uuid() }),
  'organisation.verification_approved': z.object({ ...organisation, verification_id: z.uuid() }),
  'organisation.verification_refused': z.object({
    ...organisation,
    verification_id: z.uuid(),
    reason: z.string(),
  }),
  'organisation.verification_ended': z.object({ ...organisation, reason: z.string() }),
  'organisation.verified': z.object({ ...organisation, verification_id: z.uuid() }),
  'organisation.suspended': z.object({ ...organisation, reason: z.string() }),
  'organisation.closed': z.object({ ...organisation, reason: z.string() }),
  'organisation.reopened': z.object({ ...organisation, state: z.string(), reason: z.string() }),
  'organisation.returned': z.object(organisation),
  'organisation.hidden': z.object(organisation),
  'organisation.shown': z.object(organisation),
  'organisation.imported': z.object({ import_id: z.uuid(), added: z.int(), changed: z.int() }),
  'organisation.import_undone': importUndone,
  'organisation.merged': z.object({ merge_id: z.uuid(), kept_id: z.uuid(), gone_id: z.uuid() }),
  'organisation.merge_undone': z.object({
    merge_id: z.uuid(),
    kept_id: z.uuid(),
    gone_id: z.uuid(),
  }),
  'membership.invited': z.object({ ...organisation, invitation_id: z.uuid(), role: z.string() }),
  'membership.invitation_withdrawn': z.object({ ...organisation, invitation_id: z.uuid() }),
  'membership.joined': z.object({ ...organisation, ...person, role: z.string() }),
  'membership.role_changed': z.object({
    ...organisation,
    ...person,
    role: z.string(),
    before: z.string(),
  }),
  'membership.ended': z.object({ ...organisation, ...person, role: z.string(), how: z.string() }),
  'ownership.offered': z.object({ ...organisation, from_id: z.uuid(), to_id: z.uuid() }),
  'ownership.transferred': z.object({ ...organisation, from_id: z.uuid(), to_id: z.uuid() }),

  // machines: keys of programs that write, addresses of programs that hear
  'key.made': z.object({ ...organisation, key_id: z.uuid(), scopes: z.array(z.string()) }),
  'key.revoked': z.object({ ...organisation, key_id: z.uuid() }),
  'webhook.added': z.object({ ...organisation, webhook_id: z.uuid() }),
  'webhook.changed': z.object({ ...organisation, webhook_id: z.uuid(), what: z.string() }),
  'webhook.failed': z.object({ ...organisation, webhook_id: z.uuid() }),
  'webhook.removed': z.object({ ...organisation, webhook_id: z.uuid() }),

  // projects
  'project.created': z.object(project),
  'project.changed': z.object({ ...project, part: z.string() }),
  'project.published': z.object(project),
  'project.closed': z.object(project),
  'project.withdrawn': z.object(project),
  'project.hidden': z.object({ project_id: z.uuid() }),
  'project.shown': z.object({ project_id: z.uuid() }),

  // news
  'post.created': z.object(post),
  'post.changed': z.object(post),
  'post.scheduled': z.object(post),
  'post.published': z.object(post),
  'post.withdrawn': z.object(post),
  'post.deleted': z.object(post),
  'post.hidden': z.object(post),
  'post.shown': z.object(post),
  'newsletter.sent': z.object({ ...organisation, issue_id: z.uuid(), readers: z.int() }),
  'project.imported': z.object({
    import_id: z.uuid().optional(),
    added: z.int(),
    changed: z.int(),
  }),
  'project.import_undone': importUndone,

  // federation
  'federation.opened': z.object({}),
  'federation.closed': z.object({}),
  'federation.let': z.object(organisation),
  'federation.kept_off': z.object(organisation),
  'federation.keys_rotated': z.object(organisation),
  'federation.host_blocked': z.object({ host: z.string(), reason: z.string() }),
  'federation.host_unblocked': z.object({ host: z.string() }),

  // the ledger
  'ledger.period_closed': z.object({ closed_through: z.iso.date() }),
  'ledger.faults_found': z.object({ checking_id: z.uuid(), fault_count: z.int() }),

  // payments
  'payment.pledged': z.object(pledge),
  'payment.withdrawn': z.object(pledge),
  'payment.received': z.object({ ...payment, ...amount }),
  'payment.returned': z.object({ ...payment, ...amount, refund_id: z.uuid() }),
  'payment.passed_on': z.object({
    ...payment,
    ...amount,
    refund_id: z.uuid(),
    to_payment_id: z.uuid(),
  }),
  'payment.disputed': z.object({ ...payment, outcome: z.enum(['opened', 'won', 'lost']) }),
  'payment.account_asked': z.object({ ...payment, refund_id: z.uuid() }),
  'payment.account_named': z.object({ ...payment, refund_id: z.uuid() }),
  'payout.requested': z.object(payout),
  'payout.approved': z.object(payout),
  'payout.refused': z.object(payout),
  'payout.ordered': z.object(payout),
  'payout.paid': z.object({ ...payout, ...amount }),
  'payout.failed': z.object(payout),
  'collecting.entity_added': z.object({ entity_id: z.uuid() }),
  'collecting.entity_closed': z.object({ entity_id: z.uuid() }),
  'collecting.account_added': z.object({ bank_account_id: z.uuid() }),
  'collecting.account_confirmed': z.object({ bank_account_id: z.uuid() }),
  'collecting.account_closed': z.object({ bank_account_id: z.uuid() }),
  'statement.imported': z.object({ statement_file_id: z.uuid(), entries: z.int() }),
  'statement.held': z.object({ statement_file_id: z.uuid() }),

  // campaigns
  'campaign.created': z.object(campaign),
  'campaign.changed': z.object({ ...campaign, material: z.boolean() }),
  'campaign.host_agreed': z.object(campaign),
  'campaign.submitted': z.object(campaign),
  'campaign.refused': z.object(campaign),
  'campaign.opened': z.object(campaign),
  'campaign.paused': z.object(campaign),
  'campaign.resumed': z.object(campaign),
  'campaign.extended': z.object(campaign),
  'campaign.cancelled': z.object(campaign),
  'campaign.settled': z.object({ ...campaign, round: z.int(), outcome: z.enum(settled) }),
  'campaign.asked': z.object({ ...campaign, question_id: z.uuid() }),
  'campaign.answered': z.object({ ...campaign, question_id: z.uuid() }),
  'campaign.told': z.object({ ...campaign, bulletin_id: z.uuid() }),
  'matching.asked': z.object(matching),
  'matching.opened': z.object(matching),
  'matching.joined': z.object({ ...matching, campaign_id: z.uuid() }),
  'campaign.spent': z.object({ ...campaign, expense_id: z.uuid() }),
  'campaign.expense_removed': z.object({ ...campaign, expense_id: z.uuid() }),
  'campaign.paid_out': z.object(campaign),
  'campaign.reported': z.object(campaign),
  'campaign.hidden': z.object(campaign),
  'campaign.shown': z.object(campaign),

  // site
  'site.text_changed': z.object({ name: z.string(), version: z.int() }),
  'site.backed_up': z.object({ rows: z.int(), files: z.int(), bytes: z.int() }),
  'site.retention_changed': z.object({ name: z.string(), keep_days: z.int() }),
  'site.job_retried': z.object({ task: z.string() }),
  'site.job_dropped': z.object({ task: z.string() }),
  'site.abuse_reported': z.object({ abuse_report_id: z.uuid() }),
  'site.abuse_decided': z.object({ abuse_report_id: z.uuid(), decision: z.string() }),
  'site.case_claimed': z.object(moderation),
  'site.case_released': z.object(moderation),
  'site.case_decided': z.object({ ...decided, reason: z.string().nullable() }),
  'site.suspension_confirmed': z.object(decision),
  'site.decision_undone': z.object(decision),
  'site.decision_appealed': z.object(decision),
  'site.appeal_decided': z.object(decided),
  'site.words_changed': z.object({ language: z.string(), words: z.int() }),
} as const

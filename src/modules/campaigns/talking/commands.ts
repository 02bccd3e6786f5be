// What is asked, answered and told while a campaign runs and afterwards.
import { record } from '#facts'
import { atomically } from '#kit/db.ts'
import { limited } from '#kit/limits.ts'
import { languages } from '#kit/locale.ts'
import type { Localized } from '#kit/localized.ts'
import { once } from '#kit/once.ts'
import { done, found, refused } from '#kit/outcome.ts'
import type { Person } from '#modules/people/index.ts'
import { tellAsker, tellKeepers } from '../commands.ts'
import { type Campaign, type CampaignSteward, campaignOf, lockCampaign } from '../queries.ts'
import type { Db } from '../tables.ts'
import { type NewBulletin, type NewQuestion, questionsLimit } from './schema.ts'

export function askQuestion(
  db: Db,
  { person_id }: Person,
  campaign: Pick<Campaign, 'id' | 'slug' | 'title' | 'organisation_id'>,
  wish: NewQuestion,
  now: Date,
) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const wait = await limited(tx, 'campaigns.ask', person_id, questionsLimit, now)
      if (wait > 0) return refused('too_often')
      const { text, language } = wish
      const { id } = await tx
        .insertInto('campaigns.question')
        .values({ campaign_id: campaign.id, person_id, text, language, asked_at: now })
        .returning('id')
        .executeTakeFirstOrThrow()
      const { organisation_id } = campaign
      const fact = { campaign_id: campaign.id, organisation_id, question_id: id }
      await record(tx, 'campaign.asked', fact, { person_id })
      await tellKeepers(tx, campaign, { what: 'question' }, now)
      return done(id)
    }),
  )
}

/** The answer can be put better later; the question stays as it was asked. */
export function answerQuestion(
  db: Db,
  steward: CampaignSteward,
  id: string,
  answer: Localized,
  now: Date,
) {
  return atomically(db, async (tx) => {
    const { campaign_id, organisation_id } = steward
    const asked = await lockQuestion(tx, campaign_id, id)
    await tx
      .updateTable('campaigns.question')
      .set({ answer: JSON.stringify(answer), answered_by: steward.person_id, answered_at: now })
      .where('id', '=', id)
      .execute()
    const fact = { campaign_id, organisation_id, question_id: id }
    await record(tx, 'campaign.answered', fact, steward)
    const news = languages.some((language) => asked.answer[language] !== answer[language])
    if (news) await tellAsker(tx, await campaignOf(tx, campaign_id), asked, answer, now)
    return done(id)
  })
}

/** Held until the transaction ends: two answers at once are heard of one after the other. */
const lockQuestion = async (tx: Db, campaign_id: string, id: string) =>
  found(
    await tx
      .selectFrom('campaigns.question')
      .select(['id', 'person_id', 'text', 'answer'])
      .where('id', '=', id)
      .where('campaign_id', '=', campaign_id)
      .forNoKeyUpdate()
      .executeTakeFirst(),
  )

export function tell(db: Db, steward: CampaignSteward, wish: NewBulletin, now: Date) {
  return atomically(db, (tx) =>
    once(tx, wish.once, async () => {
      const campaign = await lockCampaign(tx, steward.campaign_id)
      if (!campaign.opened_at) return refused('not_running')
      const { campaign_id, organisation_id, person_id } = steward
      const { id } = await tx
        .insertInto('campaigns.bulletin')
        .values({
          campaign_id,
          person_id,
          at: now,
          title: JSON.stringify(wish.title),
          body: JSON.stringify(wish.body),
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      const fact = { campaign_id, organisation_id, bulletin_id: id }
      await record(tx, 'campaign.told', fact, { person_id })
      return done(campaign.slug)
    }),
  )
}

/** Questions without an answer go with whoever asked; answered ones stay, and name nobody. */
export async function forgetAsker(tx: Db, personId: string) {
  await tx
    .deleteFrom('campaigns.question')
    .where('person_id', '=', personId)
    .where('answered_at', 'is', null)
    .execute()
  await tx
    .updateTable('campaigns.question')
    .set({ person_id: null })
    .where('person_id', '=', personId)
    .execute()
}

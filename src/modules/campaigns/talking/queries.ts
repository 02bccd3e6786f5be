// What was told, asked and answered.
import { plannedOnce, writtenOnce } from '#kit/plans.ts'
import type { Db } from '../tables.ts'

/** What somebody asked and told, for the copy of their data. */
export async function listOwn(db: Db, personId: string) {
  const [questions, updates] = await Promise.all([
    db
      .selectFrom('campaigns.question as q')
      .innerJoin('campaigns.campaign as c', 'c.id', 'q.campaign_id')
      .select(['c.slug', 'q.text', 'q.asked_at'])
      .where('q.person_id', '=', personId)
      .execute(),
    db
      .selectFrom('campaigns.bulletin as b')
      .innerJoin('campaigns.campaign as c', 'c.id', 'b.campaign_id')
      .select(['c.slug', 'b.title', 'b.at'])
      .where('b.person_id', '=', personId)
      .execute(),
  ])
  return { questions, updates }
}

export const listBulletins = writtenOnce((db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.bulletin')
    .select(['id', 'title', 'body', 'at'])
    .where('campaign_id', '=', campaignId)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .modifyFront(plannedOnce),
)

export type Bulletin = Awaited<ReturnType<typeof listBulletins>>[number]

/** With their answers; those without one are for the organisation alone. */
export const listQuestions = (db: Db, campaignId: string, all: boolean) =>
  (all ? allQuestions : answeredQuestions)(db, campaignId)

const questionsOf = (db: Db, campaignId: string) =>
  db
    .selectFrom('campaigns.question')
    .select(['id', 'text', 'language', 'asked_at', 'answer', 'answered_at'])
    .where('campaign_id', '=', campaignId)
    .orderBy('asked_at', 'desc')
    .orderBy('id', 'desc')
    .modifyFront(plannedOnce)

const allQuestions = writtenOnce(questionsOf)
const answeredQuestions = writtenOnce((db: Db, campaignId: string) =>
  questionsOf(db, campaignId).where('answered_at', 'is not', null),
)

export type Question = Awaited<ReturnType<typeof listQuestions>>[number]

// A campaign's film: brought with its captions, given others, taken away. Without captions it is
// shown only where nobody speaks: not everybody hears it.
import { atomically } from '#kit/db.ts'
import type { Language } from '#kit/locale.ts'
import { done, refused } from '#kit/outcome.ts'
import { type CampaignSteward, lockCampaign } from '../queries.ts'
import { whyNotEdit } from '../rules.ts'
import type { Db } from '../tables.ts'
import { type Brought, findFilm } from './queries.ts'

/** Another film comes without the captions of the one before it. */
export function keepFilm(db: Db, steward: CampaignSteward, wish: Brought, now: Date) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const refusal = whyNotEdit(campaign.state, 'story')
    if (refusal) return refused(refusal)
    const before = await findFilm(tx, campaign.id)
    const file_id = wish.file_id ?? before?.file_id
    if (!file_id) return refused('no_film')
    const staying = wish.file_id ? [] : (before?.captions ?? [])
    const captioned = staying.length + Object.keys(wish.captions).length > 0
    if (!captioned && !wish.without_speech) return refused('film_without_captions')
    if (wish.file_id) await drop(tx, campaign.id)
    const { person_id } = steward
    const { without_speech } = wish
    await tx
      .insertInto('campaigns.film')
      .values({ campaign_id: campaign.id, file_id, without_speech, person_id, at: now })
      .onConflict((one) =>
        one.column('campaign_id').doUpdateSet({ without_speech, person_id, at: now }),
      )
      .execute()
    for (const [language, captions_id] of Object.entries(wish.captions))
      await caption(tx, campaign.id, language as Language, captions_id)
    return done(campaign.slug)
  })
}

export function removeFilm(db: Db, steward: CampaignSteward) {
  return atomically(db, async (tx) => {
    const campaign = await lockCampaign(tx, steward.campaign_id)
    const refusal = whyNotEdit(campaign.state, 'story')
    if (refusal) return refused(refusal)
    await drop(tx, campaign.id)
    return done(campaign.slug)
  })
}

const drop = (tx: Db, campaign_id: string) =>
  tx.deleteFrom('campaigns.film').where('campaign_id', '=', campaign_id).execute()

const caption = (tx: Db, campaign_id: string, language: Language, file_id: string) =>
  tx
    .insertInto('campaigns.film_captions')
    .values({ campaign_id, language, file_id })
    .onConflict((one) => one.columns(['campaign_id', 'language']).doUpdateSet({ file_id }))
    .execute()

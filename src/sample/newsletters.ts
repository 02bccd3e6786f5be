// The newsletter of one made-up organisation, so that its archive has something to read.
import type { Kysely } from 'kysely'
import type { Database } from '#modules'
import { anIssue } from '#modules/news/newsletters/fixtures.ts'

export async function loadNewsletters(db: Kysely<Database>, day: (number: number) => Date) {
  const posts = await db
    .selectFrom('news.card')
    .select(['id', 'organisation_id'])
    .where('organisation_slug', '=', 'lumi-i-kalter')
    .orderBy('published_at', 'desc')
    .limit(3)
    .execute()
  const [first] = posts
  if (!first) return
  await anIssue(db, {
    organisation_id: first.organisation_id,
    number: 1,
    at: day(80),
    title: {
      sq: 'Vjeshta buzë lumit',
      sr: 'Jesen pored reke',
      en: 'Autumn by the river',
    },
    intro: {
      sq: 'Të dashur miq të lumit,\n\nja çfarë bëmë këto muaj, me pak fjalë. Faleminderit që lexoni.',
      sr: 'Dragi prijatelji reke,\n\nevo šta smo radili ovih meseci, ukratko. Hvala vam što čitate.',
      en: 'Dear friends of the river,\n\nhere is what we did these months, in a few words. Thank you for reading.',
    },
    posts: posts.map(({ id }) => id),
  })
}

// The posts of the sample country: made-up organisations alone have any.
import { keepUpload } from '#kit/files.ts'
import type { World } from '#kit/world.ts'
import type { Database } from '#modules'
import { aPost } from '#modules/news/fixtures.ts'
import { otherPosts } from './fictional/other-posts.ts'
import type { FictionalPost } from './fictional/post-shape.ts'
import { riverPosts } from './fictional/river-posts.ts'
import type { Ids } from './organisations.ts'
import { drawCover } from './pictures.ts'

export const fictionalPosts: readonly FictionalPost[] = [...otherPosts, ...riverPosts]

type Files = Pick<World<Database>, 'db' | 'files'>

export async function loadPosts(world: Files, places: Ids, day: (number: number) => Date) {
  const { db } = world
  const idsIn = async (table: 'organisations.card' | 'projects.card'): Promise<Ids> =>
    new Map(
      (await db.selectFrom(table).select(['id', 'slug']).execute()).map((row) => [
        row.slug,
        row.id,
      ]),
    )
  const [organisations, projects] = await Promise.all([
    idsIn('organisations.card'),
    idsIn('projects.card'),
  ])
  for (const one of [...fictionalPosts].sort((a, b) => a.day - b.day)) {
    const { slug, title, summary, body, areas, pinned, draft } = one
    await aPost(db, {
      slug,
      title,
      summary,
      body,
      areas,
      pinned,
      at: day(one.day),
      organisation_id: organisations.get(one.organisation) ?? '',
      project_id: one.project && projects.get(one.project),
      state: draft ? 'draft' : 'published',
      places: one.municipalities.flatMap((code) => places.get(code) ?? []),
      pictures: await keepPictures(world, one),
    })
  }
}

async function keepPictures({ db, files }: Files, { slug, pictures = [] }: FictionalPost) {
  const kept = []
  for (const { scene, alt, caption } of pictures) {
    const bytes = new Uint8Array(await drawCover(scene))
    const file = await keepUpload(db, files, new File([bytes], `${slug}.png`), 'picture', null)
    if (file.ok) kept.push({ file_id: file.value.id, alt, caption })
  }
  return kept
}

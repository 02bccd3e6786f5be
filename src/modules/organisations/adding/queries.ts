import { sql } from 'kysely'
import { type Localized, languagesOf } from '#kit/localized.ts'
import type { Kind, State } from '../rules.ts'
import type { Db } from '../tables.ts'

// In the same town half of the letter groups in common is suspicious; elsewhere it takes more.
const likeHere = 0.5
const likeElsewhere = 0.62
const likelyMax = 6

/** Organisations that this new one may already be, the most likely first. */
export async function listAlike(db: Db, name: Localized, municipalityId: string | null) {
  const names = languagesOf(name).map((language) => name[language] ?? '')
  if (names.length === 0) return []
  const { rows } = await sql<Alike>`
    select o.id, o.slug, o.name, o.short_name, o.kind, o.state, o.logo_id, o.is_sample,
      p.name as municipality
    from (
      select n.organisation_id, max(similarity(n.name, asked.name)) as likeness
      from unnest(${names}::text[]) as typed (name)
      cross join lateral (select organisations.plain_words(typed.name) as name) as asked
      join organisations.search_name n on n.name % asked.name
      group by n.organisation_id
    ) a
    join organisations.card o on o.id = a.organisation_id
    left join places.card p on p.id = o.municipality_id
    where a.likeness >= case
      when o.municipality_id is not distinct from ${municipalityId}::uuid then ${likeHere}::float8
      else ${likeElsewhere}::float8 end
    order by a.likeness desc, o.id
    limit ${likelyMax}`.execute(db)
  return rows
}

export interface Alike {
  readonly id: string
  readonly slug: string
  readonly name: Localized
  readonly short_name: string | null
  readonly kind: Kind
  readonly state: State
  readonly logo_id: string | null
  readonly is_sample: boolean
  readonly municipality: Localized | null
}

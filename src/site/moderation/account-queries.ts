// What is public of moderation: numbers, without anybody's name.
import { sql } from 'kysely'
import type { Db, Outcome, Reason } from '../tables.ts'

export interface DecisionLine {
  decided_on: string
  kind: string
  outcome: Outcome
  reason: Reason | null
  rules_version: number
  reports: number
  hours: number
  undone: boolean
  appeal: 'none' | 'waiting' | 'upheld' | 'undone'
}

// A suspension counts when the second person has confirmed it; until then nothing was decided.
const counted = sql`(d.outcome <> 'suspend' or d.confirmed_at is not null)`

/** Every decision as one line, the earliest first. */
export async function listDecided(db: Db): Promise<readonly DecisionLine[]> {
  const { rows } = await sql<DecisionLine>`
    select to_char(d.decided_at at time zone 'UTC', 'YYYY-MM-DD') as decided_on, c.kind,
      d.outcome, d.reason, d.rules_version,
      (select count(*)::int from site.abuse_report r where r.case_id = c.id) as reports,
      round(extract(epoch from (d.decided_at - c.opened_at)) / 3600)::int as hours,
      d.undone_at is not null as undone,
      case when a.decision_id is null then 'none' else coalesce(a.outcome, 'waiting') end as appeal
    from site.moderation_decision d
    join site.moderation_case c on c.id = d.case_id
    left join site.moderation_appeal a on a.decision_id = d.id
    where ${counted} order by d.decided_at, d.id`.execute(db)
  return rows
}

export interface Sums {
  decisions: number
  open: number
  /** Hours from the first report to the decision; half were quicker. Null without any. */
  median_hours: number | null
  appeals: { total: number; upheld: number; undone: number; waiting: number }
  outcomes: { outcome: Outcome; total: number }[]
  reasons: { reason: Reason; total: number }[]
  /** The last twelve months, `YYYY-MM`, each with its decisions, also those without. */
  months: { month: string; total: number }[]
}

export async function findSums(db: Db, now: Date): Promise<Sums> {
  const { rows } = await sql<Sums>`
    with decided as (
      select d.outcome, d.reason, d.decided_at, c.opened_at
      from site.moderation_decision d join site.moderation_case c on c.id = d.case_id
      where ${counted}
    ), month as (
      select to_char(m, 'YYYY-MM') as month
      from generate_series(date_trunc('month', ${now}::timestamptz at time zone 'UTC')
        - interval '11 months', ${now}::timestamptz at time zone 'UTC', interval '1 month') m
    )
    select
      (select count(*)::int from decided) as decisions,
      (select count(*)::int from site.moderation_case where closed_at is null) as open,
      (select round(percentile_cont(0.5) within group (
          order by extract(epoch from (decided_at - opened_at))) / 3600)::int
        from decided) as median_hours,
      (select jsonb_build_object('total', count(*),
          'upheld', count(*) filter (where outcome = 'upheld'),
          'undone', count(*) filter (where outcome = 'undone'),
          'waiting', count(*) filter (where outcome is null))
        from site.moderation_appeal) as appeals,
      (select coalesce(jsonb_agg(o order by total desc), '[]') from (
        select outcome, count(*) as total from decided group by outcome) o) as outcomes,
      (select coalesce(jsonb_agg(r order by total desc), '[]') from (
        select reason, count(*) as total from decided where reason is not null
        group by reason) r) as reasons,
      (select jsonb_agg(m order by m.month) from (
        select month.month, count(decided.outcome) as total from month
        left join decided on to_char(decided.decided_at at time zone 'UTC', 'YYYY-MM') = month.month
        group by month.month) m) as months`.execute(db)
  const [sums] = rows
  if (!sums) throw new Error('A statement of sums always has one row.')
  return sums
}

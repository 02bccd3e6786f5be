import { expect, test } from 'vitest'
import { readCatalogue } from './catalogue.ts'
import { withDatabase } from './database.ts'
import { dumpSchema, outdated } from './schema-dump.ts'

const script = `
  create schema reports;
  create domain reports.year as int check (value > 1900);
  create type reports.tone as enum ('calm', 'loud');
  create function reports.twice(n int) returns int language sql immutable as 'SELECT n * 2';
  create table reports.report (
    id bigint generated always as identity primary key,
    year reports.year not null,
    state text not null default 'DRAFT' check (state in ('DRAFT', 'OPEN')),
    double int generated always as (reports.twice(year)) stored,
    parent_id bigint references reports.report
  );
  comment on column reports.report.year is 'The year it''s about.';
  create index report_parent on reports.report (parent_id) where state = 'OPEN';
  create view reports.card as select id, year from reports.report;`

const dump = `create schema reports;

create domain reports.year as integer
  constraint year_check check (value > 1900);

create type reports.tone as enum ('calm', 'loud');

create or replace function reports.twice(n integer)
 returns integer
 language sql
 immutable
as $function$SELECT n * 2$function$;

create table reports.report (
  id bigint not null generated always as identity,
  year reports.year not null,
  state text not null default 'DRAFT'::text,
  double integer generated always as (reports.twice((year)::integer)) stored,
  parent_id bigint,
  constraint report_pkey primary key (id),
  constraint report_parent_id_fkey foreign key (parent_id) references reports.report(id),
  constraint report_state_check check (state = any (array['DRAFT'::text, 'OPEN'::text]))
);
create index report_parent on reports.report using btree (parent_id) where (state = 'OPEN'::text);
comment on column reports.report.year is 'The year it''s about.';

create view reports.card as
 select id,
    year
   from reports.report;
`

test('a database is written down whole, and the same each time', { timeout: 60_000 }, async () => {
  await withDatabase(async (ask) => {
    await ask(script)
    const written = await dumpSchema(ask, ['reports'])
    expect(written.slice(written.indexOf('create schema'))).toBe(dump)
    expect(await dumpSchema(ask, [])).toBe(written)
  })
})

test('the dump makes the same database again', { timeout: 60_000 }, async () => {
  await withDatabase(async (ask) => {
    await ask(dump)
    const written = await dumpSchema(ask, [])
    expect(written.slice(written.indexOf('create schema'))).toBe(dump)
  })
})

test('the catalogue sees through domains and views', { timeout: 60_000 }, async () => {
  await withDatabase(async (ask) => {
    await ask(script)
    const { columns, tables, constraints, indexes } = await readCatalogue(ask)
    const year = { table: 'reports.report', name: 'year', type: 'int4', nullable: false }
    expect(columns).toContainEqual(year)
    expect(tables).toContainEqual(expect.objectContaining({ name: 'reports.card', view: true }))
    const key = constraints.find(({ kind }) => kind === 'f')
    expect(key).toMatchObject({ columns: ['parent_id'], target: 'reports.report' })
    expect(indexes).toContainEqual({ table: 'reports.report', columns: ['parent_id'] })
  })
})

test('a file that is not the database says where it parts from it', () => {
  expect(outdated('a\nb\n', 'a\nb\n')).toEqual([])
  expect(outdated('a\nb\n', 'a\nc\n')).toEqual([
    'db/schema.sql is not what the migrations make, from line 2 on: run npm run db:dump',
  ])
})

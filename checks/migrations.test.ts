import { expect, test } from 'vitest'
import { straying } from './migrations.ts'
import { planted } from './planted.ts'

const name = '20261201-0900_reports_create.sql'
const head = '-- Reports: what an organisation tells the public once a year.\n'
const found = (sql: string, file = name, landed: string | null = null) =>
  straying(['people', 'reports'], planted({ [`db/migrations/${file}`]: sql }), () => landed)
const first = (sql: string) => found(head + sql).map((why) => why.replace(/^\S+ /, ''))

test('a migration of one schema with a reason is left in peace', () => {
  expect(
    first(`create schema reports;
      create table reports.report (id uuid primary key, person_id uuid references people.person);
      create unique index on reports.report (person_id);
      comment on table reports.report is 'Once; and not twice, people.person says';
      create function reports.f() returns void language sql as $$ update people.person set x = 1 $$;
      create view reports.card as select * from reports.report join people.card using (id);
      insert into reports.report select id from people.person;`),
  ).toEqual([])
})

test('the name says when, whose and what', () => {
  expect(found(head, 'reports.sql')).toEqual([
    'db/migrations/reports.sql is misnamed: write YYYYMMDD-HHMM_module_what.sql',
  ])
  expect(found(head, '20261201-0900_needs_create.sql')).toEqual([
    'db/migrations/20261201-0900_needs_create.sql belongs to needs, which is no module: name it after the schema it changes',
  ])
})

test('no two share a minute', () => {
  const files = planted({ [`db/migrations/${name}`]: head })
  const second = planted({ 'db/migrations/20261201-0900_people_x.sql': head })
  expect(straying(['people', 'reports'], [...files, ...second], () => null)).toHaveLength(1)
})

test('the first line says why', () => {
  expect(found('create schema reports;')).toEqual([
    `db/migrations/${name} begins without a sentence that says why: add \`-- …\``,
  ])
})

test('a migration that landed is not edited', () => {
  expect(found(head, name, head)).toEqual([])
  expect(found(head, name, `${head}-- and more`)).toEqual([
    `db/migrations/${name} was edited after it landed: put it back and write a new migration`,
  ])
})

test('one file touches one schema', () => {
  const changes = [
    'create table people.x (id int);',
    'alter table people.person add x int;',
    'create index on people.person (id);',
    `comment on column people.person.name is 'x';`,
    'drop trigger x on people.person;',
    'update people.person set name = 1;',
  ]
  for (const change of changes) {
    expect(first(change).at(0), change).toBe(
      "changes people, which is not reports's: one file touches one schema",
    )
  }
})

test('a change that breaks the running code says why it is safe', () => {
  const risks = [
    'alter table reports.report drop column year;',
    'alter table reports.report drop year;',
    'drop table reports.report;',
    'alter table reports.report rename year to at;',
    'alter table reports.report alter column year type text;',
    'alter table reports.report alter year set not null;',
    'alter table reports.report add column year int not null;',
  ]
  for (const risk of risks) {
    expect(first(risk), risk).toHaveLength(1)
    expect(first(`-- contract: nothing has read it since 0.3.\n${risk}`), risk).toEqual([])
  }
  expect(first('alter table reports.report add column year int not null default 1;')).toEqual([])
  expect(first('alter table reports.report drop constraint x;')).toEqual([])
})

-- Projects follow an organisation that became part of another, and go back when that is undone: what
-- was moved is written down, so that exactly this is moved back.

create table projects.moved (
  merge_id uuid not null,
  what text not null check (what in ('project', 'party')),
  item_id uuid not null,
  primary key (merge_id, what, item_id)
);
comment on table projects.moved is 'What followed a merge of organisations, by the id that organisations gives it.';

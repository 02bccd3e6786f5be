-- What guards the writing of strangers: proofs of work that were used up, and words that the operator
-- wishes to have looked at.

create table kit.proof_used (
  signature text primary key check (length(signature) between 32 and 200),
  expires_at timestamptz not null
);
create index proof_used_expires on kit.proof_used (expires_at);
comment on table kit.proof_used is 'A challenge is answered once; after it expired nobody needs to remember it.';

create table kit.marked_word (
  id uuid primary key default uuidv7(),
  language text not null check (language ~ '^[a-z]{2,3}$'),
  phrase text not null check (length(phrase) between 1 and 100),
  folded text not null check (length(folded) between 1 and 200),
  effect text not null check (effect in ('hold', 'mark')),
  person_id uuid not null,
  at timestamptz not null,
  unique (language, folded)
);
comment on table kit.marked_word is 'The operator''s own list; the program brings none.';
comment on column kit.marked_word.folded is 'As search compares: one spelling for both scripts of Serbian, without diacritics.';
comment on column kit.marked_word.effect is 'hold: a person looks before it is public. mark: it is public, and a person looks.';

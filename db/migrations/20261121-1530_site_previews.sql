-- Pictures for previews elsewhere are drawn once and kept by what is on them, for all processes
-- and machines together. They can be drawn again at any time.

create table site.preview (
  hash text primary key check (hash ~ '^[0-9a-f]{24}$'),
  png bytea not null check (octet_length(png) between 100 and 2000000),
  made_at timestamptz not null default now()
);
comment on table site.preview is 'Drawn pictures of 1200 by 630 pixels. Derived: a row may be deleted at any time.';
comment on column site.preview.hash is 'Of everything that is on the picture; it stands in the address.';
create index preview_made_at on site.preview (made_at);

-- A campaign may show a film beside its story, with captions in each language in which it has them.

create table campaigns.film (
  campaign_id uuid primary key references campaigns.campaign (id),
  file_id uuid not null references kit.file (id),
  without_speech boolean not null default false,
  person_id uuid references people.person (id),
  at timestamptz not null
);
create index film_file on campaigns.film (file_id);
create index film_person on campaigns.film (person_id);
comment on table campaigns.film is 'The film of a campaign; another one takes its place.';
comment on column campaigns.film.without_speech is 'Nobody speaks in it, so there is nothing to caption.';

create table campaigns.film_captions (
  campaign_id uuid not null references campaigns.film (campaign_id) on delete cascade,
  language text not null check (language in ('sq', 'sr', 'en')),
  file_id uuid not null references kit.file (id),
  primary key (campaign_id, language)
);
create index film_captions_file on campaigns.film_captions (file_id);
comment on table campaigns.film_captions is 'WebVTT, one file for each language.';

-- Search has to find Đakovica, Đakovica typed as Djakovica, Ђаковица and gjakove without knowing which
-- script or keyboard somebody used. kit.fold makes of a text what is compared; fold() in
-- src/kit/script-fold.ts does the same, and a test holds the two together: change both or neither.
-- It leans on no dictionary, no locale and no ICU version, so an index over it never goes stale.

-- Parts of words are found through trigrams: using gin (kit.fold(name) gin_trgm_ops).
create extension if not exists pg_trgm with schema public;

create function kit.fold(value text) returns text
  language sql immutable parallel safe
  as $$
    select btrim(regexp_replace(
      replace(replace(replace(replace(replace(replace(replace(replace(replace(
        translate(
          regexp_replace(
            lower(normalize(value, NFKD) collate "pg_c_utf8"),
            '[\u0300-\u036f\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]+', '', 'g'
          ),
          'абвгдежзијклмнопрстћуфхцчшıðøłς’‘ʼ–—',
          'abvgdezzijklmnoprstcufhccsidolσ''''''--'
        ),
        'đ', 'dj'), 'ђ', 'dj'), 'љ', 'lj'), 'њ', 'nj'), 'џ', 'dz'),
        'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'),
      '[\u0009-\u000d \u0085\u1680\u2028\u2029]+', ' ', 'g'
    ))
  $$;

comment on function kit.fold(text) is
  'What search compares: lower case, Serbian Cyrillic in Latin, đ as dj, no diacritics, single spaces.';

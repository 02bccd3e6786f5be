-- Moving pictures and their captions are files of their own kinds: they are neither drawn anew as
-- pictures are nor downloaded as documents are.
alter table kit.file drop constraint file_kind_check;
alter table kit.file add constraint file_kind_check
  check (kind in ('picture', 'document', 'evidence', 'video', 'captions'));
comment on column kit.file.kind is
  'Pictures, documents, videos and captions are public; evidence is shown only by the page that asks who may see it.';

-- A draft that was never public can be deleted, and what was written down of it goes with it. What
-- was public once is kept as before: its row cannot be deleted, so neither can what hangs on it.

alter table news.post_area drop constraint post_area_post_id_fkey,
  add constraint post_area_post_id_fkey
    foreign key (post_id) references news.post (id) on delete cascade;
alter table news.post_place drop constraint post_place_post_id_fkey,
  add constraint post_place_post_id_fkey
    foreign key (post_id) references news.post (id) on delete cascade;
alter table news.picture drop constraint picture_post_id_fkey,
  add constraint picture_post_id_fkey
    foreign key (post_id) references news.post (id) on delete cascade;
alter table news.video drop constraint video_post_id_fkey,
  add constraint video_post_id_fkey
    foreign key (post_id) references news.post (id) on delete cascade;
alter table news.state_change drop constraint state_change_post_id_fkey,
  add constraint state_change_post_id_fkey
    foreign key (post_id) references news.post (id) on delete cascade;
alter table news.change drop constraint change_post_id_fkey,
  add constraint change_post_id_fkey
    foreign key (post_id) references news.post (id) on delete cascade;

create or replace function news.refuse_rewriting() returns trigger
  language plpgsql
  as $$
    begin
      if tg_op = 'UPDATE' and tg_table_name = 'change' then
        -- The one thing that may happen to a row: its values are taken out, and the row says so.
        if old.redacted_at is null and new.redacted_at is not null
          and new.before is null and new.after is null
          and (new.id, new.post_id, new.version, new.field, new.language, new.person_id, new.at)
            is not distinct from
            (old.id, old.post_id, old.version, old.field, old.language, old.person_id, old.at)
        then return new;
        end if;
      end if;
      -- A draft was deleted, and its rows follow it: a post that was public cannot be.
      if tg_op = 'DELETE' and tg_table_name in ('change', 'state_change') then
        if not exists (select from news.post where id = old.post_id) then return old;
        end if;
      end if;
      raise exception 'what a post said in % is kept: % is refused', tg_table_name, lower(tg_op)
        using errcode = 'restrict_violation', constraint = tg_table_name || '_is_kept';
    end
  $$;

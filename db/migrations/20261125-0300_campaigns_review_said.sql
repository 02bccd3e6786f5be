-- With each review stays what the campaign said when it was handed in: whoever looks at it again after a
-- refusal sees what was changed since.

alter table campaigns.review add column said jsonb;
comment on column campaigns.review.said is
  'What the campaign said when it was handed in, whole; null where it was handed in before this was kept.';

create or replace function campaigns.check_review() returns trigger language plpgsql as $$
  begin
    if old.state <> 'open' or
      (new.id, new.campaign_id, new.version, new.requested_by, new.requested_at, new.said)
      is distinct from
      (old.id, old.campaign_id, old.version, old.requested_by, old.requested_at, old.said) then
      raise exception 'what was asked and what was decided are not rewritten'
        using errcode = 'restrict_violation', constraint = 'review_is_kept';
    end if;
    if new.state = 'approved' and (
      select count(*) from campaigns.review_approval a
      where a.review_id = new.id and campaigns.may_judge(new.campaign_id, a.operator_id)
    ) < 2 then
      raise exception 'two operators from outside have to approve'
        using errcode = 'check_violation', constraint = 'review_by_two';
    end if;
    return new;
  end
$$;

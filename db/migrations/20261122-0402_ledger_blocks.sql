-- What is written is sealed: blocks of transfers, each with the root of a Merkle tree (RFC 6962)
-- over their bytes and with the hash of the block before it. Whoever kept one hash can tell later
-- whether anything before it was changed, by whomever.

alter table ledger.account_kind add column owner_is_private boolean not null default false;
comment on column ledger.account_kind.owner_is_private is
  'Whose it is stays out of the public part of a transfer: donors, and what people declared.';
update ledger.account_kind set owner_is_private = true where code in ('donor_credit', 'declared_by');

create table ledger.block (
  number bigint primary key,
  first_seq bigint not null,
  last_seq bigint not null,
  transfers int not null,
  root bytea not null,
  previous bytea not null,
  hash bytea not null,
  sealed_at timestamptz not null,
  leaves bytea not null,
  constraint block_number check (number >= 1),
  constraint block_range check (last_seq >= first_seq and first_seq >= 1),
  constraint block_is_not_empty check (transfers between 1 and last_seq - first_seq + 1),
  constraint block_hashes check (
    octet_length(root) = 32 and octet_length(previous) = 32 and octet_length(hash) = 32
    and octet_length(leaves) = 32 * transfers
  ),
  constraint block_of_last unique (last_seq)
);
alter table ledger.block alter column leaves set storage external;
comment on table ledger.block is 'Sealed transfers. A block is never changed, and nobody but ledger.seal appends one.';
comment on column ledger.block.first_seq is
  'Every transfer from here to last_seq, and there will never be another: what is missing between them failed.';
comment on column ledger.block.previous is 'The hash of the block before; zeros before the first.';
comment on column ledger.block.leaves is
  'The hash of each transfer in its order: a change is found to the row, and it can be shown that one transfer is in the block.';

create trigger block_is_kept before update or delete on ledger.block
  for each row execute function ledger.refuse_change();
create trigger block_is_not_emptied before truncate on ledger.block
  for each statement execute function ledger.refuse_change();

create table ledger.watermark (
  only_one boolean primary key default true,
  candidate_seq bigint not null default 0,
  candidate_xid xid8,
  constraint watermark_only_one check (only_one)
);
insert into ledger.watermark default values;
comment on table ledger.watermark is 'Up to where the next block may go, as soon as everybody who wrote then is done.';
comment on column ledger.watermark.candidate_seq is 'The last number given out when it was looked at.';
comment on column ledger.watermark.candidate_xid is
  'A transaction begun after that look. Every poster takes the number of its transaction before that of a transfer, so whoever holds a number up to candidate_seq is older than this one.';

-- Bytes, never text: each field with its length in four bytes before it, nothing at all as ffffffff.

create function ledger.framed(field bytea) returns bytea language sql immutable as $$
  select coalesce(int4send(octet_length(field)) || field, '\xffffffff'::bytea)
$$;
create function ledger.framed(field bigint) returns bytea language sql immutable as $$
  select coalesce('\x00000008'::bytea || int8send(field), '\xffffffff'::bytea)
$$;
create function ledger.framed(field uuid) returns bytea language sql immutable as $$
  select coalesce('\x00000010'::bytea || uuid_send(field), '\xffffffff'::bytea)
$$;
create function ledger.framed(field text) returns bytea language sql stable as $$
  select ledger.framed(convert_to(field, 'UTF8'))
$$;
create function ledger.framed(field timestamptz) returns bytea language sql stable as $$
  select ledger.framed((extract(epoch from field) * 1000000)::bigint)
$$;
comment on function ledger.framed(timestamptz) is 'Microseconds since 1970 in UTC.';

create function ledger.public_bytes(
  t ledger.transfer, d ledger.account, d_private boolean, c ledger.account, c_private boolean
) returns bytea language sql stable as $$
  select ledger.framed(t.seq) || ledger.framed(t.kind) || ledger.framed(t.phase)
    || ledger.framed(d.id) || ledger.framed(d.kind)
    || ledger.framed(case when not d_private then d.owner_id end) || ledger.framed(d.counterparty_id)
    || ledger.framed(c.id) || ledger.framed(c.kind)
    || ledger.framed(case when not c_private then c.owner_id end) || ledger.framed(c.counterparty_id)
    || ledger.framed(t.currency) || ledger.framed(t.ledger::bigint) || ledger.framed(t.amount_minor)
    || ledger.framed((t.effective_on - date '1970-01-01')::bigint)
$$;
comment on function ledger.public_bytes is 'What of a transfer everybody may see, in fixed order.';

create function ledger.private_bytes(t ledger.transfer, d ledger.account, c ledger.account)
  returns bytea language sql stable as $$
  select ledger.framed(t.id) || ledger.framed(t.event_id)
    || ledger.framed(d.owner_id) || ledger.framed(c.owner_id)
    || ledger.framed(t.pending_id) || ledger.framed(t.expires_at) || ledger.framed(t.reverses)
    || ledger.framed(t.recorded_at) || ledger.framed(t.actor) || ledger.framed(t.reason)
    || ledger.framed(t.ext_ref)
$$;
comment on function ledger.private_bytes is
  'The rest of a transfer. The public sees only its hash, which its random ids keep from being guessed.';

create function ledger.leaf(
  t ledger.transfer, d ledger.account, d_private boolean, c ledger.account, c_private boolean
) returns bytea language sql stable as $$
  select sha256('\x00'::bytea || ledger.public_bytes(t, d, d_private, c, c_private)
    || sha256(ledger.private_bytes(t, d, c)))
$$;

create function ledger.merkle_root(leaves bytea[]) returns bytea language plpgsql immutable as $$
  declare
    level bytea[] := leaves;
  begin
    -- Pair by pair, one that is left over goes up as it is: the tree of RFC 6962, from below.
    while cardinality(level) > 1 loop
      select array_agg(node order by place) into level from (
        select (at - 1) / 2 as place,
          case count(*) when 2 then sha256('\x01'::bytea || string_agg(hash, ''::bytea order by at))
            else string_agg(hash, ''::bytea) end as node
        from unnest(level) with ordinality as one (hash, at) group by 1
      ) pairs;
    end loop;
    return level[1];
  end
$$;

create function ledger.block_hash(
  number bigint, first_seq bigint, last_seq bigint, transfers bigint, root bytea, previous bytea,
  sealed_at timestamptz
) returns bytea language sql stable as $$
  select sha256(ledger.framed('mozaik ledger block 1'::text) || ledger.framed(number)
    || ledger.framed(first_seq) || ledger.framed(last_seq) || ledger.framed(transfers)
    || ledger.framed(root) || ledger.framed(previous) || ledger.framed(sealed_at))
$$;

create function ledger.append_block(before ledger.block, through bigint) returns ledger.block
  language plpgsql set search_path = ledger, pg_temp as $$
  declare
    made block;
    every bytea[];
  begin
    select array_agg(one.hash order by one.seq), max(one.seq) into every, made.last_seq from (
      select t.seq, leaf(t, d, dk.owner_is_private, c, ck.owner_is_private) as hash
      from transfer t
      join account d on d.id = t.debit_account join account_kind dk on dk.code = d.kind
      join account c on c.id = t.credit_account join account_kind ck on ck.code = c.kind
      where t.seq > coalesce(before.last_seq, 0) and t.seq <= through
      order by t.seq limit 4096
    ) one;
    if every is null then
      return null;
    end if;
    -- Nothing more comes up to `through`, so a block that holds all of it reaches there.
    if cardinality(every) < 4096 then
      made.last_seq := through;
    end if;
    made.number := coalesce(before.number, 0) + 1;
    made.first_seq := coalesce(before.last_seq, 0) + 1;
    made.transfers := cardinality(every);
    made.root := merkle_root(every);
    made.previous := coalesce(before.hash, decode(repeat('00', 32), 'hex'));
    made.sealed_at := clock_timestamp();
    made.hash := block_hash(made.number, made.first_seq, made.last_seq, made.transfers, made.root,
      made.previous, made.sealed_at);
    select string_agg(hash, ''::bytea order by at) into made.leaves
      from unnest(every) with ordinality as one (hash, at);
    insert into block values (made.*);
    return made;
  end
$$;

create function ledger.seal(blocks_max int default 16) returns table (sealed bigint, waiting bigint)
  language plpgsql security definer set search_path = ledger, pg_temp as $$
  declare
    seen bigint;
    mine xid8;
    mark watermark;
    last block;
    coming block;
  begin
    if pg_current_xact_id_if_assigned() is not null then
      raise exception 'blocks are sealed in a transaction of their own'
        using errcode = 'invalid_transaction_state';
    end if;
    -- The order of these two is what the watermark rests on.
    select case when is_called then last_value else 0 end into seen from transfer_seq_seq;
    mine := pg_current_xact_id();
    sealed := 0;
    select * into mark from watermark for update;
    select * into last from block order by number desc limit 1;
    -- A number from another cluster, of which this one is a restored copy, says nothing here.
    if mark.candidate_xid > mine then
      mark.candidate_xid := null;
    end if;
    if mark.candidate_xid <= pg_snapshot_xmin(pg_current_snapshot()) then
      for at in 1..blocks_max loop
        coming := append_block(last, mark.candidate_seq);
        exit when coming.number is null;
        last := coming;
        sealed := sealed + last.transfers;
      end loop;
      mark.candidate_xid := case when coming.number is null then null else mark.candidate_xid end;
    end if;
    -- Until everybody is done who wrote at the last look, that look stands.
    if mark.candidate_xid is null then
      update watermark set candidate_seq = seen, candidate_xid = mine;
    end if;
    select count(*) into waiting from (
      select from transfer where seq > coalesce(last.last_seq, 0) limit 100000
    ) unsealed;
    return next;
  end
$$;
comment on function ledger.seal is
  'Seals what can be sealed, and looks up to where the next call may go. Says how many transfers it sealed and how many wait.';

revoke insert, update, delete, truncate on all tables in schema ledger from mozaik_app;

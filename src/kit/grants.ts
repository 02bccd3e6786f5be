// Two roles share the database. `mozaik_owner` owns everything and runs migrations; `mozaik_app` is
// what the web and the worker connect as. A hole in the application then cannot drop a table,
// switch off a trigger, or rewrite what a migration took from it (`revoke update on facts.fact from
// mozaik_app`).
import type pg from 'pg'

export const appRole = 'mozaik_app'
export const ownerRole = 'mozaik_owner'

/**
 * Before the first migration: whatever the role of this connection makes from now on, the app may
 * use. They are default privileges, so they are given once, at birth, and a later `revoke` stays.
 */
export async function grantApp(owner: pg.ClientBase): Promise<void> {
  await owner.query(`
    do $$ begin
      if not exists (select from pg_roles where rolname = '${appRole}') then
        create role ${appRole} nologin;
      end if;
    end $$;
    alter default privileges grant usage on schemas to ${appRole};
    alter default privileges grant select, insert, update, delete on tables to ${appRole};
    alter default privileges grant usage, select on sequences to ${appRole};
    alter default privileges grant execute on functions to ${appRole};
    -- On a database older than these privileges.
    do $$ declare name text; begin
      for name in select nspname from pg_namespace
        where nspowner = current_user::regrole and nspname !~ '^pg_' and nspname <> 'public'
      loop execute format('grant usage on schema %I to ${appRole}', name); end loop;
    end $$;
  `)
}

/**
 * After graphile-worker's own migrations: it closes its tables by row security and names nobody who
 * may pass, which leaves them to their owner. This names the app.
 */
export async function openQueue(owner: pg.ClientBase, schema = 'graphile_worker'): Promise<void> {
  await owner.query(`
    do $$ declare found regclass; begin
      for found in
        select c.oid::regclass from pg_class c
        where c.relnamespace = to_regnamespace('${schema}') and c.relkind = 'r' and c.relrowsecurity
          and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'app')
      loop
        execute format('create policy app on %s to ${appRole} using (true) with check (true)', found);
      end loop;
    end $$;
  `)
}

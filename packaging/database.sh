#!/bin/sh
# Run once, by the postgres image, on a new database: the role that web and worker connect as. It owns
# nothing; what it may use, the first migration gives it.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$APP_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
create role mozaik_app login password :'password';
create extension if not exists pg_stat_statements;
SQL

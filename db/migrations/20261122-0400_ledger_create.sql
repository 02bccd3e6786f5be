-- Ledger: say here what is kept, and why.

create schema ledger;
comment on schema ledger is 'What the module ledger keeps.';

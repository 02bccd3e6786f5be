-- Payments: say here what is kept, and why.

create schema payments;
comment on schema payments is 'What the module payments keeps.';

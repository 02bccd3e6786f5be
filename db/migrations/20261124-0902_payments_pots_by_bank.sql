-- The pot of a matching round is promised to others as soon as it is open.
update payments.purpose set by_bank_only = true where kind = 'matching';

-- The operator's lists of words open a case by themselves when a published text has one of them.

alter table site.abuse_report drop constraint abuse_report_reason_check;
alter table site.abuse_report add constraint abuse_report_reason_check check (
  reason in (
    'false', 'insult', 'privacy', 'fraud', 'copyright', 'other', 'hate', 'violence', 'personal_data',
    'spam', 'impersonation', 'false_claim', 'illegal', 'rules', 'word_list'
  )
);
comment on column site.abuse_report.reason is
  'One of the published reasons; word_list: nobody reported it, a text has words of the operator''s lists.';

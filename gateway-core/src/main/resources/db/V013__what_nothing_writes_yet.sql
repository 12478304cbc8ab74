-- The schema says plainly what it only has room for.
comment on table obligation is 'The ledger: each message of a person opens one; an accepted answer or a closing with a reason settles it.';
comment on column obligation.settlement is 'HANDED_OVER, to a named owner, has its room here; nothing writes it yet.';
comment on view ledger is 'received = answered + handed_over + closed + open, at every moment. Nothing hands over yet: handed_over is 0.';
comment on column contact.language is 'Room for it; nothing writes it yet.';
comment on column contact.note is 'Room for it; nothing writes it yet.';

-- Which of a page of conversations have a delivery that needs a person, without walking through all that ever failed.
create index delivery_trouble_conversation on delivery (conversation_id) where state in ('FAILED', 'UNKNOWN', 'BY_PERSON');

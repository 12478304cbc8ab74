-- New words wait in a list of the search index until they are sorted in. The gateway does that twice a second while messages come; only where it cannot does a message
-- that makes the list longer than this wait for it.
alter index message_search set (gin_pending_list_limit = 16384);

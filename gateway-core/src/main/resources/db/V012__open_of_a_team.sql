-- What is to handle of one team or channel, counted without walking through what waits for an answer of its citizen.
create index conversation_open_team on conversation (team_id) where state = 'OPEN';
create index conversation_open_channel on conversation (channel_id) where state = 'OPEN';

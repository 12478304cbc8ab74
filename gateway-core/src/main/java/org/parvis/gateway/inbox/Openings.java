package org.parvis.gateway.inbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Session;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.EventLog;
import org.parvis.gateway.event.Kind;

/** Opens the conversations that arrivals begin. */
final class Openings {

    private static final int SUBJECT_LENGTH = 500;

    private final Session session;

    Openings(Session session) {
        this.session = session;
    }

    void open(Placement.Placed placed) throws InterruptedException {
        List<Arrival> first = new ArrayList<>();
        Set<UUID> opened = new HashSet<>();
        for (Arrival arrival : placed.arrivals()) {
            if (placed.opened().contains(arrival.conversation()) && opened.add(arrival.conversation())) {
                first.add(arrival);
            }
        }
        if (first.isEmpty()) {
            return;
        }
        Columns<Arrival> columns = Columns.of(first);
        session.execute("""
                insert into conversation (id, channel_id, contact_id, subject, state, visibility, team_id, created_at, last_message_at)
                select opening.id, opening.channel_id, contact_id, subject, state, visibility, channel.team_id, at, at
                  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
                       with ordinality as opening (id, channel_id, contact_id, subject, state, visibility, at, position)
                  join channel on channel.id = opening.channel_id
                 order by position
                """, columns.uuids(Arrival::conversation), columns.texts(Arrival::channel), columns.uuids(Arrival::contact),
                columns.texts(arrival -> arrival.message().subject().map(Openings::subject).orElse(null)), columns.names(Openings::state),
                columns.names(arrival -> arrival.message().visibility()), columns.instants(Arrival::now));
        EventLog.append(session, first.stream()
                .map(arrival -> Entry.of(Kind.CONVERSATION_OPENED).conversation(arrival.conversation()).channel(arrival.channel()))
                .toList());
    }

    /** What was answered on the spot is done as soon as it is written down. */
    private static ConversationState state(Arrival arrival) {
        return arrival.byPerson() && !arrival.owed() ? ConversationState.RESOLVED : ConversationState.OPEN;
    }

    private static String subject(String subject) {
        return subject.length() <= SUBJECT_LENGTH ? subject : subject.substring(0, SUBJECT_LENGTH);
    }
}

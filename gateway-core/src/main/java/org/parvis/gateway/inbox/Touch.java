package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;

import org.parvis.gateway.conversation.ConversationState;
import org.parvis.gateway.database.Columns;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session.Statement;

/**
 * What the arrivals of one batch are to one conversation: the one that they begin is written whole, once; one that was there is changed.
 *
 * @param owedSince the arrival of the first that is owed an answer
 */
record Touch(Arrival first, Arrival last, int count, Optional<Instant> owedSince, Optional<String> topic, Optional<UUID> team) {

    private static final int SUBJECT_LENGTH = 500;

    static Touch of(Arrival arrival, Map<String, UUID> teams) {
        return new Touch(arrival, arrival, 1, Optional.of(arrival).filter(Arrival::owed).map(Arrival::now), arrival.message().topic(),
                arrival.message().team().map(teams::get));
    }

    Touch then(Touch later) {
        return new Touch(first, later.last, count + later.count, owedSince.or(later::owedSince), later.topic.or(() -> topic),
                later.team.or(() -> team));
    }

    UUID conversation() {
        return first.conversation();
    }

    /** Writes what begins, and returns the numbers. */
    static Statement open(List<Touch> touches) {
        Columns<Touch> columns = Columns.of(touches);
        return new Statement("""
                insert into conversation (id, channel_id, contact_id, subject, state, visibility, topic, team_id, snippet, created_at,
                                          last_message_at, owed_since, message_count)
                select opening.id, opening.channel_id, contact_id, subject, state, visibility, topic, coalesce(opening.team_id, channel.team_id), snippet,
                       first_at, last_at, owed_since, count
                  from unnest($1::uuid[], $2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::uuid[], $9::text[], $10::timestamptz[],
                              $11::timestamptz[], $12::timestamptz[], $13::bigint[])
                       with ordinality as opening (id, channel_id, contact_id, subject, state, visibility, topic, team_id, snippet, first_at, last_at,
                                                   owed_since, count, position)
                  join channel on channel.id = opening.channel_id
                 order by position
                returning id, number
                """, columns.uuids(Touch::conversation), columns.texts(touch -> touch.first.channel()),
                columns.uuids(touch -> touch.first.contact()),
                columns.texts(touch -> touch.first.message().subject().map(Touch::subject).orElse(null)), columns.names(Touch::state),
                columns.names(touch -> touch.first.message().visibility()), columns.texts(touch -> touch.topic.orElse(null)),
                columns.uuids(touch -> touch.team.orElse(null)), columns.texts(touch -> touch.last.snippet()),
                columns.instants(touch -> touch.first.now()), columns.instants(touch -> touch.last.now()),
                columns.instants(touch -> touch.owedSince.orElse(null)), columns.numbers(Touch::count));
    }

    /**
     * After the obligations of its messages. The ids twice: so that conversation_pkey is used even by a plan made while there are few conversations, and kept while they
     * become many.
     */
    static Statement change(List<Touch> touches) {
        Columns<Touch> columns = Columns.of(touches);
        return new Statement("""
                update conversation
                   set last_message_at = at, snippet = touch.snippet, message_count = message_count + count, version = version + 1,
                       owed_since = (select min(opened_at) from obligation where conversation_id = touch.id and settlement is null),
                       state = case when owed then 'OPEN' else state end,
                       topic = coalesce(touch.topic, conversation.topic), team_id = coalesce(touch.team_id, conversation.team_id)
                  from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::bigint[], $5::boolean[], $6::text[], $7::uuid[])
                    as touch (id, at, snippet, count, owed, topic, team_id)
                 where conversation.id = touch.id and conversation.id = any($1)
                """, columns.uuids(Touch::conversation), columns.instants(touch -> touch.last.now()),
                columns.texts(touch -> touch.last.snippet()), columns.numbers(Touch::count),
                columns.flags(touch -> touch.owedSince.isPresent()), columns.texts(touch -> touch.topic.orElse(null)),
                columns.uuids(touch -> touch.team.orElse(null)));
    }

    /** What it makes other than it was, as the change log tells it. */
    JsonObject changes(Row before) {
        JsonObject changes = new JsonObject();
        tell(changes, "topic", Rows.optionalText(before, "topic"), topic);
        tell(changes, "teamId", Rows.optionalUuid(before, "team_id").map(UUID::toString), team.map(UUID::toString));
        return changes;
    }

    /** What is not named stays. */
    private static void tell(JsonObject changes, String field, Optional<String> before, Optional<String> named) {
        if (named.isPresent() && !named.equals(before)) {
            changes.put(field, new JsonArray().add(before.orElse(null)).add(named.get()));
        }
    }

    /** What was answered on the spot is done as soon as it is written down. */
    private ConversationState state() {
        return owedSince.isEmpty() && first.byPerson() ? ConversationState.RESOLVED : ConversationState.OPEN;
    }

    private static String subject(String subject) {
        return subject.length() <= SUBJECT_LENGTH ? subject : subject.substring(0, SUBJECT_LENGTH);
    }
}

package org.parvis.gateway.scope;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.sqlclient.Row;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.Session;

/**
 * Whether one thing is within a limited scope. What does not exist is not. Each question goes along a primary key or an index of the schema; of whoever sees everything
 * none is asked. Blocking.
 */
public final class Within {

    /** Of an emptied conversation also the one that it leads to: else its number would tell of that one. */
    private static final String CONVERSATION = """
            select 1 from conversation c join conversation now on now.id = conversation_now(c.id)
             where c.team_id = any($1) and now.team_id = any($1) and c.\
            """;

    private final Database database;

    public Within(Database database) {
        this.database = database;
    }

    public boolean conversation(Scope scope, UUID id) throws InterruptedException {
        return holds(CONVERSATION + "id = $2", scope, id);
    }

    public boolean conversation(Scope scope, long number) throws InterruptedException {
        return holds(CONVERSATION + "number = $2", scope, number);
    }

    public boolean message(Scope scope, UUID id) throws InterruptedException {
        return holds("select 1 from message m join conversation c on c.id = m.conversation_id where m.id = $2 and c.team_id = any($1)",
                scope,
                id);
    }

    public boolean delivery(Scope scope, UUID id) throws InterruptedException {
        return holds("select 1 from delivery d join conversation c on c.id = d.conversation_id where d.id = $2 and c.team_id = any($1)",
                scope,
                id);
    }

    /** Both ends of a move between conversations. */
    public boolean move(Scope scope, UUID id) throws InterruptedException {
        return holds("""
                select 1 from conversation_move move join conversation one on one.id = move.from_id join conversation other on other.id = move.to_id
                 where move.id = $2 and one.team_id = any($1) and other.team_id = any($1)
                """, scope, id);
    }

    /** Of a message or a draft; and what the reader uploaded for a reply that is still to be sent. */
    public boolean attachment(Reader reader, UUID id) throws InterruptedException {
        return holds("""
                select 1 from attachment a
                 where a.id = $2
                   and (exists (select from message m join conversation c on c.id = m.conversation_id where m.id = a.message_id and c.team_id = any($1))
                        or exists (select from draft_file f join conversation c on c.id = f.conversation_id
                                    where f.attachment_id = a.id and a.message_id is null and c.team_id = any($1))
                        or a.message_id is null and a.uploaded_by = $3)
                """, reader.scope(), id, reader.agent());
    }

    public boolean contact(Scope scope, UUID id) throws InterruptedException {
        return !contacts(scope, List.of(id)).isEmpty();
    }

    /** Those of these people who take part in a conversation that is within. */
    public Set<UUID> contacts(Scope scope, Collection<UUID> ids) throws InterruptedException {
        return ids.isEmpty() ? Set.of() : database.read(session -> contacts(session, scope, ids));
    }

    /** The same, within a session of the caller's. Along conversation_contact and message_contact. */
    public static Set<UUID> contacts(Session session, Scope scope, Collection<UUID> ids) throws InterruptedException {
        return ids(session.query("""
                select person.id from unnest($2::uuid[]) as person (id)
                 where exists (select from conversation c where c.contact_id = person.id and c.merged_into is null and c.team_id = any($1))
                    or exists (select from message m join conversation c on c.id = m.conversation_id where m.contact_id = person.id and c.team_id = any($1))
                """, scope.teams(), ids.toArray(UUID[]::new)));
    }

    /** Somebody who shares a team with the reader, who is within too. */
    public boolean agent(Reader reader, UUID id) throws InterruptedException {
        return id.equals(reader.agent())
                || holds("select 1 from agent_team where agent_id = $2 and team_id = any($1) limit 1", reader.scope(), id);
    }

    /**
     * Whose a conversation is.
     *
     * @param now of an emptied one, whose the one is that it leads to; else the same
     */
    public record Place(Optional<UUID> team, Optional<UUID> now) {

        public static final Place UNKNOWN = new Place(Optional.empty(), Optional.empty());

        public boolean isWithin(Scope scope) {
            return scope.holds(team) && scope.holds(now);
        }
    }

    public Map<UUID, Place> places(Collection<UUID> conversations) throws InterruptedException {
        Map<UUID, Place> places = new HashMap<>();
        if (!conversations.isEmpty()) {
            database.read(session -> session.query("""
                    select c.id, c.team_id, case when c.merged_into is null then c.team_id
                                                 else (select there.team_id from conversation there where there.id = conversation_now(c.id)) end as now_team_id
                      from conversation c where c.id = any($1)
                    """, (Object) conversations.toArray(UUID[]::new)))
                    .forEach(row -> places.put(Rows.uuid(row, "id"),
                            new Place(Rows.optionalUuid(row, "team_id"), Rows.optionalUuid(row, "now_team_id"))));
        }
        return places;
    }

    private boolean holds(String sql, Scope scope, Object... key) throws InterruptedException {
        Object[] values = new Object[key.length + 1];
        values[0] = scope.teams();
        System.arraycopy(key, 0, values, 1, key.length);
        Optional<Row> found = database.read(session -> session.first(sql, values));
        return found.isPresent();
    }

    private static Set<UUID> ids(List<Row> rows) {
        Set<UUID> ids = new HashSet<>();
        rows.forEach(row -> ids.add(Rows.uuid(row, "id")));
        return ids;
    }
}

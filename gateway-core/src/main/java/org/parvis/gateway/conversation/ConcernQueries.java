package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.List;

import io.vertx.sqlclient.Row;
import org.jspecify.annotations.Nullable;

import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.scope.Reader;

/** Reads what concerns an agent of what no desk of theirs may have heard. Blocking. */
public final class ConcernQueries {

    /** The latest; what is older is in the lists. */
    public static final int MOST = 50;

    /** Of what needs a person, of whomever, so many of each state are looked through for what is the agent's. */
    private static final int MOST_LOOKED_AT = 500;

    private final Database database;

    public ConcernQueries(Database database) {
        this.database = database;
    }

    /**
     * As things are now: what was given to somebody else since, resolved or mended is not there. Along conversation_assignee and delivery_trouble, and for each of
     * these event_conversation.
     */
    public List<ConcernView> of(Reader reader) throws InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(List.of(reader.agent()));
        String statement = """
                with own as materialized (
                  select id from conversation where assignee_id = $1::uuid and state <> 'RESOLVED'
                   order by last_message_at desc, id desc limit %d),
                trouble as materialized (
                  (select message_id, conversation_id, state, updated_at from delivery where state = 'FAILED' order by updated_at desc limit %d)
                   union all
                  (select message_id, conversation_id, state, updated_at from delivery where state = 'UNKNOWN' order by updated_at desc limit %d)),
                concern as (
                  select case when e.message_id is null then 'ASSIGNED' else 'HANDED_OVER' end as reason, own.id, e.at, e.message_id, e.agent_id
                    from own
                   cross join lateral (
                     select at, message_id, agent_id from event
                      where conversation_id = own.id and kind = 'conversation.changed' and detail -> 'assigneeId' ->> 1 = $1::uuid::text
                      order by id desc limit 1) e
                   where e.agent_id <> $1::uuid
                   union all
                  select 'UNDELIVERED', trouble.conversation_id, coalesce(e.at, trouble.updated_at), m.id, null
                    from trouble
                    join message m on m.id = trouble.message_id and m.agent_id = $1::uuid
                    left join lateral (
                     select at from event
                      where conversation_id = trouble.conversation_id and message_id = m.id and kind = 'delivery.changed' and detail ->> 'state' = trouble.state
                      order by id desc limit 1) e on true)
                select concern.reason, c.id, c.number, concern.at, concern.message_id, concern.agent_id,
                       concern.at <= greatest(agent.concerns_since, concern_seen.seen_at) as seen
                  from concern
                  join conversation c on c.id = concern.id%s
                  join agent on agent.id = $1::uuid
                  left join concern_seen on concern_seen.agent_id = agent.id and concern_seen.conversation_id = c.id
                 order by concern.at desc, c.id limit %d
                """.formatted(MOST, MOST_LOOKED_AT, MOST_LOOKED_AT, reader.scope().and("c", values), MOST);
        return database.read(session -> session.query(statement, values.toArray())).stream().map(ConcernQueries::view).toList();
    }

    private static ConcernView view(Row row) {
        return new ConcernView(ConcernView.Reason.valueOf(Rows.text(row, "reason")), Rows.uuid(row, "id"), Rows.number(row, "number"),
                Rows.instant(row, "at"), Rows.optionalUuid(row, "message_id"), Rows.optionalUuid(row, "agent_id"), Rows.flag(row, "seen"));
    }
}

package org.parvis.gateway.conversation;

import java.time.Duration;
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

    /** From when on the desk's list warns of a wait. */
    public static final Duration LATE_AFTER = Duration.ofHours(4);

    /** Of what needs a person, of whomever, and of what was handed over to a team, so many are looked through for what is the agent's still. */
    private static final int MOST_LOOKED_AT = 500;

    // The latest entry of a conversation is asked for one by one, in order and with a limit: else the planner may read the whole change log once for all of them.

    /** Who gave the conversation to the agent last. Along conversation_assignee, and for each event_conversation. */
    private static final String GIVEN = """
            select case when e.message_id is null then 'ASSIGNED' else 'HANDED_OVER' end as reason, own.id as conversation_id, e.at, e.message_id, e.agent_id
              from (select id from conversation where assignee_id = $1 and state <> 'RESOLVED'
                     order by last_message_at desc, id desc limit %1$d) own
             cross join lateral (
               select at, message_id, agent_id from event
                where conversation_id = own.id and kind = 'conversation.changed' and detail -> 'assigneeId' ->> 1 = $1::uuid::text
                order by id desc limit 1) e
             where e.agent_id <> $1
            """;

    /** What nobody has taken since, where that was the last change of its team. Along event_handed_over, and for each the primary key of its conversation and event_conversation. */
    private static final String GIVEN_TO_TEAM = """
            select 'HANDED_OVER_TEAM', e.conversation_id, e.at, e.message_id, e.agent_id
              from agent_team member
             cross join lateral (
               select id, at, conversation_id, message_id, agent_id from event
                where kind = 'conversation.changed' and message_id is not null and detail -> 'teamId' ->> 1 = member.team_id::text
                order by id desc limit %2$d) e
              join conversation c on c.id = e.conversation_id and c.team_id = member.team_id and c.assignee_id is null and c.state <> 'RESOLVED'
             where member.agent_id = $1 and e.at > member.since and e.agent_id <> $1
               and e.id = (select id from event
                            where conversation_id = e.conversation_id and kind = 'conversation.changed' and detail -> 'teamId' is not null
                            order by id desc limit 1)
            """;

    /** Snoozes that the time itself has ended. Along conversation_assignee, and for each event_back. */
    private static final String BACK = """
            select 'BACK', own.id, e.at, null::uuid, null::uuid
              from (select id from conversation where assignee_id = $1 and state <> 'RESOLVED' and state = 'OPEN'
                     order by last_message_at desc, id desc limit %2$d) own
             cross join lateral (
               select at from event
                where conversation_id = own.id and kind = 'conversation.changed' and agent_id is null and detail -> 'snoozedUntil' is not null
                order by id desc limit 1) e
              join agent on agent.id = $1
             where e.at > agent.waits_since
            """;

    /**
     * What the list began to warn of while it was the agent's: not what waits for its person, or until a moment. In milliseconds, as the desk counts.
     * Along conversation_assignee_owed, and for each event_conversation.
     */
    private static final String LATE = """
            select 'DUE', late.id, late.at, null::uuid, null::uuid
              from (select c.id, date_trunc('milliseconds', c.owed_since) + interval '%3$s' as at
                      from conversation c join agent on agent.id = $1
                     where c.assignee_id = $1 and c.state <> 'RESOLVED' and (c.state = 'OPEN' or c.expert is not null)
                       and c.owed_since <= now() - interval '%3$s' and c.owed_since > agent.waits_since - interval '%3$s'
                     order by c.owed_since desc, c.id desc limit %1$d) late
             where coalesce((select at from event
                              where conversation_id = late.id and kind = 'conversation.changed' and detail -> 'assigneeId' ->> 1 = $1::uuid::text
                              order by id desc limit 1) <= late.at, true)
            """;

    /** Along delivery_trouble, and for each of the agent's event_conversation. */
    private static final String UNDELIVERED = """
            select 'UNDELIVERED', trouble.conversation_id, coalesce(e.at, trouble.updated_at), m.id, null::uuid
              from ((select message_id, conversation_id, state, updated_at from delivery where state = 'FAILED' order by updated_at desc limit %2$d)
                     union all
                    (select message_id, conversation_id, state, updated_at from delivery where state = 'UNKNOWN' order by updated_at desc limit %2$d)) trouble
              join message m on m.id = trouble.message_id and m.agent_id = $1
              left join lateral (
               select at from event
                where conversation_id = trouble.conversation_id and message_id = m.id and kind = 'delivery.changed' and detail ->> 'state' = trouble.state
                order by id desc limit 1) e on true
            """;

    private static final String CONCERNS = String.join(" union all\n", GIVEN, GIVEN_TO_TEAM, BACK, LATE, UNDELIVERED).formatted(MOST,
            MOST_LOOKED_AT, LATE_AFTER);

    private final Database database;

    public ConcernQueries(Database database) {
        this.database = database;
    }

    /** As things are now: what was given to somebody else since, resolved or mended is not there. */
    public List<ConcernView> of(Reader reader) throws InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(List.of(reader.agent()));
        String statement = statement(reader, values);
        return database.read(session -> session.query(statement, values.toArray())).stream().map(ConcernQueries::view).toList();
    }

    /** @param values the agent, and what the reader's scope asks besides */
    static String statement(Reader reader, List<@Nullable Object> values) {
        return """
                with concern as materialized (
                %s)
                select concern.reason, c.id, c.number, concern.at, concern.message_id, concern.agent_id,
                       concern.at <= greatest(agent.concerns_since, concern_seen.seen_at) as seen
                  from concern
                  join conversation c on c.id = concern.conversation_id%s
                  join agent on agent.id = $1
                  left join concern_seen on concern_seen.agent_id = agent.id and concern_seen.conversation_id = c.id
                 order by concern.at desc, c.id limit %d
                """.formatted(CONCERNS, reader.scope().and("c", values), MOST);
    }

    private static ConcernView view(Row row) {
        return new ConcernView(ConcernView.Reason.valueOf(Rows.text(row, "reason")), Rows.uuid(row, "id"), Rows.number(row, "number"),
                Rows.instant(row, "at"), Rows.optionalUuid(row, "message_id"), Rows.optionalUuid(row, "agent_id"), Rows.flag(row, "seen"));
    }
}

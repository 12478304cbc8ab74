package org.parvis.gateway.conversation;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.scope.Reader;

import static org.assertj.core.api.Assertions.assertThat;

class ConcernPlanTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final UUID AGENT = UUID.randomUUID();

    @Test
    void whatConcernsAnAgentIsFoundWithoutReadingTheChangeLog() throws InterruptedException {
        UUID team = UUID.randomUUID();
        execute("insert into agent (id, account, display_name) values ($1, 'amina', 'Amina Diallo')", AGENT);
        execute("insert into team (id, name) values ($1, 'Voirie')", team);
        execute("insert into agent_team (agent_id, team_id) values ($1, $2)", AGENT, team);
        execute("insert into channel (id, type, label) values ('mairie', 'test', 'Mairie')");
        execute("insert into contact (id, created_at) values (gen_random_uuid(), now())");
        execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at, owed_since, team_id, assignee_id)
                select gen_random_uuid(), 'mairie', contact.id, case when n % 4 = 0 then 'OPEN' else 'RESOLVED' end, 'PRIVATE', now(), now() - n * interval '1 minute',
                       case when n % 4 = 0 then now() - n * interval '1 minute' end, case when n % 8 = 0 then $1::uuid end, case when n % 100 = 0 then $2::uuid end
                  from contact, generate_series(1, 10000) n
                """, team, AGENT);
        // Ten a conversation; some of them handed over, some back from a snooze.
        execute("""
                insert into event (kind, conversation_id, message_id, agent_id, detail)
                select case when n % 2 = 0 then 'conversation.changed' else 'message.received' end, c.id, case when n = 2 then gen_random_uuid() end,
                       case when n <> 4 then gen_random_uuid() end,
                       case n when 2 then jsonb_build_object('teamId', jsonb_build_array(null, c.team_id))
                              when 4 then jsonb_build_object('snoozedUntil', jsonb_build_array(now(), null))
                              when 6 then jsonb_build_object('assigneeId', jsonb_build_array(null, c.assignee_id)) else '{}' end
                  from conversation c, generate_series(1, 10) n
                """);
        for (String table : List.of("agent_team", "conversation", "event")) {
            execute("analyze " + table);
        }

        assertThat(plan()).contains("event_handed_over", "event_back", "event_conversation", " conversation_assignee_owed ")
                .doesNotContain("Seq Scan on event", "Seq Scan on conversation", "event_pkey", "event_order");
    }

    private static String plan() throws InterruptedException {
        List<@Nullable Object> values = new ArrayList<>(List.of(AGENT));
        String statement = "explain " + ConcernQueries.statement(Reader.ofEverything(AGENT), values);
        return DATABASE.database().read(session -> session.query(statement, values.toArray())).stream().map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));
    }

    private static void execute(String sql, @Nullable Object... values) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql, values));
    }
}

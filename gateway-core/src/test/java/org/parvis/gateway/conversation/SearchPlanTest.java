package org.parvis.gateway.conversation;

import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.parvis.gateway.contact.ContactQueries;
import org.parvis.gateway.conversation.Listing.Sort;
import org.parvis.gateway.conversation.Listing.View;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.scope.Reader;
import org.parvis.gateway.search.SearchQuery;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators ask for is walked along the index that has its order, and never by reading everything. */
class SearchPlanTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final UUID AGENT = UUID.randomUUID();
    private static final UUID TOPIC = UUID.randomUUID();

    @BeforeAll
    static void fill() throws InterruptedException {
        UUID team = UUID.randomUUID();
        UUID tag = UUID.randomUUID();
        execute("insert into agent (id, account, display_name) values ($1, 'amina', 'Amina Diallo')", AGENT);
        execute("insert into team (id, name) values ($1, 'Voirie')", team);
        execute("insert into tag (id, name, key) values ($1, 'Bruit', 'bruit')", tag);
        execute("insert into channel (id, type, label) values ('mairie', 'test', 'Mairie'), ('guichet', 'test', 'Guichet')");
        execute("""
                insert into contact (id, display_name, created_at)
                select ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, case when n % 4 = 0 then 'Léa Martin' else 'Zoé Quillet' || n end, now()
                  from generate_series(0, 3999) n
                """);
        execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at, owed_since, team_id, assignee_id, urgent, tagged, topic)
                select gen_random_uuid(), case when n % 30 = 0 then 'mairie' else 'guichet' end,
                       ('00000000-0000-0000-0000-' || lpad((n % 4000)::text, 12, '0'))::uuid,
                       case when n % 10 = 1 then 'OPEN' when n % 10 = 2 then 'WAITING' else 'RESOLVED' end, 'PRIVATE', now(),
                       now() - (n * 7919 % 40000) * interval '1 minute', case when n % 10 < 3 and n % 4 > 0 then now() end,
                       case when n % 70 = 0 then $1::uuid end, case when n % 90 = 0 then $2::uuid end, n % 300 = 0, n % 50 = 0,
                       case when n % 7 = 0 then 'Voirie' when n % 7 = 1 then 'Éclairage' end
                  from generate_series(1, 40000) n
                """, team, AGENT);
        execute("insert into conversation_tag (conversation_id, tag_id, state, last_message_at) select id, $1, state, last_message_at from conversation where tagged",
                tag);
        execute("insert into topic (id, name) values ($1, 'Voirie')", TOPIC);
        execute("insert into topic_word (key, word, topic_id) values ('voirie', 'Voirie', $1), ('eclairage', 'Éclairage', $1)", TOPIC);
        execute("analyze conversation");
        execute("analyze contact");
        execute("analyze conversation_tag");
    }

    @ParameterizedTest
    @CsvSource({"state:resolved,conversation_resolved", "before:2d,conversation_resolved",
            "team:voirie state:resolved,conversation_resolved_team",
            "team:voirie state:open,conversation_open_team_recent", "channel:mairie state:resolved,conversation_resolved_channel",
            "channel:mairie state:waiting,conversation_channel", "assigned:me state:resolved,conversation_resolved_assignee",
            "assigned:amina,conversation_assignee", "is:unanswered,conversation_open_recent", "is:urgent,conversation_urgent_recent",
            "tag:bruit,conversation_tag_list", "topic:voirie,conversation_topic", "topic:voirie state:open,conversation_topic",
            "from:quillet3999,conversation_contact(_open)?", "from:martin,conversation_open_recent",
            "is:unanswered team:voirie,conversation_open_team(_recent)?"})
    void whatOperatorsAskForIsWalkedAlongAnIndex(String query, String index) throws InterruptedException {
        String plans = DATABASE.database().read(session -> {
            Explained explained = new Explained(session);
            Listing everywhere = new Listing(View.ALL, Sort.ACTIVITY, Reader.ofEverything(AGENT), Optional.empty(), Optional.empty());
            SearchConditions conditions = SearchConditions.of(session, new ContactQueries(DATABASE.database(), "+33"),
                    SearchQuery.parse(query, ZoneId.of("UTC")), everywhere);
            new FilteredList(explained, conditions, AGENT).page(Optional.empty(), 50);
            return String.join("\n", explained.plans());
        });

        assertThat(plans).containsPattern(" (on|using) " + index + "\\b").doesNotContain("Seq Scan on conversation");
    }

    private static void execute(String sql, @Nullable Object... values) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql, values));
    }
}

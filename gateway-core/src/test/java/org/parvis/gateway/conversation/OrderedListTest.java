package org.parvis.gateway.conversation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.parvis.gateway.conversation.Listing.Sort;
import org.parvis.gateway.conversation.Listing.View;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.scope.Reader;
import org.parvis.gateway.scope.Scope;

import static org.assertj.core.api.Assertions.assertThat;

/** Every list is walked along the index that has its order: nothing is sorted, and what is not shown is not read. */
class OrderedListTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final UUID AGENT = UUID.randomUUID();
    private static final UUID TEAM = UUID.randomUUID();
    private static final int PAGE = 50;

    @BeforeAll
    static void fill() throws InterruptedException {
        execute("insert into agent (id, account, display_name) values ($1, 'amina', 'Amina Diallo')", AGENT);
        execute("insert into team (id, name) values ($1, 'Voirie')", TEAM);
        execute("insert into channel (id, type, label) values ('mairie', 'test', 'Mairie'), ('guichet', 'test', 'Guichet')");
        UUID person = UUID.randomUUID();
        execute("insert into contact (id, display_name, created_at) values ($1, 'Léa Martin', now())", person);
        execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at, owed_since, team_id, assignee_id, snoozed_until, expert)
                select gen_random_uuid(), case when n % 3 = 0 then 'mairie' else 'guichet' end, $1,
                       case when n % 10 < 4 then 'OPEN' when n % 10 < 6 then 'WAITING' else 'RESOLVED' end, 'PRIVATE', now(),
                       now() - (n * 7919 % 40000) * interval '1 second',
                       case when n % 10 < 6 and n % 4 > 0 then now() - (n * 6101 % 40000) * interval '1 second' end,
                       case when n % 7 = 0 then $2::uuid end, case when n % 9 = 0 then $3::uuid end,
                       case when n % 40 = 5 then now() - (n % 30000) * interval '1 second' end, case when n % 40 in (4, 14) then 'Voirie' end
                  from generate_series(1, 40000) n
                """, person, TEAM, AGENT);
        execute("analyze conversation");
    }

    @ParameterizedTest
    @CsvSource({"TO_HANDLE,PROMISE,conversation_open", "TO_HANDLE,ACTIVITY,conversation_open_recent",
            "TO_HANDLE,ARRIVAL,conversation_open_arrival",
            "MINE,PROMISE,conversation_assignee_owed", "MINE,ACTIVITY,conversation_assignee", "MINE,ARRIVAL,conversation_assignee_arrival",
            "WAITING,PROMISE,conversation_waiting_owed", "WAITING,ACTIVITY,conversation_waiting_for_person",
            "WAITING,ARRIVAL,conversation_waiting_arrival",
            "EXPERT,PROMISE,conversation_expert_owed", "EXPERT,ACTIVITY,conversation_expert_recent",
            "EXPERT,ARRIVAL,conversation_expert_arrival",
            "SNOOZED,RETURN,conversation_snoozed", "RESOLVED,ACTIVITY,conversation_resolved", "ALL,ARRIVAL,conversation_pkey"})
    void aViewIsWalkedAlongTheIndexOfItsOrder(View view, Sort sort, String index) throws InterruptedException {
        assertWalks(new Listing(view, sort, Reader.ofEverything(AGENT), Optional.empty(), Optional.empty()), index);
    }

    @ParameterizedTest
    @CsvSource({"PROMISE,conversation_open_team", "ACTIVITY,conversation_open_team_recent", "ARRIVAL,conversation_open_team_arrival"})
    void soIsWhatATeamHasToHandle(Sort sort, String index) throws InterruptedException {
        assertWalks(new Listing(View.TO_HANDLE, sort, Reader.ofEverything(AGENT), Optional.of(TEAM), Optional.empty()), index);
    }

    @ParameterizedTest
    @CsvSource({"TO_HANDLE,PROMISE,conversation_open_team", "TO_HANDLE,ACTIVITY,conversation_open_team_recent",
            "TO_HANDLE,ARRIVAL,conversation_open_team_arrival", "RESOLVED,ACTIVITY,conversation_resolved_team"})
    void soIsWhatSomebodySeesWhoSeesOneTeam(View view, Sort sort, String index) throws InterruptedException {
        Reader limited = new Reader(AGENT, Scope.of(List.of(TEAM)));
        assertWalks(new Listing(view, sort, limited, Optional.empty(), Optional.empty()), index);
    }

    @ParameterizedTest
    @CsvSource({"PROMISE,conversation_open_channel", "ACTIVITY,conversation_open_channel_recent",
            "ARRIVAL,conversation_open_channel_arrival"})
    void soIsWhatIsToHandleOnAChannel(Sort sort, String index) throws InterruptedException {
        assertWalks(new Listing(View.TO_HANDLE, sort, Reader.ofEverything(AGENT), Optional.empty(), Optional.of("mairie")), index);
    }

    /** The first page, one from the middle, and, where the order has them, one of those that owe nothing. */
    private static void assertWalks(Listing listing, String index) throws InterruptedException {
        UUID middle = UUID.fromString("80000000-0000-0000-0000-000000000000");
        List<Optional<Keyset>> places = List.of(Optional.empty(), Optional.of(Keyset.at(Instant.now().minusSeconds(20_000), middle)),
                Optional.of(new Keyset(Optional.empty(), 0, middle)));
        for (Optional<Keyset> place : places) {
            Page<ConversationRow> page = DATABASE.database().read(session -> {
                Explained explained = new Explained(session);
                Page<ConversationRow> read = new OrderedList(explained, listing, place, PAGE).page();
                String plans = String.join("\n", explained.plans());
                assertThat(plans).as(listing + " after " + place).contains(" " + index + " ").doesNotContain("Sort")
                        .doesNotContain("Seq Scan on conversation");
                return read;
            });
            assertThat(page.items()).hasSize(PAGE);
        }
    }

    private static void execute(String sql, @Nullable Object... values) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql, values));
    }
}

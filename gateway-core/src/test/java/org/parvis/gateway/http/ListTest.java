package org.parvis.gateway.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** The orders of a list, and its rows brought up to date. */
class ListTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Instant START = Instant.parse("2026-11-02T08:00:00Z");

    private static TestWeb web;
    private static Caller agent;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
    }

    @Test
    void eachOrderOfATeamGoesOnFromPageToPage() throws Exception {
        UUID team = web.accounts.createTeam(Optional.empty(), "Équipe " + UUID.randomUUID()).id();
        UUID first = conversation(1, "OPEN", 30, 20, team);
        UUID second = conversation(2, "OPEN", 10, null, team);
        UUID third = conversation(3, "OPEN", 20, 10, team);
        UUID fourth = conversation(4, "OPEN", 40, null, team);
        conversation(5, "RESOLVED", 50, null, team);

        for (int limit = 1; limit <= 5; limit++) {
            assertThat(pages("view=to-handle&sort=promise&team=" + team, limit)).containsExactly(third, first, fourth, second);
            assertThat(pages("view=to-handle&sort=activity&team=" + team, limit)).containsExactly(fourth, first, third, second);
            assertThat(pages("view=to-handle&sort=arrival&team=" + team, limit)).containsExactly(fourth, third, second, first);
        }
        assertThat(pages("view=to-handle&team=" + team, 2)).as("the usual order").containsExactly(third, first, fourth, second);
    }

    @Test
    void whatIsMineAndWhatWaitsHaveTheSameOrders() throws Exception {
        Caller other = web.browser(Role.AGENT);
        UUID owed = conversation(11, "WAITING", 10, 10, null);
        UUID old = conversation(12, "WAITING", 30, null, null);
        UUID young = conversation(13, "OPEN", 20, null, null);
        web.seed.execute("update conversation set assignee_id = $1 where id = any($2)", other.agent(), new UUID[]{owed, old, young});

        assertThat(ids(other.get("/api/v1/conversations?view=mine&sort=promise"))).containsExactly(owed, young, old);
        assertThat(ids(other.get("/api/v1/conversations?view=mine"))).containsExactly(old, young, owed);
        assertThat(ids(other.get("/api/v1/conversations?view=mine&sort=arrival"))).containsExactly(young, old, owed);
        assertThat(ids(agent.get("/api/v1/conversations?view=waiting&sort=promise"))).startsWith(owed).containsSubsequence(owed, old);
        assertThat(ids(agent.get("/api/v1/conversations?view=waiting&sort=arrival"))).containsSubsequence(old, owed);
        assertThat(pages("view=all&sort=arrival", 2)).containsSubsequence(young, old, owed);
    }

    @Test
    void anOrderThatNoIndexHasIsRefused() throws Exception {
        for (String query : List.of("view=resolved&sort=promise", "view=all&sort=promise", "view=resolved&sort=arrival",
                "view=all&sort=arrival&channel=mairie", "q=naissance&sort=activity", "view=to-handle&sort=name")) {
            Reply reply = agent.get("/api/v1/conversations?" + query);
            assertThat(reply.status()).as(query).isEqualTo(400);
            assertThat(reply.badFields()).as(query).containsExactly("sort");
        }
    }

    @Test
    void rowsAreReadByTheirIdsAndThoseThatDoNotExistAreLeftOut() throws Exception {
        UUID one = web.seed.conversation("Une");
        UUID other = web.seed.conversation("Autre");

        assertThat(ids(agent.get("/api/v1/conversations?ids=" + one + "," + UUID.randomUUID() + "," + other)))
                .containsExactlyInAnyOrder(one, other);
        String hundredAndOne = Stream.generate(() -> UUID.randomUUID().toString()).limit(101).collect(Collectors.joining(","));
        for (String wrong : List.of("ids=", "ids=7", "ids=" + one + ",", "ids=" + one + "&view=all", "ids=" + hundredAndOne)) {
            assertThat(agent.get("/api/v1/conversations?" + wrong).status()).as(wrong).isEqualTo(400);
        }
    }

    /** Ids in the order of {@code arrival}, as those of the gateway are in the order of time. */
    private static UUID conversation(int arrival, String state, int latest, @Nullable Integer owed, @Nullable UUID team) throws Exception {
        UUID person = web.seed.person("Paul Ordre", UUID.randomUUID() + "@saint-exemple.example");
        UUID id = new UUID(0x0199_0000_0000_7000L + ((long) arrival << 16), UUID.randomUUID().getLeastSignificantBits());
        web.seed.execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at, owed_since, team_id)
                values ($1, $2, $3, $4, 'PRIVATE', $5, $6, $7, $8)
                """, id, TestWeb.CHANNEL, person, state, START, START.plusSeconds(latest), owed == null ? null : START.plusSeconds(owed),
                team);
        return id;
    }

    private static List<UUID> pages(String query, int limit) throws Exception {
        List<UUID> all = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Reply page = agent.get("/api/v1/conversations?" + query + "&limit=" + limit + cursor.map(next -> "&cursor=" + next).orElse(""));
            all.addAll(ids(page));
            cursor = Optional.ofNullable(page.json().getString("next"));
        } while (cursor.isPresent());
        assertThat(all).doesNotHaveDuplicates();
        return all;
    }

    private static List<UUID> ids(Reply page) {
        assertThat(page.status()).as(page.body()).isEqualTo(200);
        return page.json().getJsonArray("items").stream().map(item -> UUID.fromString(((JsonObject) item).getString("id"))).toList();
    }
}

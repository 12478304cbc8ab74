package org.parvis.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What operators see and do. */
class ClusterTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller lead;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        lead = web.browser(Role.LEAD);
    }

    @BeforeEach
    void clear() throws Exception {
        web.seed.execute("delete from node");
        web.seed.execute("delete from delivery");
        web.seed.execute("update channel_lease set node = null, owned_since = null");
        web.seed.execute("insert into channel_lease (channel_id) values ($1) on conflict do nothing", TestWeb.CHANNEL);
    }

    @Test
    void agentsDoNotSeeTheCluster() throws Exception {
        Reply refused = web.browser(Role.AGENT).get("/api/v1/cluster");

        assertThat(refused.status()).isEqualTo(403);
        assertThat(web.browser(Role.ADMINISTRATOR).get("/api/v1/cluster").status()).isEqualTo(200);
    }

    @Test
    void nodesSayWhichOfThemAnswersAndWhichHaveGone() throws Exception {
        node(web.node, "parvis-1", 5);
        node(UUID.randomUUID(), "parvis-2", -60);
        node(UUID.randomUUID(), "parvis-3", -7_200);
        // Started again after a crash: the one before is not missing.
        node(UUID.randomUUID(), "parvis-1", -60);

        List<JsonObject> nodes = cluster("nodes");

        assertThat(nodes).extracting(node -> node.getString("name")).containsExactly("parvis-1", "parvis-2");
        assertThat(nodes).extracting(node -> node.getBoolean("answering")).containsExactly(true, false);
        assertThat(nodes).extracting(node -> node.getBoolean("alive")).containsExactly(true, false);
        assertThat(nodes.get(0).getJsonObject("lag")).isEqualTo(new JsonObject().put("changes", 0).put("seconds", 0));
        assertThat(nodes.get(1).containsKey("lag")).isFalse();
    }

    @Test
    void aNodeThatHasNotToldWhatChangedIsBehind() throws Exception {
        web.seed.events(Entry.of(Kind.CONVERSATION_CHANGED), Entry.of(Kind.CONVERSATION_CHANGED), Entry.of(Kind.CONVERSATION_CHANGED));
        node(web.node, "parvis-1", 5);
        web.seed.execute("update event set at = clock_timestamp() - interval '90 s' where id > (select max(id) - 3 from event)");
        web.seed.execute("""
                update node set (tail_transaction, tail_id) = (select transaction, id from event order by transaction desc, id desc offset 2 limit 1)
                """);

        JsonObject lag = cluster("nodes").getFirst().getJsonObject("lag");

        assertThat(lag.getInteger("changes")).isEqualTo(2);
        assertThat(lag.getInteger("seconds")).isBetween(80, 90);
    }

    @Test
    void aChannelHasTheOwnerThatLivesOrNone() throws Exception {
        node(web.node, "parvis-1", 5);
        own(web.node);
        web.seed.execute("update channel_lease set health = 'NEEDS_OPERATOR', health_detail = 'The password is wrong'");
        JsonObject owned = channel();
        assertThat(owned.getString("ownerId")).isEqualTo(web.node.toString());
        assertThat(owned.getInteger("epoch")).isPositive();
        assertThat(owned.getInstant("ownedSince")).isNotNull();
        assertThat(owned.getJsonObject("health"))
                .isEqualTo(new JsonObject().put("state", "needs-operator").put("detail", "The password is wrong"));

        web.seed.execute("update node set expires_at = clock_timestamp()");
        JsonObject orphan = channel();
        assertThat(orphan.containsKey("ownerId")).isFalse();
        assertThat(orphan.containsKey("ownedSince")).isFalse();
    }

    @Test
    void queuesAreCountedByWhatBecameOfThem() throws Exception {
        UUID conversation = web.seed.conversation("File");
        for (String state : new String[]{"QUEUED", "QUEUED", "QUEUED", "SENDING", "FAILED", "FAILED", "UNKNOWN", "BY_PERSON", "ACCEPTED",
                "CANCELLED"}) {
            web.seed.delivery(conversation, null, state);
        }
        web.seed.execute("""
                update delivery set next_attempt_at = now() + interval '1 hour', created_at = now() - interval '10 min', attempts = 1
                 where id = (select id from delivery where state = 'QUEUED' limit 1)
                """);

        JsonObject queue = channel().getJsonObject("queue");

        assertThat(queue.getInteger("oldestSeconds")).isBetween(600, 660);
        queue.remove("oldestSeconds");
        assertThat(queue).isEqualTo(new JsonObject().put("queued", 3).put("due", 2).put("sending", 1).put("failed", 2).put("unknown", 1)
                .put("byPerson", 1));
    }

    @Test
    void whatWasPutToALaterTimeDoesNotWaitUntilThen() throws Exception {
        UUID later = web.seed.delivery(web.seed.conversation("Plus tard"), null, "QUEUED");
        web.seed.execute(
                "update delivery set next_attempt_at = now() + interval '1 day', created_at = now() - interval '1 day' where id = $1",
                later);

        assertThat(channel().getJsonObject("queue").containsKey("oldestSeconds")).isFalse();
    }

    @Test
    void countingEndsAtTenThousand() throws Exception {
        UUID conversation = web.seed.conversation("Trop");
        web.seed.execute("""
                insert into delivery (id, conversation_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                select gen_random_uuid(), $1, $2, 'FAILED', '{}', now(), now(), now() from generate_series(1, 10100)
                """, conversation, TestWeb.CHANNEL);

        assertThat(channel().getJsonObject("queue").getInteger("failed")).isEqualTo(10_000);
    }

    @Test
    void aChannelThatIsGoneIsShownForAsLongAsSomethingWaitsInIt() throws Exception {
        web.seed.channel("ancienne");
        UUID conversation = web.seed.conversation("Orpheline");
        assertThat(cluster("channels")).hasSize(1);

        web.seed.execute("update delivery set channel_id = 'ancienne' where id = $1", web.seed.delivery(conversation, null, "FAILED"));

        JsonObject gone = cluster("channels").get(1);
        assertThat(gone.getString("id")).isEqualTo("ancienne");
        assertThat(gone.getBoolean("configured")).isFalse();
    }

    @Test
    void whatNeedsAPersonIsPagedByStateAndChannel() throws Exception {
        UUID conversation = web.seed.conversation("À voir");
        List<UUID> failed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            failed.addFirst(trouble(conversation, "FAILED", i / 2));
        }
        UUID unknown = trouble(conversation, "UNKNOWN", 90);
        UUID byPerson = trouble(conversation, "BY_PERSON", 95);

        assertThat(pages("state=failed", 2)).containsExactlyInAnyOrderElementsOf(failed).doesNotHaveDuplicates();
        assertThat(pages("state=failed&channel=" + TestWeb.CHANNEL, 3)).isEqualTo(pages("state=failed", 100));
        assertThat(pages("state=unknown", 2)).containsExactly(unknown);
        assertThat(pages("channel=nowhere", 2)).isEmpty();
        List<UUID> all = pages("channel=" + TestWeb.CHANNEL, 2);
        assertThat(all).hasSize(7).startsWith(byPerson, unknown).doesNotHaveDuplicates();
        assertThat(lead.get("/api/v1/deliveries?state=lost").status()).isEqualTo(400);
    }

    @Test
    void whatNeedsAPersonSaysWhereToWhomAndWhy() throws Exception {
        UUID conversation = web.seed.conversation("Pourquoi");
        UUID id = trouble(conversation, "FAILED", 1);
        web.seed.execute("""
                update delivery set command = $2, fault_owner = 'CITIZEN', fault_code = 'no-such-mailbox', fault_detail = 'The mailbox is not there' where id = $1
                """, id, new JsonObject().put("to", new JsonObject().put("kind", "EMAIL").put("value", "lea@saint-exemple.example")));

        JsonObject trouble = lead.get("/api/v1/deliveries?state=failed").json().getJsonArray("items").getJsonObject(0);

        assertThat(trouble.getLong("conversationNumber"))
                .isEqualTo(web.seed.count("select number from conversation where id = $1", conversation));
        assertThat(trouble.getString("to")).isEqualTo("lea@saint-exemple.example");
        assertThat(trouble.getJsonObject("fault")).isEqualTo(new JsonObject().put("owner", "citizen").put("code", "no-such-mailbox")
                .put("detail", "The mailbox is not there"));
        assertThat(trouble.getInstant("updatedAt")).isNotNull();
    }

    @Test
    void whatIsHandedBackIsOpenAgainWithItsTeamAndWithoutAnAgent() throws Exception {
        UUID team = web.accounts.createTeam(Optional.empty(), "Voirie " + UUID.randomUUID()).id();
        UUID conversation = web.seed.conversation("Rendue");
        web.seed.execute("update conversation set state = 'RESOLVED', team_id = $2, assignee_id = $3 where id = $1", conversation, team,
                lead.agent());
        UUID id = web.seed.delivery(conversation, web.seed.message(conversation, "Bonjour"), "UNKNOWN");

        Reply reply = report(id, "hand-back");

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().getString("state")).isEqualTo("cancelled");
        JsonObject now = lead.get("/api/v1/conversations/" + conversation).json();
        assertThat(now.getString("state")).isEqualTo("open");
        assertThat(now.getString("teamId")).isEqualTo(team.toString());
        assertThat(now.containsKey("assigneeId")).isFalse();
        assertThat(web.seed.count("select count(*) from event where conversation_id = $1 and kind = 'conversation.changed'", conversation))
                .isEqualTo(1);
        assertThat(report(id, "hand-back").status()).isEqualTo(409);
    }

    private static Reply report(UUID delivery, String result) throws Exception {
        return lead.with("Idempotency-Key", UUID.randomUUID().toString()).post("/api/v1/deliveries/" + delivery + "/report",
                new JsonObject().put("result", result));
    }

    /** Later ones are more recent. */
    private static UUID trouble(UUID conversation, String state, int second) throws Exception {
        UUID id = web.seed.delivery(conversation, null, state);
        web.seed.execute("update delivery set updated_at = timestamptz '2026-11-02 08:00:00Z' + $2 * interval '1 s' where id = $1", id,
                (double) second);
        return id;
    }

    private static List<UUID> pages(String query, int limit) throws Exception {
        List<UUID> ids = new ArrayList<>();
        @Nullable
        String next = "";
        while (next != null) {
            Reply reply = lead.get("/api/v1/deliveries?limit=" + limit + "&" + query + (next.isEmpty() ? "" : "&cursor=" + next));
            assertThat(reply.status()).as(reply.body()).isEqualTo(200);
            JsonObject page = reply.json();
            page.getJsonArray("items").forEach(item -> ids.add(UUID.fromString(((JsonObject) item).getString("id"))));
            next = page.getString("next");
        }
        return ids;
    }

    private static void node(UUID id, String name, int secondsLeft) throws Exception {
        web.seed.execute("""
                insert into node (id, name, version, started_at, expires_at, channels, tail_transaction, tail_id)
                values ($1, $2, 'test', now(), clock_timestamp() + $3 * interval '1 s', '{}', 9223372036854775807, 0)
                """, id, name, (double) secondsLeft);
    }

    private static void own(UUID node) throws Exception {
        web.seed.execute("update channel_lease set node = $1, epoch = epoch + 1, owned_since = clock_timestamp()", node);
    }

    private static List<JsonObject> cluster(String part) throws Exception {
        return lead.get("/api/v1/cluster").json().getJsonArray(part).stream().map(JsonObject.class::cast).toList();
    }

    private static JsonObject channel() throws Exception {
        return cluster("channels").stream().filter(channel -> channel.getString("id").equals(TestWeb.CHANNEL)).findFirst().orElseThrow();
    }
}

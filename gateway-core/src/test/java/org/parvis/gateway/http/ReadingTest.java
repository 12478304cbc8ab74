package org.parvis.gateway.http;

import java.util.UUID;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What an agent has read, and what stands out as unread. */
class ReadingTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller agent;
    private static Caller other;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
        other = web.browser(Role.AGENT);
    }

    @Test
    void whatNobodyHasOpenedIsUnreadUnlessItIsResolved() throws Exception {
        UUID open = conversation();
        UUID resolved = conversation();
        web.seed.execute("update conversation set state = 'RESOLVED' where id = $1", resolved);

        assertThat(unread(agent, open)).isTrue();
        assertThat(unread(agent, resolved)).isFalse();
        assertThat(listed(agent, open)).isTrue();
        assertThat(web.seed.count("select count(*) from conversation_read where conversation_id = any($1)",
                (Object) new UUID[]{open, resolved})).isZero();
    }

    @Test
    void whatOneAgentHasReadIsUnreadToTheOthers() throws Exception {
        UUID conversation = conversation();

        assertThat(read(agent, conversation).status()).isEqualTo(204);

        assertThat(unread(agent, conversation)).isFalse();
        assertThat(listed(agent, conversation)).isFalse();
        assertThat(unread(other, conversation)).isTrue();
        assertThat(listed(other, conversation)).isTrue();
    }

    @Test
    void whatComesSinceIsUnreadAndSoIsWhatItsAuthorChanged() throws Exception {
        UUID conversation = conversation();
        read(agent, conversation);

        web.seed.execute("update conversation set message_count = message_count + 1, version = version + 1 where id = $1", conversation);
        assertThat(unread(agent, conversation)).isTrue();
        read(agent, conversation);
        assertThat(unread(agent, conversation)).isFalse();

        web.seed.execute(
                "update conversation set last_message_at = last_message_at + interval '1 second', version = version + 1 where id = $1",
                conversation);
        assertThat(unread(agent, conversation)).isTrue();
        read(agent, conversation);

        web.seed.execute("update conversation set topic = 'Voirie', version = version + 1 where id = $1", conversation);
        assertThat(unread(agent, conversation)).as("a change of order is nothing to read").isFalse();
    }

    @Test
    void whatChangedWhileItWasReadIsNotCalledRead() throws Exception {
        UUID conversation = conversation();
        long seen = version(conversation);
        web.seed.execute("update conversation set message_count = message_count + 1, version = version + 1 where id = $1", conversation);

        Reply reply = agent.put("/api/v1/conversations/" + conversation + "/read", new JsonObject().put("version", seen));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.json().getString("type")).isEqualTo("/problems/changed-meanwhile");
        assertThat(unread(agent, conversation)).isTrue();
    }

    @Test
    void whatIsMarkedAsUnreadIsSoUntilItIsReadAgainEvenWhenResolved() throws Exception {
        UUID conversation = conversation();
        web.seed.execute("update conversation set state = 'RESOLVED' where id = $1", conversation);

        assertThat(agent.delete("/api/v1/conversations/" + conversation + "/read").status()).isEqualTo(204);
        assertThat(unread(agent, conversation)).isTrue();
        read(agent, conversation);
        assertThat(unread(agent, conversation)).isFalse();
    }

    @Test
    void whatDoesNotExistIsNotRead() throws Exception {
        String path = "/api/v1/conversations/" + UUID.randomUUID() + "/read";

        assertThat(agent.put(path, new JsonObject().put("version", 1)).status()).isEqualTo(404);
        assertThat(agent.delete(path).status()).isEqualTo(404);
        assertThat(agent.put(path, new JsonObject()).badFields()).containsExactly("version");
    }

    @Test
    void theLogTellsOnceOfEachTurnAndNotOfReadingAgain() throws Exception {
        UUID conversation = conversation();
        String told = "select count(*) from event where kind = 'conversation.read' and conversation_id = $1 and agent_id = $2";

        read(agent, conversation);
        read(agent, conversation);
        assertThat(web.seed.count(told, conversation, agent.agent())).isEqualTo(1);
        agent.delete("/api/v1/conversations/" + conversation + "/read");
        agent.delete("/api/v1/conversations/" + conversation + "/read");
        assertThat(web.seed.count(told, conversation, agent.agent())).isEqualTo(2);
    }

    private static UUID conversation() throws InterruptedException {
        UUID conversation = web.seed.conversation("À lire");
        web.seed.execute("update conversation set message_count = 1 where id = $1", conversation);
        return conversation;
    }

    private static Reply read(Caller caller, UUID conversation) throws Exception {
        return caller.put("/api/v1/conversations/" + conversation + "/read", new JsonObject().put("version", version(conversation)));
    }

    private static long version(UUID conversation) throws InterruptedException {
        return web.seed.count("select version from conversation where id = $1", conversation);
    }

    private static boolean unread(Caller caller, UUID conversation) throws Exception {
        return caller.get("/api/v1/conversations/" + conversation).json().getBoolean("unread");
    }

    private static boolean listed(Caller caller, UUID conversation) throws Exception {
        return caller.get("/api/v1/conversations?limit=100").json().getJsonArray("items").stream().map(JsonObject.class::cast)
                .filter(row -> row.getString("id").equals(conversation.toString())).findFirst().orElseThrow().getBoolean("unread");
    }
}

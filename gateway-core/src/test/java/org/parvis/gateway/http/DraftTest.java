package org.parvis.gateway.http;

import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** What agents have typed and not sent. */
class DraftTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller amina;
    private static Caller julien;

    private final String replyKey = UUID.randomUUID().toString();
    private final String noteKey = UUID.randomUUID().toString();
    private final String takenKey = UUID.randomUUID().toString();
    private UUID conversation;
    private UUID message;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        amina = web.browser(Role.AGENT);
        julien = web.browser(Role.AGENT);
    }

    @BeforeEach
    void converse() throws Exception {
        conversation = web.seed.conversation("Carte d'identité");
        message = web.seed.message(conversation, "Ma carte est-elle prête ?");
    }

    @Test
    void itIsFoundAgainByItsWriterAndSeenByColleaguesWithoutItsKeys() throws Exception {
        Reply kept = keep(amina,
                words("Bonjour, votre").put("visibility", "private").put("answersId", message.toString()).put("answersRevision", 0));

        assertThat(kept.status()).isEqualTo(200);
        JsonObject own = drafts(amina).getJsonObject(0);
        assertThat(own.getString("reply")).isEqualTo("Bonjour, votre");
        assertThat(own.getString("replyKey")).isEqualTo(replyKey);
        assertThat(own.getLong("version")).isEqualTo(kept.json().getLong("version"));
        assertThat(own.getJsonObject("answers").getString("id")).isEqualTo(message.toString());
        assertThat(own.getJsonObject("answers").getInteger("revision")).isZero();
        assertThat(own.getJsonObject("answers").getString("to")).endsWith("@saint-exemple.example");
        JsonObject seen = drafts(julien).getJsonObject(0);
        assertThat(seen.getString("agentId")).isEqualTo(amina.agent().toString());
        assertThat(seen.getString("reply")).isEqualTo("Bonjour, votre");
        assertThat(seen.fieldNames()).doesNotContain("replyKey", "noteKey");
    }

    @Test
    void itsWriterFindsTheConversationsInWhichSomethingIsBegun() throws Exception {
        keep(amina, words("Bonjour, " + "x".repeat(300)));
        keep(julien, words("Bonsoir"));

        JsonArray begun = amina.get("/api/v1/drafts").array();

        assertThat(begun.getJsonObject(0).getJsonObject("conversation").getString("id")).isEqualTo(conversation.toString());
        assertThat(begun.getJsonObject(0).getString("words")).startsWith("Bonjour, x").hasSize(200);
        assertThat(begun.stream().map(draft -> ((JsonObject) draft).getString("words"))).doesNotContain("Bonsoir");
    }

    @Test
    void whatIsNotBasedOnWhatIsKeptDoesNotReplaceIt() throws Exception {
        long version = keep(amina, words("Un")).json().getLong("version");
        assertThat(keep(amina, words("Deux").put("basedOn", version)).status()).isEqualTo(200);

        Reply late = keep(amina, words("Trois").put("basedOn", version));
        Reply blind = keep(amina, words("Quatre"));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().getString("type")).isEqualTo("/problems/draft-changed");
        assertThat(blind.status()).isEqualTo(409);
        assertThat(drafts(amina).getJsonObject(0).getString("reply")).isEqualTo("Deux");
    }

    @Test
    void itIsGoneOnceItIsEmptiedAndOneThatIsBegunAnewIsAnother() throws Exception {
        long version = keep(amina, words("Bonjour")).json().getLong("version");

        assertThat(keep(amina, words("  ").put("basedOn", version)).status()).isEqualTo(204);
        assertThat(drafts(amina)).isEmpty();
        assertThat(keep(amina, words("Encore").put("basedOn", version)).status()).isEqualTo(409);
        assertThat(keep(amina, words("Encore")).json().getLong("version")).isGreaterThan(version);
    }

    @Test
    void theAnswerTakesItsDraftWithItAndLeavesTheNote() throws Exception {
        keep(amina, words("Elle est prête.").put("note", "Rappeler demain"));
        keep(julien, words("Je regarde."));

        assertThat(send("replies", "another-key", "Merci.").status()).isEqualTo(201);
        assertThat(mine(amina).getString("reply")).isEqualTo("Elle est prête.");
        assertThat(send("replies", replyKey, "Elle est prête, bonne journée.").status()).isEqualTo(201);
        assertThat(mine(amina).getString("reply")).isEmpty();
        assertThat(mine(amina).getString("note")).isEqualTo("Rappeler demain");
        assertThat(mine(amina).fieldNames()).doesNotContain("replyKey");
        assertThat(send("notes", noteKey, "Rappeler demain").status()).isEqualTo(201);

        assertThat(drafts(amina).stream().map(draft -> ((JsonObject) draft).getString("reply"))).containsExactly("Je regarde.");
    }

    @Test
    void aDraftThatComesAfterItsAnswerIsNone() throws Exception {
        assertThat(send("replies", replyKey, "Elle est prête.").status()).isEqualTo(201);

        assertThat(keep(amina, words("Elle est prête.")).status()).isEqualTo(204);
        JsonObject left = keep(amina, words("Elle est prête.").put("note", "Rappeler")).json();
        assertThat(left.getString("reply")).isEmpty();
        assertThat(left.getString("note")).isEqualTo("Rappeler");
        assertThat(left.fieldNames()).doesNotContain("replyKey");
        Reply others = keep(amina, words("D'autres mots").put("basedOn", left.getLong("version")));
        assertThat(others.status()).isEqualTo(409);
        assertThat(others.json().getString("type")).isEqualTo("/problems/draft-sent");
    }

    @Test
    void aRefusedAnswerLeavesItsDraft() throws Exception {
        keep(amina, words("x".repeat(600)));

        assertThat(send("replies", replyKey, "x".repeat(600)).status()).isEqualTo(422);

        assertThat(mine(amina).getString("reply")).hasSize(600);
    }

    @Test
    void aColleagueTakesItOverWithItsFilesAndSendsIt() throws Exception {
        String file = upload(amina, "plan.pdf");
        long version = keep(amina, words("Voici le plan.").put("attachmentIds", new JsonArray().add(file))).json().getLong("version");
        assertThat(julien.get("/api/v1/attachments/" + file).status()).isEqualTo(200);

        assertThat(takeOver(julien, version - 1).status()).isEqualTo(409);
        Reply taken = takeOver(julien, version);

        assertThat(taken.status()).isEqualTo(200);
        assertThat(taken.json().getString("agentId")).isEqualTo(julien.agent().toString());
        assertThat(taken.json().getString("replyKey")).isEqualTo(takenKey);
        assertThat(drafts(amina)).hasSize(1);
        Reply sent = julien.with("idempotency-key", takenKey).post("/api/v1/conversations/" + conversation + "/replies",
                new JsonObject().put("text", "Voici le plan.").put("attachmentIds", new JsonArray().add(file)));
        assertThat(sent.status()).as(sent.body()).isEqualTo(201);
        assertThat(drafts(julien)).isEmpty();
    }

    @Test
    void whoeverHasOneOfTheirOwnKeepsBothApart() throws Exception {
        long version = keep(amina, words("Bonjour")).json().getLong("version");
        keep(julien, words("Bonsoir"));

        Reply refused = takeOver(julien, version);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getString("type")).isEqualTo("/problems/draft-of-own");
        assertThat(drafts(julien)).hasSize(2);
    }

    @Test
    void itsFilesStayForAsLongAsItDoes() throws Exception {
        String held = upload(amina, "plan.pdf");
        String unused = upload(amina, "autre.pdf");
        long version = keep(amina, words("").put("attachmentIds", new JsonArray().add(held).add(UUID.randomUUID().toString()))).json()
                .getLong("version");
        web.seed.execute("update attachment set created_at = created_at - interval '8 days' where id = any($1)",
                (Object) new UUID[]{UUID.fromString(held), UUID.fromString(unused)});

        web.sweep();
        assertThat(amina.get("/api/v1/attachments/" + unused).status()).isEqualTo(404);
        assertThat(mine(amina).getJsonArray("attachments")).hasSize(1);
        assertThat(amina.get("/api/v1/attachments/" + held).status()).isEqualTo(200);

        assertThat(keep(amina, words("").put("basedOn", version)).status()).isEqualTo(204);
        web.sweep();
        assertThat(amina.get("/api/v1/attachments/" + held).status()).isEqualTo(404);
    }

    @Test
    void theChangeLogSaysThatItChangedAndNothingOfItsWords() throws Exception {
        keep(amina, words("Un secret").put("note", "Un secret"));

        assertThat(web.seed.count("select count(*) from event where kind = 'draft.changed' and conversation_id = $1", conversation))
                .isOne();
        assertThat(web.seed.count("select count(*) from event where detail::text like '%secret%' and conversation_id = $1", conversation))
                .isZero();
    }

    @Test
    void itIsBoundedAndBelongsToAConversation() throws Exception {
        assertThat(keep(amina, words("x".repeat(50_001))).badFields()).containsExactly("reply");
        assertThat(amina.put("/api/v1/conversations/" + UUID.randomUUID() + "/draft", words("Bonjour")).status()).isEqualTo(404);
        JsonArray many = new JsonArray();
        for (int file = 0; file < 21; file++) {
            many.add(UUID.randomUUID().toString());
        }
        assertThat(keep(amina, words("").put("attachmentIds", many)).badFields()).containsExactly("attachmentIds");
        assertThat(takeOver(amina, 1).status()).isEqualTo(422);
    }

    private JsonObject words(String reply) {
        return new JsonObject().put("basedOn", 0).put("reply", reply).put("note", "").put("replyKey", replyKey).put("noteKey", noteKey);
    }

    private Reply keep(Caller agent, JsonObject draft) throws Exception {
        return agent.put("/api/v1/conversations/" + conversation + "/draft", draft);
    }

    private Reply takeOver(Caller agent, long version) throws Exception {
        return agent.post("/api/v1/conversations/" + conversation + "/draft/take-over",
                new JsonObject().put("agentId", amina.agent().toString())
                        .put("version", version).put("replyKey", takenKey).put("noteKey", "taken-note-key"));
    }

    private Reply send(String what, String key, String text) throws Exception {
        return amina.with("idempotency-key", key).post("/api/v1/conversations/" + conversation + "/" + what,
                new JsonObject().put("text", text));
    }

    private static String upload(Caller agent, String name) throws Exception {
        return agent.with("idempotency-key", UUID.randomUUID().toString())
                .send("POST", "/api/v1/attachments?name=" + name, "application/pdf", "%PDF " + UUID.randomUUID()).json().getString("id");
    }

    private JsonArray drafts(Caller agent) throws Exception {
        return agent.get("/api/v1/conversations/" + conversation + "/drafts").array();
    }

    private JsonObject mine(Caller agent) throws Exception {
        return drafts(agent).stream().map(JsonObject.class::cast)
                .filter(draft -> draft.getString("agentId").equals(agent.agent().toString()))
                .findFirst().orElseThrow();
    }
}

package org.parvis.gateway.http;

import java.util.List;
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

/** Merges, splits and links of conversations, as programs meet them. */
class MoveOperationsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller agent;

    private UUID kept;
    private UUID other;
    private UUID message;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
    }

    @BeforeEach
    void twoOfOnePerson() throws Exception {
        UUID person = web.seed.person("Léa Martin", "lea-" + UUID.randomUUID() + "@saint-exemple.example");
        kept = web.seed.conversation(person, "Lampadaire", "OPEN", Seed.now(), null);
        other = web.seed.conversation(person, "Facture", "OPEN", Seed.now(), null);
        web.seed.message(kept, "Le lampadaire est en panne");
        message = web.seed.message(other, "La facture Xylorimba");
    }

    @Test
    void aMergedConversationLeadsToTheOtherByItsIdItsNumberAndTheSearch() throws Exception {
        long number = conversation(other).getLong("number");
        Reply merged = merge(kept, other);

        assertThat(merged.status()).isEqualTo(201);
        assertThat(conversation(other).getJsonObject("mergedInto").getString("id")).isEqualTo(kept.toString());
        assertThat(agent.get("/api/v1/conversations/" + number).json().getJsonObject("mergedInto").getLong("number"))
                .isEqualTo(conversation(kept).getLong("number"));
        for (String query : List.of("q=xylorimba", "q=" + number)) {
            assertThat(ids(query)).as(query).contains(kept.toString()).doesNotContain(other.toString());
        }
        assertThat(ids("ids=" + other)).isEmpty();
        assertThat(ids("view=all&sort=arrival&limit=100")).contains(kept.toString()).doesNotContain(other.toString());
        JsonObject told = history(kept).getJsonObject(0);
        assertThat(told.getString("move")).isEqualTo("merged");
        assertThat(told.getLong("otherNumber")).isEqualTo(number);
        assertThat(told.getBoolean("undoable")).isTrue();

        assertThat(undo(merged).status()).isEqualTo(200);
        assertThat(conversation(other).containsKey("mergedInto")).isFalse();
        assertThat(ids("q=xylorimba")).contains(other.toString()).doesNotContain(kept.toString());
        assertThat(undo(merged).json().getString("type")).isEqualTo("/problems/undone-already");
        assertThat(history(kept).getJsonObject(0).containsKey("undoable")).isFalse();
    }

    @Test
    void whatCannotBeMergedIsRefusedWithAReason() throws Exception {
        UUID stranger = web.seed.conversation("Quelqu’un d’autre");

        assertThat(merge(kept, kept).badFields()).containsExactly("otherId");
        assertThat(merge(kept, stranger).json().getString("type")).isEqualTo("/problems/other-contact");
        assertThat(merge(kept, UUID.randomUUID()).status()).isEqualTo(404);
        merge(kept, other);
        assertThat(merge(kept, other).json().getString("type")).isEqualTo("/problems/conversation-merged");
        assertThat(agent.patch("/api/v1/conversations/" + other, new JsonObject().put("state", "open")).json().getString("type"))
                .isEqualTo("/problems/conversation-merged");
    }

    @Test
    void messagesAreSplitOffIntoAConversationWithASubject() throws Exception {
        web.seed.message(other, "Et autre chose");
        Reply split = keyed().post("/api/v1/conversations/" + other + "/splits",
                new JsonObject().put("messageIds", new JsonArray().add(message.toString())).put("subject", "Eau"));

        assertThat(split.status()).isEqualTo(201);
        JsonObject fresh = agent.get("/api/v1/conversations/" + split.json().getString("toId")).json();
        assertThat(fresh.getString("subject")).isEqualTo("Eau");
        assertThat(fresh.getString("snippet")).isEqualTo("La facture Xylorimba");
        assertThat(keyed().post("/api/v1/conversations/" + other + "/splits",
                new JsonObject().put("messageIds", new JsonArray().add(message.toString()))).badFields()).containsExactly("messageIds");
        undo(split);
        assertThat(agent.get("/api/v1/conversations/" + split.json().getString("toId")).json().getJsonObject("mergedInto").getString("id"))
                .isEqualTo(other.toString());
    }

    @Test
    void aLinkIsSeenFromBothSidesAndTakenOff() throws Exception {
        JsonArray links = agent.put("/api/v1/conversations/" + kept + "/links/" + other, new JsonObject().put("kind", "follow-up")).array();

        assertThat(links).hasSize(1);
        assertThat(links.getJsonObject(0).getString("kind")).isEqualTo("follow-up");
        assertThat(agent.get("/api/v1/conversations/" + other + "/links").array().getJsonObject(0).getJsonObject("conversation")
                .getString("id"))
                .isEqualTo(kept.toString());
        assertThat(history(other).getJsonObject(0).getString("linkKind")).isEqualTo("follow-up");
        assertThat(agent.put("/api/v1/conversations/" + kept + "/links/" + other, new JsonObject().put("kind", "enemy")).status())
                .isEqualTo(400);
        assertThat(agent.delete("/api/v1/conversations/" + other + "/links/" + kept).array()).isEmpty();
    }

    @Test
    void aConversationHasFiftyLinksAtMost() throws Exception {
        for (int i = 0; i < 50; i++) {
            agent.put("/api/v1/conversations/" + kept + "/links/" + web.seed.conversation("Lien " + i),
                    new JsonObject().put("kind", "related"));
        }

        Reply one = agent.put("/api/v1/conversations/" + other + "/links/" + kept, new JsonObject().put("kind", "related"));

        assertThat(one.status()).isEqualTo(409);
        assertThat(one.json().getString("type")).isEqualTo("/problems/too-many-links");
    }

    private static Caller keyed() {
        return agent.with("idempotency-key", UUID.randomUUID().toString());
    }

    private static Reply merge(UUID into, UUID from) throws Exception {
        return keyed().post("/api/v1/conversations/" + into + "/merges", new JsonObject().put("otherId", from.toString()));
    }

    private static Reply undo(Reply move) throws Exception {
        return agent.send("POST", "/api/v1/conversation-moves/" + move.json().getString("id") + "/undo", "", "");
    }

    private static JsonObject conversation(UUID id) throws Exception {
        return agent.get("/api/v1/conversations/" + id).json();
    }

    private static JsonArray history(UUID id) throws Exception {
        return agent.get("/api/v1/conversations/" + id + "/history").array();
    }

    private static List<String> ids(String query) throws Exception {
        return agent.get("/api/v1/conversations?" + query).json().getJsonArray("items").stream()
                .map(row -> ((JsonObject) row).getString("id")).toList();
    }
}

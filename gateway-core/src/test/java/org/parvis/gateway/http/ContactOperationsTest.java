package org.parvis.gateway.http;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** People, as programs meet them. */
class ContactOperationsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller agent;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
    }

    @Test
    void whatAnAgentSetsIsKeptAndWhatNobodySetIsGuessed() throws Exception {
        String address = "habit-" + UUID.randomUUID() + "@saint-exemple.example";
        UUID person = web.seed.person("Rachel Whitmore", address);
        UUID conversation = web.seed.conversation(person, "Street light", "OPEN", Seed.now(), Seed.now());
        for (int i = 0; i < 3; i++) {
            web.seed.message(conversation, "Hello, the street light in front of my house is not working.");
        }

        JsonObject guessed = person(person);
        assertThat(guessed.getString("language")).isEqualTo("en");
        assertThat(guessed.getBoolean("languageGuessed")).isTrue();
        assertThat(guessed.getString("usualChannelId")).isEqualTo(TestWeb.CHANNEL);
        JsonObject handle = guessed.getJsonArray("handles").getJsonObject(0);
        assertThat(handle.getString("channelId")).isEqualTo(TestWeb.CHANNEL);
        assertThat(handle.getString("lastSeen")).isNotEmpty();

        JsonObject set = change(person, guessed,
                new JsonObject().put("name", " Rachel W. ").put("language", "fr").put("note", "Préfère le français.")).json();
        assertThat(set.getString("name")).isEqualTo("Rachel W.");
        assertThat(set.getString("language")).isEqualTo("fr");
        assertThat(set.containsKey("languageGuessed")).isFalse();
        assertThat(set.getJsonObject("note").getString("text")).isEqualTo("Préfère le français.");
        JsonObject cleared = change(person, set, new JsonObject().putNull("language").putNull("note")).json();
        assertThat(cleared.getBoolean("languageGuessed")).isTrue();
        assertThat(cleared.containsKey("note")).isFalse();
        assertThat(change(person, set, new JsonObject().put("note", "Trop tard")).status()).isEqualTo(409);

        JsonArray history = new JsonArray(agent.get("/api/v1/contacts/" + person + "/history").body());
        assertThat(history.getJsonObject(1).getJsonArray("name")).isEqualTo(new JsonArray().add("Rachel Whitmore").add("Rachel W."));
        assertThat(history.getJsonObject(0).getString("what")).isEqualTo("edited");
    }

    @Test
    void outsideInputIsBoundedAndNamed() throws Exception {
        UUID person = web.seed.person("Paul Rigaud", "paul-" + UUID.randomUUID() + "@saint-exemple.example");
        JsonObject seen = person(person);

        assertThat(change(person, seen, new JsonObject().put("language", "klingon")).status()).isEqualTo(400);
        assertThat(change(person, seen, new JsonObject().put("note", "x".repeat(2_001))).status()).isEqualTo(400);
        assertThat(change(person, seen, new JsonObject().put("name", "x".repeat(101))).status()).isEqualTo(400);
        assertThat(agent.patch("/api/v1/contacts/" + UUID.randomUUID(), new JsonObject().put("version", 1)).status()).isEqualTo(404);
        assertThat(agent.get("/api/v1/contacts/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(agent.get("/api/v1/contacts/" + person + "/conversations?cursor=nonsense").status()).isEqualTo(400);
        assertThat(merge(person, person, "same-email").status()).isEqualTo(422);
        assertThat(merge(person, UUID.randomUUID(), "same-email").status()).isEqualTo(404);
        assertThat(merge(person, UUID.randomUUID(), "a-feeling").status()).isEqualTo(400);
        assertThat(agent.send("POST", "/api/v1/merges/" + UUID.randomUUID() + "/undo", "", "").status()).isEqualTo(404);
    }

    @Test
    void conversationsOfEveryChannelComeInPagesTheLatestFirst() throws Exception {
        UUID person = web.seed.person("Odile Tissier", "odile-" + UUID.randomUUID() + "@saint-exemple.example");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            expected.addFirst(web.seed
                    .conversation(person, "Demande " + i, i % 2 == 0 ? "OPEN" : "RESOLVED", Seed.now().plusSeconds(i), null).toString());
        }

        List<String> read = new ArrayList<>();
        String next = "";
        do {
            JsonObject page = agent.get("/api/v1/contacts/" + person + "/conversations?limit=3" + next).json();
            page.getJsonArray("items").forEach(row -> read.add(((JsonObject) row).getString("id")));
            next = page.containsKey("next") ? "&cursor=" + page.getString("next") : "";
        } while (!next.isEmpty());

        assertThat(read).isEqualTo(expected);
    }

    @Test
    void aMergeIsMadeOnceSeenByBothAndUndone() throws Exception {
        UUID kept = web.seed.person("Denise Alvarez", "denise-" + UUID.randomUUID() + "@saint-exemple.example");
        UUID other = web.seed.person("Mme Alvarez", "alvarez-" + UUID.randomUUID() + "@saint-exemple.example");
        UUID conversation = web.seed.conversation(other, "Carte perdue", "OPEN", Seed.now(), Seed.now());
        change(other, person(other), new JsonObject().put("note", "Passe le mardi."));

        Caller once = agent.with("idempotency-key", UUID.randomUUID().toString());
        JsonObject body = new JsonObject().put("otherId", other.toString()).put("reason", "said-so");
        Reply merged = once.post("/api/v1/contacts/" + kept + "/merges", body);
        assertThat(merged.status()).isEqualTo(201);
        assertThat(once.post("/api/v1/contacts/" + kept + "/merges", body).json()).isEqualTo(merged.json());
        assertThat(merge(other, kept, "said-so").status()).isEqualTo(409);

        JsonObject now = person(kept);
        assertThat(now.getJsonArray("handles")).hasSize(2);
        JsonObject told = now.getJsonArray("merges").getJsonObject(0);
        assertThat(told.getString("name")).isEqualTo("Mme Alvarez");
        assertThat(told.getString("note")).isEqualTo("Passe le mardi.");
        assertThat(told.getBoolean("undoable")).isTrue();
        assertThat(person(other).getString("mergedIntoId")).isEqualTo(kept.toString());
        assertThat(agent.get("/api/v1/conversations/" + conversation).json().getJsonObject("contact").getString("id"))
                .isEqualTo(kept.toString());
        assertThat(
                new JsonArray(agent.get("/api/v1/conversations/" + conversation + "/history").body()).getJsonObject(0).getString("contact"))
                .isEqualTo("merged");
        assertThat(new JsonArray(agent.get("/api/v1/contacts/" + other + "/history").body()).getJsonObject(0).getString("otherName"))
                .isEqualTo("Denise Alvarez");

        Reply undone = agent.send("POST", "/api/v1/merges/" + merged.json().getString("id") + "/undo", "", "");
        assertThat(undone.status()).isEqualTo(200);
        assertThat(undone.json().getJsonArray("merges")).isEmpty();
        assertThat(person(other).containsKey("mergedIntoId")).isFalse();
        assertThat(agent.send("POST", "/api/v1/merges/" + merged.json().getString("id") + "/undo", "", "").status()).isEqualTo(409);
    }

    private static JsonObject person(UUID id) throws Exception {
        return agent.get("/api/v1/contacts/" + id).json();
    }

    private static Reply change(UUID person, JsonObject seen, JsonObject change) throws Exception {
        return agent.patch("/api/v1/contacts/" + person, change.put("version", seen.getLong("version")));
    }

    private static Reply merge(UUID into, UUID from, String reason) throws Exception {
        return agent.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/contacts/" + into + "/merges",
                new JsonObject().put("otherId", from.toString()).put("reason", reason));
    }
}

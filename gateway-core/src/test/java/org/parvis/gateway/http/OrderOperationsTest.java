package org.parvis.gateway.http;

import java.time.Duration;
import java.time.Instant;
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

/** Snoozing, priority, tags, reasons and the history, as programs meet them. */
class OrderOperationsTest {

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
    void whatIsSnoozedSaysUntilWhenAndIsInItsView() throws Exception {
        UUID conversation = web.seed.conversation("À revoir");
        Instant until = Instant.parse(Instant.now().plus(Duration.ofHours(1)).toString().substring(0, 19) + "Z");

        JsonObject changed = change(conversation, new JsonObject().put("snoozedUntil", until.toString())).json();

        assertThat(changed.getString("state")).isEqualTo("waiting");
        assertThat(changed.getString("snoozedUntil")).isEqualTo(until.toString());
        assertThat(rows("view=snoozed")).extracting(row -> row.getString("id")).contains(conversation.toString());
        assertThat(change(conversation, new JsonObject().put("state", "open")).json().containsKey("snoozedUntil")).isFalse();
    }

    @Test
    void whatWaitsForAnExpertSaysWhoIsAskedAndIsInItsView() throws Exception {
        UUID conversation = web.seed.conversation("Pour la voirie");

        JsonObject changed = change(conversation, new JsonObject().put("expert", "Voirie, Mme Petit")).json();
        assertThat(changed.getString("state")).isEqualTo("waiting");
        assertThat(changed.getString("expert")).isEqualTo("Voirie, Mme Petit");
        assertThat(rows("view=expert")).extracting(row -> row.getString("id")).contains(conversation.toString());
        assertThat(rows("view=expert&sort=arrival")).extracting(row -> row.getString("id")).contains(conversation.toString());
        assertThat(rows("view=waiting")).extracting(row -> row.getString("id")).doesNotContain(conversation.toString());
        assertThat(view("expert").getLong("count")).isPositive();
        JsonArray history = agent.get("/api/v1/conversations/" + conversation + "/history").array();
        assertThat(history.getJsonObject(0).getJsonArray("expert")).isEqualTo(new JsonArray().addNull().add("Voirie, Mme Petit"));

        assertThat(change(conversation, new JsonObject().put("expert", "")).json().getString("expert")).isEmpty();
        assertThat(change(conversation, new JsonObject().put("state", "open")).json().containsKey("expert")).isFalse();
    }

    @Test
    void aViewOutOfTheWaySaysHowMuchIsOwedInIt() throws Exception {
        long before = view("snoozed").getLong("owed");
        UUID person = web.seed.person("Paul Owed", "owed-" + UUID.randomUUID() + "@saint-exemple.example");
        UUID owed = web.seed.conversation(person, "Due", "OPEN", Seed.now(), Seed.now());
        change(owed, new JsonObject().put("snoozedUntil", Instant.now().plusSeconds(900).toString()));

        assertThat(view("snoozed").getLong("owed")).isEqualTo(before + 1);
        assertThat(view("to-handle").containsKey("owed")).isFalse();
    }

    @Test
    void aTagIsGivenByNameFoundByItsIdAndTakenOff() throws Exception {
        UUID conversation = web.seed.conversation("Lampe");
        JsonObject tagged = change(conversation, new JsonObject().put("addTags", new JsonArray().add("Éclairage public"))).json();
        JsonObject tag = tagged.getJsonArray("tags").getJsonObject(0);

        assertThat(tag.getString("name")).isEqualTo("Éclairage public");
        assertThat(agent.get("/api/v1/tags").array()).contains(tag);
        assertThat(rows("view=all&tag=" + tag.getString("id"))).extracting(row -> row.getString("id"))
                .containsExactly(conversation.toString());
        JsonObject untagged = change(conversation, new JsonObject().put("removeTags", new JsonArray().add(tag.getString("id")))).json();
        assertThat(untagged.containsKey("tags")).isFalse();
        assertThat(rows("view=all&tag=" + tag.getString("id"))).isEmpty();
    }

    @Test
    void aSearchCanBeWithinATag() throws Exception {
        UUID conversation = web.seed.conversation("Fontaine");
        web.seed.message(conversation, "La fontaine Zurbaran fuit");
        UUID other = web.seed.conversation("Fontaine");
        web.seed.message(other, "Merci pour la fontaine Zurbaran");
        String tag = change(conversation, new JsonObject().put("addTags", new JsonArray().add("fuite"))).json().getJsonArray("tags")
                .getJsonObject(0).getString("id");

        assertThat(rows("q=zurbaran")).hasSize(2);
        assertThat(rows("q=zurbaran&tag=" + tag)).extracting(row -> row.getString("id")).containsExactly(conversation.toString());
    }

    @Test
    void whatCannotBeIsRefusedWithItsField() throws Exception {
        UUID conversation = web.seed.conversation("Refus");

        assertThat(change(conversation, new JsonObject().put("snoozedUntil", "2020-01-01T00:00:00Z")).badFields())
                .containsExactly("snoozedUntil");
        assertThat(change(conversation, new JsonObject().put("snoozedUntil", "2999-01-01T00:00:00Z")).badFields())
                .containsExactly("snoozedUntil");
        assertThat(change(conversation, new JsonObject().put("expert", "Voirie").put("state", "resolved")).badFields())
                .containsExactly("expert");
        assertThat(change(conversation, new JsonObject().put("addTags", new JsonArray().add("x".repeat(41)))).status()).isEqualTo(400);
        assertThat(change(conversation, new JsonObject().put("reasonCode", "solved")).badFields()).containsExactly("reasonCode");
        assertThat(change(conversation, new JsonObject().put("state", "resolved").put("reasonCode", "bored")).status()).isEqualTo(400);
    }

    @Test
    void theHistoryTellsWhoChangedWhat() throws Exception {
        UUID conversation = web.seed.conversation("Histoire");
        String until = Instant.now().plusSeconds(3_600).toString();
        change(conversation, new JsonObject().put("assigneeId", agent.agent().toString()));
        change(conversation, new JsonObject().put("addTags", new JsonArray().add("bruit").add("nuit")).put("urgent", true));
        change(conversation, new JsonObject().put("snoozedUntil", until));
        change(conversation, new JsonObject().put("state", "resolved").put("reasonCode", "duplicate").put("reason", "Voir le n° 1001"));

        JsonArray history = agent.get("/api/v1/conversations/" + conversation + "/history").array();

        assertThat(history).hasSize(4);
        assertThat(history.getJsonObject(0).getString("agentId")).isEqualTo(agent.agent().toString());
        assertThat(history.getJsonObject(0).getJsonArray("assigneeId")).isEqualTo(new JsonArray().addNull().add(agent.agent().toString()));
        assertThat(history.getJsonObject(1).getJsonArray("tagsAdded")).isEqualTo(new JsonArray().add("bruit").add("nuit"));
        assertThat(history.getJsonObject(1).getJsonArray("urgent")).isEqualTo(new JsonArray().add(false).add(true));
        assertThat(history.getJsonObject(2).getJsonArray("state")).isEqualTo(new JsonArray().add("open").add("waiting"));
        assertThat(history.getJsonObject(2).getJsonArray("snoozedUntil").getValue(0)).isNull();
        assertThat(history.getJsonObject(3).getJsonArray("state")).isEqualTo(new JsonArray().add("waiting").add("resolved"));
        assertThat(history.getJsonObject(3).getString("reasonCode")).isEqualTo("duplicate");
        assertThat(history.getJsonObject(3).getString("reason")).isEqualTo("Voir le n° 1001");
        assertThat(agent.get("/api/v1/conversations/" + UUID.randomUUID() + "/history").array()).isEmpty();
    }

    private static Reply change(UUID conversation, JsonObject change) throws Exception {
        return agent.patch("/api/v1/conversations/" + conversation, change);
    }

    private static List<JsonObject> rows(String query) throws Exception {
        return agent.get("/api/v1/conversations?" + query).json().getJsonArray("items").stream().map(JsonObject.class::cast).toList();
    }

    private static JsonObject view(String name) throws Exception {
        return agent.get("/api/v1/views").array().stream().map(JsonObject.class::cast).filter(view -> view.getString("view").equals(name))
                .findFirst().orElseThrow();
    }
}

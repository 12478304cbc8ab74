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

/** Answers that are written often. */
class CannedAnswerTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller agent;
    private static Caller lead;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        agent = web.browser(Role.AGENT);
        lead = web.browser(Role.LEAD);
    }

    @Test
    void leadsWriteThemAndEverybodyReadsThem() throws Exception {
        Reply created = create(lead, words("horaires"));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(created.json().getString("updatedBy")).isEqualTo(lead.agent().toString());
        assertThat(agent.get("/api/v1/canned-answers").body()).contains("\"horaires\"", "Bonjour {contact.name}");
        assertThat(create(agent, words("refuse")).status()).isEqualTo(403);
        assertThat(change(agent, created.json(), words("horaires")).status()).isEqualTo(403);
        assertThat(web.seed.count("select count(*) from event where kind = 'canned.changed' and detail ->> 'code' = $1", "horaires"))
                .isOne();
    }

    @Test
    void twoThatAreOfferedDoNotHaveTheSameCode() throws Exception {
        JsonObject first = create(lead, words("piscine")).json();

        Reply second = create(lead, words("piscine"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.badFields()).containsExactly("code");
        assertThat(change(lead, first, words("piscine").put("archived", true)).json().getBoolean("archived")).isTrue();
        assertThat(create(lead, words("piscine")).status()).isEqualTo(201);
        JsonObject archived = first.copy().put("version", 2);
        assertThat(change(lead, archived, words("piscine")).badFields()).containsExactly("code");
        assertThat(change(lead, archived, words("piscine-d-hiver")).json().getBoolean("archived")).isFalse();
    }

    @Test
    void whoHasNotSeenTheLatestDoesNotReplaceIt() throws Exception {
        JsonObject read = create(lead, words("etat")).json();
        assertThat(change(lead, read, words("etat").put("title", "Autre")).status()).isEqualTo(200);

        Reply late = change(lead, read, words("etat").put("title", "Perdu"));

        assertThat(late.status()).isEqualTo(409);
        assertThat(late.json().getString("type")).isEqualTo("/problems/changed-meanwhile");
    }

    @Test
    void whatCannotBeKeptIsSaidFieldByField() throws Exception {
        assertThat(create(lead, words("Avec Espaces")).badFields()).containsExactly("code");
        assertThat(create(lead, words("sans-texte").putNull("french")).badFields()).containsExactly("french");
        JsonObject without = words("sans-texte");
        without.remove("french");
        assertThat(create(lead, without).badFields()).containsExactly("french");
        assertThat(create(lead, words("long").put("french", "x".repeat(10_001))).badFields()).containsExactly("french");
        assertThat(create(lead, words("equipe").put("teamId", UUID.randomUUID().toString())).badFields()).containsExactly("teamId");
        assertThat(change(lead, new JsonObject().put("id", UUID.randomUUID().toString()).put("version", 1), words("rien")).status())
                .isEqualTo(404);
    }

    private static JsonObject words(String code) {
        return new JsonObject().put("code", code).put("title", "Horaires").put("french",
                "Bonjour {contact.name}, la mairie ouvre à 8 h 30.");
    }

    private static Reply create(Caller who, JsonObject words) throws Exception {
        return who.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/canned-answers", words);
    }

    private static Reply change(Caller who, JsonObject read, JsonObject words) throws Exception {
        return who.put("/api/v1/canned-answers/" + read.getString("id"),
                new JsonObject().put("archived", false).mergeIn(words).put("version", read.getInteger("version")));
    }
}

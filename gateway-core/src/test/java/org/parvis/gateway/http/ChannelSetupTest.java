package org.parvis.gateway.http;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.configuration.Vault;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;
import org.parvis.gateway.plugin.Letterbox;

import static org.assertj.core.api.Assertions.assertThat;

/** Channels that administrators set up. */
class ChannelSetupTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private static Path plugins;
    private static TestWeb web;
    private static Caller administrator;

    private final String id = "boite-" + UUID.randomUUID().toString().substring(0, 8);

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE, Letterbox.install(plugins),
                Vault.of(Optional.of(Base64.getEncoder().encodeToString(new byte[32])), Optional.empty())));
        administrator = web.browser(Role.ADMINISTRATOR);
    }

    @AfterEach
    void remove() throws Exception {
        administrator.delete("/api/v1/channels/" + id);
    }

    @Test
    void theFormIsThePluginsRecordWithItsWords() throws Exception {
        JsonObject type = administrator.get("/api/v1/channel-types").array().getJsonObject(0);

        assertThat(type.getString("type")).isEqualTo("letterbox");
        assertThat(type.getJsonObject("label")).isEqualTo(new JsonObject().put("fr", "Boîte").put("en", "Boîte"));
        JsonObject host = type.getJsonArray("fields").getJsonObject(0);
        assertThat(host.getJsonObject("label")).isEqualTo(new JsonObject().put("fr", "Serveur").put("en", "Serveur"));
        assertThat(host.getJsonObject("help")).isEqualTo(new JsonObject().put("en", "Where it hangs."));
        assertThat(host.getBoolean("required")).isTrue();
        JsonObject mode = type.getJsonArray("fields").getJsonObject(4).getJsonArray("fields").getJsonObject(3);
        assertThat(mode.getString("kind")).isEqualTo("choice");
        assertThat(mode.getString("fallback")).isEqualTo("by-bicycle");
        assertThat(mode.getJsonArray("choices").getJsonObject(0).getJsonObject("label").getString("fr")).isEqualTo("À pied");
    }

    @Test
    void aChannelIsMadeReadChangedAndRemovedAndNoAnswerTellsASecret() throws Exception {
        Reply made = create(body(Letterbox.settings("a.example", "right")));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        assertThat(made.json().getJsonArray("secrets")).isEqualTo(new JsonArray().add("password").add("outgoing.token"));
        Reply read = administrator.get("/api/v1/channels/" + id + "/settings");
        assertThat(read.json().getString("changedBy")).isEqualTo(administrator.agent().toString());

        JsonObject change = new JsonObject().put("label", "Autre nom").put("version", read.json().getInteger("version")).put("settings",
                read.json().getJsonObject("settings").put("port", "26"));
        Reply changed = administrator.put("/api/v1/channels/" + id + "/settings", change);
        assertThat(changed.json().getString("label")).as(changed.body()).isEqualTo("Autre nom");
        assertThat(administrator.put("/api/v1/channels/" + id + "/settings", change).status()).isEqualTo(409);
        for (Reply reply : List.of(made, read, changed)) {
            assertThat(reply.body()).doesNotContain("right", "very-secret-token", "sealed");
        }
        assertThat(web.seed.count("select count(*) from idempotency where body like '%very-secret%'")).isZero();

        assertThat(administrator.delete("/api/v1/channels/" + id).status()).isEqualTo(204);
        assertThat(administrator.get("/api/v1/channels/" + id + "/settings").status()).isEqualTo(404);
    }

    @Test
    void mistakesNameTheirFieldWithWhatIsThereAndWhatIsAllowed() throws Exception {
        JsonObject settings = Letterbox.settings("a.example", "right").put("port", "many").put("hots", "b.example");
        Reply refused = create(body(settings));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getString("type")).isEqualTo("/problems/channel-settings");
        assertThat(refused.badFields()).containsExactlyInAnyOrder("settings.port", "settings.hots");
        JsonObject port = refused.json().getJsonArray("errors").stream().map(JsonObject.class::cast)
                .filter(error -> error.getString("field").equals("settings.port")).findFirst().orElseThrow();
        assertThat(port.getString("term")).isEqualTo("\"many\"");
        assertThat(port.getString("detail")).isEqualTo("a whole number");
        assertThat(refused.body()).doesNotContain("right");
    }

    @Test
    void whatThePluginItselfRefusesIsSaidInItsWords() throws Exception {
        Reply refused = create(body(Letterbox.settings("a.example", "right").put("port", "0")));

        JsonObject port = refused.json().getJsonArray("errors").getJsonObject(0);
        assertThat(port.getString("field")).isEqualTo("settings.port");
        assertThat(port.getString("detail")).isEqualTo("port is at least 1");
        assertThat(port.getJsonObject("words")).isEqualTo(new JsonObject().put("fr", "Au moins 1.").put("en", "port is at least 1"));
    }

    @Test
    void aTestTellsItsStepsInWords() throws Exception {
        Reply tested = administrator.post("/api/v1/channel-tests",
                new JsonObject().put("type", "letterbox").put("settings", Letterbox.settings("a.example", "wrong")));

        assertThat(tested.status()).as(tested.body()).isEqualTo(200);
        assertThat(tested.json().getBoolean("good")).isFalse();
        JsonObject reached = tested.json().getJsonArray("steps").getJsonObject(0);
        assertThat(reached.getJsonObject("label").getString("fr")).isEqualTo("Boîte trouvée");
        assertThat(reached.getString("detail")).isEqualTo("a.example");
        JsonObject opened = tested.json().getJsonArray("steps").getJsonObject(1);
        assertThat(opened.getBoolean("good")).isFalse();
        assertThat(opened.getJsonObject("why").getString("fr")).isEqualTo("La clé n’ouvre pas.");
        assertThat(tested.body()).doesNotContain("wrong\"");
    }

    @Test
    void itIsForAdministratorsAndNotForChannelsOfTheFile() throws Exception {
        Caller lead = web.browser(Role.LEAD);
        JsonObject test = new JsonObject().put("type", "letterbox").put("settings", Letterbox.settings("a.example", "right"));
        assertThat(lead.get("/api/v1/channel-types").status()).isEqualTo(403);
        assertThat(lead.post("/api/v1/channel-tests", test).status()).isEqualTo(403);
        assertThat(lead.with("Idempotency-Key", "k").post("/api/v1/channels", body(Letterbox.settings("a", "b"))).status()).isEqualTo(403);
        assertThat(lead.get("/api/v1/channels/" + id + "/settings").status()).isEqualTo(403);
        assertThat(lead.put("/api/v1/channels/" + id + "/settings", body(new JsonObject())).status()).isIn(400, 403);
        assertThat(lead.delete("/api/v1/channels/" + TestWeb.CHANNEL).status()).isEqualTo(403);

        Reply ofTheFile = administrator.get("/api/v1/channels/" + TestWeb.CHANNEL + "/settings");
        assertThat(ofTheFile.status()).isEqualTo(409);
        assertThat(ofTheFile.json().getString("type")).isEqualTo("/problems/channel-of-the-file");
        assertThat(administrator.delete("/api/v1/channels/" + TestWeb.CHANNEL).status()).isEqualTo(409);
        assertThat(administrator.get("/api/v1/channels").array().getJsonObject(0).getString("setUp")).isEqualTo("file");
    }

    private JsonObject body(JsonObject settings) {
        return new JsonObject().put("id", id).put("type", "letterbox").put("label", "Boîte").put("settings", settings);
    }

    private static Reply create(JsonObject body) throws Exception {
        return administrator.with("Idempotency-Key", UUID.randomUUID().toString()).post("/api/v1/channels", body);
    }
}

package org.parvis.gateway.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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

/** Who changed what in the administration. */
class AdministrationHistoryTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private static Path plugins;
    private static TestWeb web;
    private static Caller administrator;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE, Letterbox.install(plugins),
                Vault.of(Optional.of(Base64.getEncoder().encodeToString(new byte[32])), Optional.empty())));
        administrator = web.browser(Role.ADMINISTRATOR);
    }

    @Test
    void aChannelTellsWhoDidWhatToItAndNoSecret() throws Exception {
        String id = channel("https://office.example");
        JsonObject read = administrator.get("/api/v1/channels/" + id + "/settings").json();
        JsonObject settings = read.getJsonObject("settings").put("port", "26").put("password", "quite-another");
        settings.getJsonObject("outgoing").put("url", "https://mayor:hidden-word@office.example");
        settings.getJsonObject("outgoing").put("token", "a-new-token");
        assertThat(administrator.put("/api/v1/channels/" + id + "/settings",
                new JsonObject().put("label", "Autre nom").put("version", read.getInteger("version")).put("settings", settings)).status())
                .isEqualTo(200);
        administrator.delete("/api/v1/channels/" + id);

        Reply history = administrator.get("/api/v1/channels/" + id + "/changes");

        assertThat(kinds(history.json())).containsExactly("channel.removed", "channel.redefined", "channel.added");
        JsonObject redefined = history.json().getJsonArray("items").getJsonObject(1);
        assertThat(redefined.getString("agentId")).isEqualTo(administrator.agent().toString());
        assertThat(redefined.getString("channel")).isEqualTo("Autre nom");
        assertThat(change(redefined, "label")).isEqualTo(
                new JsonObject().put("field", "label").put("told", true).put("before", new JsonArray().add("Boîte")).put("after",
                        new JsonArray().add("Autre nom")));
        JsonObject port = change(redefined, "settings.port");
        assertThat(port.getJsonArray("before")).as("as usual").isNull();
        assertThat(port.getJsonArray("after")).isEqualTo(new JsonArray().add("26"));
        assertThat(change(redefined, "settings.outgoing.url").getJsonObject("label").getString("fr")).isEqualTo("outgoing › url");
        for (String untold : List.of("settings.password", "settings.outgoing.token", "settings.outgoing.url")) {
            assertThat(change(redefined, untold).getBoolean("told")).as(untold).isFalse();
            assertThat(change(redefined, untold).fieldNames()).as(untold).doesNotContain("before", "after");
        }
        JsonObject added = history.json().getJsonArray("items").getJsonObject(2);
        assertThat(change(added, "settings.folders").getJsonArray("after")).isEqualTo(new JsonArray().add("INBOX"));
        assertThat(history.body()).doesNotContain("right", "very-secret-token", "quite-another", "a-new-token", "hidden-word", "sealed");
        assertThat(web.seed
                .count("select count(*) from event where detail::text like any (array['%quite-another%', '%hidden-word%', '%sealed%'])"))
                .as("nor does the record").isZero();
    }

    @Test
    void anOperatorSeesWhatHappenedToAChannelButNotWhatItsSettingsAre() throws Exception {
        String id = channel("https://office.example");
        Caller operator = web.browser(Role.OPERATOR);
        operator.patch("/api/v1/channels/" + TestWeb.CHANNEL, new JsonObject().put("paused", true));
        operator.patch("/api/v1/channels/" + TestWeb.CHANNEL, new JsonObject().put("paused", false));

        JsonObject added = operator.get("/api/v1/channels/" + id + "/changes").json().getJsonArray("items").getJsonObject(0);
        assertThat(change(added, "settings.host").fieldNames()).containsExactlyInAnyOrder("field", "told", "label");
        assertThat(kinds(operator.get("/api/v1/channels/" + TestWeb.CHANNEL + "/changes").json())).startsWith("channel.resumed",
                "channel.paused");
        assertThat(operator.get("/api/v1/administration-changes").status()).isEqualTo(403);
        assertThat(web.browser(Role.LEAD).get("/api/v1/channels/" + id + "/changes").status()).isEqualTo(403);
        assertThat(kinds(operator.get("/api/v1/channels/no-such/changes").json())).isEmpty();
        administrator.delete("/api/v1/channels/" + id);
    }

    @Test
    void accountsTeamsAndCannedAnswersTellWhatTheyWereAndAre() throws Exception {
        String name = "Voirie " + UUID.randomUUID();
        String team = administrator.with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/api/v1/teams", new JsonObject().put("name", name)).json().getString("id");
        administrator.patch("/api/v1/teams/" + team, new JsonObject().put("name", name + " et propreté"));
        String agent = web.agent("promoted", Role.AGENT).id().toString();
        administrator.patch("/api/v1/agents/" + agent, new JsonObject().put("role", "lead").put("teamIds", new JsonArray().add(team)));
        administrator.patch("/api/v1/agents/" + agent, new JsonObject().put("role", "lead"));
        administrator.put("/api/v1/agents/" + agent + "/password", new JsonObject().put("password", "a password of theirs"));

        JsonObject agents = administrator.get("/api/v1/administration-changes?about=agents").json();
        assertThat(ofSubject(agents, agent)).as("what changes nothing is left out").extracting(change -> change.getString("kind"))
                .containsExactly("agent.changed", "agent.changed", "agent.created");
        assertThat(ofSubject(agents, agent).get(0).getJsonArray("changes"))
                .isEqualTo(new JsonArray().add(new JsonObject().put("field", "password").put("told", false)));
        JsonObject promoted = ofSubject(agents, agent).get(1);
        assertThat(change(promoted, "role")).isEqualTo(new JsonObject().put("field", "role").put("told", true)
                .put("before", new JsonArray().add("agent")).put("after", new JsonArray().add("lead")));
        assertThat(change(promoted, "teamIds").getJsonArray("after")).isEqualTo(new JsonArray().add(team));
        JsonObject renamed = ofSubject(administrator.get("/api/v1/administration-changes?about=teams").json(), team).get(0);
        assertThat(change(renamed, "name").getJsonArray("before")).isEqualTo(new JsonArray().add(name));

        JsonObject answer = administrator.with("Idempotency-Key", UUID.randomUUID().toString()).post("/api/v1/canned-answers",
                new JsonObject().put("code", "trou").put("title", "Un trou").put("french", "Nous passons demain.")).json();
        administrator.put("/api/v1/canned-answers/" + answer.getString("id"),
                new JsonObject().put("code", "trou").put("title", "Nid-de-poule")
                        .put("french", "Nous passons lundi.").put("archived", false).put("version", answer.getInteger("version")));
        JsonObject changed = ofSubject(administrator.get("/api/v1/administration-changes?about=canned-answers").json(),
                answer.getString("id")).get(0);
        assertThat(change(changed, "title").getJsonArray("before")).isEqualTo(new JsonArray().add("Un trou"));
        assertThat(change(changed, "french").getBoolean("told")).isFalse();
    }

    @Test
    void whatAgentsPreferForThemselvesIsNoAdministration() throws Exception {
        Caller agent = web.browser(Role.AGENT);
        String id = agent.agent().toString();
        assertThat(agent.patch("/api/v1/session", new JsonObject().put("language", "en")).status()).isEqualTo(200);
        assertThat(agent.patch("/api/v1/session", new JsonObject().put("language", "fr").put("availability", "away")).status())
                .isEqualTo(200);
        assertThat(administrator.patch("/api/v1/agents/" + id, new JsonObject().put("language", "en")).status()).isEqualTo(200);

        List<JsonObject> told = ofSubject(administrator.get("/api/v1/administration-changes?about=agents").json(), id);
        assertThat(told).extracting(change -> change.getString("kind")).containsExactly("agent.changed", "agent.created");
        assertThat(told.getFirst().getString("agentId")).isEqualTo(administrator.agent().toString());
        assertThat(web.seed.count("select count(*) from event where kind = 'agent.changed' and detail ->> 'id' = '" + id + "'"))
                .as("in the change log").isEqualTo(3);
    }

    @Test
    void theLatestComeFirstAPageAtATimeAndAnAgentsComingsAndGoingsNotAtAll() throws Exception {
        Caller agent = web.browser(Role.AGENT);
        assertThat(agent.patch("/api/v1/session", new JsonObject().put("availability", "away")).status()).isLessThan(300);
        for (int made = 0; made < 5; made++) {
            administrator.with("Idempotency-Key", UUID.randomUUID().toString()).post("/api/v1/teams",
                    new JsonObject().put("name", "Équipe " + UUID.randomUUID()));
        }
        List<Integer> seen = new ArrayList<>();
        String before = "";
        do {
            JsonObject page = administrator.get("/api/v1/administration-changes?limit=3" + before).json();
            assertThat(page.getJsonArray("items")).hasSizeLessThanOrEqualTo(3);
            page.getJsonArray("items").forEach(each -> seen.add(((JsonObject) each).getInteger("id")));
            before = page.containsKey("next") ? "&before=" + page.getInteger("next") : "";
        } while (!before.isEmpty());

        assertThat(seen).isSortedAccordingTo((one, other) -> other - one).doesNotHaveDuplicates();
        assertThat(seen).hasSize((int) web.seed.count("""
                select count(*) from event where kind ~ '^(channel[.](added|redefined|removed|tested|paused|resumed|rate)|agent[.]|team[.]|canned[.])'
                   and detail -> 'changed' is distinct from '["availability"]' and detail -> 'changed' is distinct from '[]'
                   and not coalesce(agent_id::text = detail ->> 'id' and detail -> 'changed' <@ '["language", "availability"]', false)
                """));
        assertThat(web.seed.count("select count(*) from event where detail -> 'changed' = '[\"availability\"]'")).isPositive();
        assertThat(administrator.get("/api/v1/administration-changes?about=nothing").status()).isEqualTo(400);
    }

    @Test
    void whatBeginsChangesAndEndsReadsSoInBothLanguages() throws Exception {
        String team = created("/api/v1/teams", new JsonObject().put("name", "Eaux " + UUID.randomUUID())).getString("id");
        administrator.patch("/api/v1/teams/" + team, new JsonObject().put("name", "Eaux et rivières " + UUID.randomUUID()));
        assertReads("teams", each -> team.equals(each.getString("subjectId")), "Équipe créée", "Team created", "Équipe renommée",
                "Team renamed");

        String agent = created("/api/v1/agents", new JsonObject().put("account", "a" + UUID.randomUUID()).put("name", "Yves Le Goff")
                .put("password", "a password of theirs").put("role", "agent").put("language", "fr")).getString("id");
        for (JsonObject change : List.of(new JsonObject().put("name", "Yves Le Gall"), new JsonObject().put("active", false),
                new JsonObject().put("active", true))) {
            assertThat(administrator.patch("/api/v1/agents/" + agent, change).status()).isEqualTo(200);
        }
        assertReads("agents", each -> agent.equals(each.getString("subjectId")), "Compte créé", "Account created", "Compte modifié",
                "Account changed", "Compte désactivé", "Account deactivated", "Compte réactivé", "Account activated again");

        JsonObject answer = new JsonObject().put("code", "crue").put("title", "Crue").put("french", "La Loire monte.");
        String canned = created("/api/v1/canned-answers", answer).getString("id");
        int version = 1;
        for (JsonObject change : List.of(answer.copy().put("code", "crues").put("archived", false),
                answer.copy().put("archived", true), answer.copy().put("archived", false))) {
            Reply changed = administrator.put("/api/v1/canned-answers/" + canned, change.put("version", version++));
            assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        }
        assertReads("canned-answers", each -> canned.equals(each.getString("subjectId")), "Réponse type créée", "Canned answer created",
                "Réponse type modifiée", "Canned answer changed", "Réponse type archivée", "Canned answer archived",
                "Réponse type remise en service", "Canned answer in use again");

        String channel = channel("https://office.example");
        JsonObject read = administrator.get("/api/v1/channels/" + channel + "/settings").json();
        administrator.put("/api/v1/channels/" + channel + "/settings", new JsonObject().put("label", "Autre nom")
                .put("version", read.getInteger("version")).put("settings", read.getJsonObject("settings")));
        administrator.delete("/api/v1/channels/" + channel);
        assertReads("channels", each -> channel.equals(each.getString("channelId")), "Canal ajouté", "Channel added", "Canal modifié",
                "Channel changed", "Canal supprimé", "Channel removed");
    }

    @Test
    void viewsAndTagsAreTheAgentsOwnAffair() throws Exception {
        long before = administrator.get("/api/v1/administration-changes?limit=1").json().getJsonArray("items").getJsonObject(0)
                .getLong("id");
        Caller agent = web.browser(Role.AGENT);
        String view = agent.with("Idempotency-Key", UUID.randomUUID().toString())
                .post("/api/v1/saved-views", new JsonObject().put("name", "Ponts").put("query", "pont")).json().getString("id");
        agent.put("/api/v1/saved-views/" + view, new JsonObject().put("name", "Passerelles").put("query", "pont").put("version", 1));
        agent.delete("/api/v1/saved-views/" + view);
        String conversation = "/api/v1/conversations/" + web.seed.conversation("Le pont");
        Reply tagged = agent.patch(conversation,
                new JsonObject().put("version", agent.get(conversation).json().getLong("version")).put("addTags",
                        new JsonArray().add("pont")));
        assertThat(tagged.status()).as(tagged.body()).isEqualTo(200);

        assertThat(web.seed.count("select count(*) from event where kind = 'view.changed' and detail ->> 'id' = '" + view + "'"))
                .isEqualTo(3);
        assertThat(administrator.get("/api/v1/administration-changes").json().getJsonArray("items").stream().map(JsonObject.class::cast)
                .filter(each -> each.getLong("id") > before)).extracting(each -> each.getString("kind")).containsExactly("agent.created");
    }

    /** @param words in French and in English by turns, the earliest first */
    private static void assertReads(String about, Predicate<JsonObject> which, String... words) throws Exception {
        List<String> kinds = administrator.get("/api/v1/administration-changes?about=" + about).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast).filter(which).map(each -> each.getString("kind")).toList().reversed();
        List<String> read = new ArrayList<>();
        for (String kind : kinds) {
            read.add(words("fr", kind));
            read.add(words("en", kind));
        }
        assertThat(read).containsExactly(words);
    }

    /** As the desk's catalogue has them, before the name. */
    private static String words(String language, String kind) throws IOException {
        Matcher found = Pattern.compile("'history[.]" + Pattern.quote(kind) + "': '(.+?)\u00a0?: [{]name}'")
                .matcher(Files.readString(Path.of("src/main/web/i18n/history-" + language + ".js")));
        assertThat(found.find()).as(kind + " in " + language).isTrue();
        return found.group(1);
    }

    private static JsonObject created(String path, JsonObject what) throws Exception {
        Reply made = administrator.with("Idempotency-Key", UUID.randomUUID().toString()).post(path, what);
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return made.json();
    }

    private static String channel(String url) throws Exception {
        String id = "boite-" + UUID.randomUUID().toString().substring(0, 8);
        JsonObject settings = Letterbox.settings("a.example", "right");
        settings.getJsonObject("outgoing").put("url", url);
        Reply made = administrator.with("Idempotency-Key", UUID.randomUUID().toString()).post("/api/v1/channels",
                new JsonObject().put("id", id).put("type", "letterbox").put("label", "Boîte").put("settings", settings));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        return id;
    }

    private static List<String> kinds(JsonObject page) {
        return page.getJsonArray("items").stream().map(each -> ((JsonObject) each).getString("kind")).toList();
    }

    private static List<JsonObject> ofSubject(JsonObject page, String subject) {
        return page.getJsonArray("items").stream().map(JsonObject.class::cast).filter(each -> subject.equals(each.getString("subjectId")))
                .toList();
    }

    private static JsonObject change(JsonObject entry, String field) {
        return entry.getJsonArray("changes").stream().map(JsonObject.class::cast).filter(each -> each.getString("field").equals(field))
                .findFirst().orElseThrow(() -> new AssertionError(entry.encodePrettily()));
    }
}

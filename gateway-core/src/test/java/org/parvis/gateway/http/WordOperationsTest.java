package org.parvis.gateway.http;

import java.net.URLEncoder;
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

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** Topics and tags, as those who keep them meet them, and what becomes of the conversations that have them. */
class WordOperationsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;
    private static Caller lead;
    private static Caller agent;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        lead = web.browser(Role.LEAD);
        agent = web.browser(Role.AGENT);
    }

    @Test
    void whatMeansATopicIsShownAndFoundByItsName() throws Exception {
        UUID one = about("Poubelles non ramassées");
        UUID other = about("PROPRETE DES RUES");
        JsonObject topic = create("Propreté des rues", "Poubelles non ramassées");

        assertThat(topicOf(one)).isEqualTo("Propreté des rues");
        assertThat(topicOf(other)).isEqualTo("Propreté des rues");
        for (String query : List.of("topic:\"propreté des rues\"", "motif:\"poubelles non\"", "thème:\"poubelles non\"",
                "topic:propre is:unanswered -introuvable")) {
            assertThat(found(query)).as(query).contains(one.toString(), other.toString());
        }
        assertThat(agent.get("/api/v1/topics").array()).contains(topic);
    }

    @Test
    void aWordThatIsOnNoListIsFoundWhereConversationsHaveItAndToldToWhoeverKeepsTheList() throws Exception {
        UUID conversation = about("Nids de frelons");

        assertThat(found("topic:\"nids de frelons\"")).containsExactly(conversation.toString());
        assertThat(uses().getJsonArray("unlisted")).contains(new JsonObject().put("word", "Nids de frelons").put("conversations", 1));
        Reply typo = agent.get("/api/v1/conversations?q=topic:frelonz");
        assertThat(typo.status()).isEqualTo(400);
        assertThat(typo.json().getJsonArray("errors").getJsonObject(0).getString("term")).isEqualTo("topic:frelonz");

        JsonObject topic = create("Insectes", "nids de  frelons");
        assertThat(uses().getJsonArray("unlisted").toString()).doesNotContain("frelons");
        assertThat(uses().getJsonArray("topics")).contains(new JsonObject().put("id", topic.getString("id")).put("conversations", 1)
                .put("capped", false));
    }

    @Test
    void theFoundAreInTheOrderOfActivityWhateverWordTheyHaveAndPageByPage() throws Exception {
        create("Bancs publics", "Bancs", "Assises");
        List<UUID> all = List.of(about("Bancs"), about("Bancs publics"), about("assises"), about("Bancs"), about("bancs publics"));

        assertThat(found("topic:\"bancs publics\"")).containsExactlyElementsOf(all.reversed().stream().map(UUID::toString).toList());
        JsonObject first = agent.get("/api/v1/conversations?limit=2&q=topic:bancs").json();
        JsonObject second = agent.get("/api/v1/conversations?limit=2&q=topic:bancs&cursor=" + first.getString("next")).json();
        assertThat(ids(second)).containsExactly(all.get(2).toString(), all.get(1).toString());
    }

    @Test
    void aTopicIsFoundAmongWhatHasATagAndAmongWords() throws Exception {
        UUID both = about("Kiosque");
        UUID one = about("Kiosque");
        change(both, new JsonObject().put("addTags", new JsonArray().add("Musique")));
        web.seed.message(both, "Le kiosque fuit un tintamarre");

        assertThat(found("topic:kiosque tag:musique")).containsExactly(both.toString());
        assertThat(found("tintamarre topic:kiosque")).containsExactly(both.toString());
        assertThat(found("topic:kiosque")).containsExactlyInAnyOrder(both.toString(), one.toString());
    }

    @Test
    void aTopicIsRenamedAndGoesIntoAnother() throws Exception {
        UUID conversation = about("Cimetiere");
        JsonObject topic = create("Cimetière");
        JsonObject renamed = lead.put("/api/v1/topics/" + topic.getString("id"), words("Cimetières", "Cimetière").put("version", 1)).json();

        assertThat(topicOf(conversation)).isEqualTo("Cimetières");
        assertThat(renamed.getLong("version")).isEqualTo(2);
        assertThat(problem(lead.put("/api/v1/topics/" + topic.getString("id"), words("Autre nom").put("version", 1))))
                .isEqualTo("changed-meanwhile");

        JsonObject other = create("Funéraire");
        assertThat(lead.delete("/api/v1/topics/" + topic.getString("id") + "?into=" + other.getString("id")).status()).isEqualTo(204);
        assertThat(topicOf(conversation)).isEqualTo("Funéraire");
        assertThat(lead.delete("/api/v1/topics/" + other.getString("id")).status()).isEqualTo(204);
        assertThat(topicOf(conversation)).isEqualTo("Cimetiere");
        assertThat(lead.delete("/api/v1/topics/" + other.getString("id")).status()).isEqualTo(204);
    }

    @Test
    void aWordMeansOneTopic() throws Exception {
        create("Marchés", "Halles");
        Reply taken = post(lead, words("Commerces", "halles"));
        JsonObject alone = create("Terrasses", "TERRASSES", "terrasses ", "Terrasse");

        assertThat(taken.status()).isEqualTo(409);
        assertThat(problem(taken)).isEqualTo("word-taken");
        assertThat(taken.json().getString("detail")).contains("Halles", "Marchés");
        assertThat(alone.getJsonArray("words")).containsExactly("Terrasse");
        for (String name : List.of(" ", "a\u200Bb", "x".repeat(101))) {
            assertThat(post(lead, words(name)).status()).as(name).isIn(400, 422);
        }
    }

    @Test
    void aTagIsRenamedAndGoesIntoAnother() throws Exception {
        UUID conversation = about("Rien");
        UUID elsewhere = about("Rien");
        UUID oldest = tag(conversation, "Velos");
        UUID kept = tag(elsewhere, "Cyclisme");
        tag(elsewhere, "Velos");

        assertThat(lead.patch("/api/v1/tags/" + oldest, new JsonObject().put("name", "Vélo")).json().getString("name")).isEqualTo("Vélo");
        assertThat(tagsOf(conversation)).containsExactly("Vélo");
        assertThat(problem(lead.patch("/api/v1/tags/" + oldest, new JsonObject().put("name", "cyclisme")))).isEqualTo("tag-taken");
        assertThat(uses().getJsonArray("tags"))
                .contains(new JsonObject().put("id", oldest.toString()).put("conversations", 2).put("capped", false));

        assertThat(lead.delete("/api/v1/tags/" + oldest + "?into=" + kept).status()).isEqualTo(204);
        assertThat(tagsOf(conversation)).containsExactly("Cyclisme");
        assertThat(tagsOf(elsewhere)).containsExactly("Cyclisme");
        assertThat(lead.delete("/api/v1/tags/" + kept).status()).isEqualTo(204);
        assertThat(tagsOf(conversation)).isEmpty();
    }

    @Test
    void whoeverDoesNotKeepWordsIsRefused() throws Exception {
        JsonObject topic = create("Piscine");

        assertThat(post(agent, words("Plage")).status()).isEqualTo(403);
        assertThat(agent.put("/api/v1/topics/" + topic.getString("id"), words("Plage").put("version", 1)).status()).isEqualTo(403);
        assertThat(agent.delete("/api/v1/topics/" + topic.getString("id")).status()).isEqualTo(403);
        assertThat(agent.get("/api/v1/word-uses").status()).isEqualTo(403);
        assertThat(problem(lead.delete("/api/v1/topics/" + topic.getString("id") + "?into=" + topic.getString("id")))).isEqualTo("same");
        assertThat(lead.delete("/api/v1/topics/" + topic.getString("id") + "?into=" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void administratorsReadWhoChangedWhat() throws Exception {
        Caller administrator = web.browser(Role.ADMINISTRATOR);
        JsonObject topic = create("Bibliotheque");
        lead.put("/api/v1/topics/" + topic.getString("id"), words("Médiathèque", "Bibliotheque").put("version", 1));
        lead.delete("/api/v1/topics/" + topic.getString("id"));

        JsonArray items = administrator.get("/api/v1/administration-changes?about=topics&limit=3").json().getJsonArray("items");
        assertThat(items).extracting(item -> ((JsonObject) item).getString("kind")).containsExactly("topic.removed", "topic.changed",
                "topic.created");
        assertThat(items.getJsonObject(1).getJsonArray("changes").getJsonObject(0)).isEqualTo(new JsonObject().put("field", "name")
                .put("told", true).put("before", new JsonArray().add("Bibliotheque")).put("after", new JsonArray().add("Médiathèque")));
    }

    private static Reply post(Caller caller, JsonObject topic) throws Exception {
        return caller.with("Idempotency-Key", UUID.randomUUID().toString()).post("/api/v1/topics", topic);
    }

    private static String problem(Reply reply) {
        return reply.json().getString("type").replaceFirst("^/problems/", "");
    }

    private static JsonObject create(String name, String... words) throws Exception {
        Reply created = post(lead, words(name, words));
        assertThat(created.status()).as(created.body()).isEqualTo(201);
        return created.json();
    }

    private static JsonObject words(String name, String... words) {
        return new JsonObject().put("name", name).put("words", new JsonArray(List.of(words)));
    }

    private static UUID about(String topic) throws Exception {
        UUID conversation = web.seed.conversation("Un message");
        change(conversation, new JsonObject().put("topic", topic));
        return conversation;
    }

    private static UUID tag(UUID conversation, String name) throws Exception {
        return change(conversation, new JsonObject().put("addTags", new JsonArray().add(name))).getJsonArray("tags").stream()
                .map(JsonObject.class::cast).filter(tag -> tag.getString("name").equals(name))
                .map(tag -> UUID.fromString(tag.getString("id")))
                .findFirst().orElseThrow();
    }

    private static JsonObject change(UUID conversation, JsonObject change) throws Exception {
        Reply changed = agent.patch("/api/v1/conversations/" + conversation, change);
        assertThat(changed.status()).as(changed.body()).isEqualTo(200);
        return changed.json();
    }

    private static JsonObject uses() throws Exception {
        return lead.get("/api/v1/word-uses").json();
    }

    private static String topicOf(UUID conversation) throws Exception {
        return agent.get("/api/v1/conversations/" + conversation).json().getString("topic");
    }

    private static List<String> tagsOf(UUID conversation) throws Exception {
        return agent.get("/api/v1/conversations/" + conversation).json().getJsonArray("tags", new JsonArray()).stream()
                .map(tag -> ((JsonObject) tag).getString("name")).toList();
    }

    private static List<String> found(String query) throws Exception {
        return ids(agent.get("/api/v1/conversations?q=" + URLEncoder.encode(query, UTF_8)).json());
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream().map(row -> ((JsonObject) row).getString("id")).toList();
    }
}

package org.parvis.gateway.http;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;
import org.parvis.gateway.http.api.Contract;
import org.parvis.gateway.http.api.Contract.Operation;
import org.parvis.gateway.http.api.Schema;
import org.parvis.gateway.http.wire.JsonReader;
import org.parvis.gateway.http.wire.Problem.BadField;

import static org.assertj.core.api.Assertions.assertThat;

/** What openapi.yaml promises is what is served. */
class ContractTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Contract CONTRACT = Contract.load();

    private static TestWeb web;
    private static Caller administrator;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        administrator = web.browser(Role.ADMINISTRATOR);
    }

    @Test
    void everyOperationIsServedAndKeepsStrangersOut() throws Exception {
        for (Operation operation : CONTRACT.operations()) {
            Reply reply = web.anybody().send(operation.method().name(), address(operation), "application/json",
                    operation.body().isPresent() ? "{}" : "");

            assertThat(reply.status()).as(operation.id()).isEqualTo(operation.open() ? 400 : 401);
        }
    }

    @Test
    void whatTheContractDoesNotNameIsNotServed() throws Exception {
        for (String method : List.of("GET", "POST", "PUT", "PATCH", "DELETE")) {
            for (String path : CONTRACT.operations().stream().map(Operation::path).distinct().toList()) {
                boolean promised = CONTRACT.operations().stream()
                        .anyMatch(known -> known.path().equals(path) && known.method().name().equals(method));
                if (!promised) {
                    Reply reply = web.anybody().send(method, address(path), "", "");
                    assertThat(reply.status()).as(method + " " + path).isEqualTo(405);
                    assertThat(reply.header("allow")).as(method + " " + path).isPresent();
                }
            }
        }
        assertThat(administrator.get("/api/v1/nothing").status()).isEqualTo(404);
    }

    @Test
    void everyAnswerHasThePromisedShape() throws Exception {
        UUID conversation = web.seed.conversation("Déclaration de naissance");
        UUID message = web.seed.message(conversation, "Bonjour", "<p>Bonjour</p>", Seed.now());
        web.seed.file(message, "FILE", "photo.png", "image/png", new byte[]{1, 2, 3}, "photo@example");
        web.seed.execute("insert into message_revision (message_id, position, body, replaced_at) values ($1, 0, 'Bonsoir', now())",
                message);
        UUID delivery = web.seed.delivery(conversation, null, "BY_PERSON");
        UUID contact = UUID.fromString(json("conversation", "/conversations/" + conversation).getJsonObject("contact").getString("id"));

        json("session", "/session");
        json("conversations", "/conversations");
        json("conversations", "/conversations?q=naissance");
        json("conversations", "/conversations?view=to-handle&sort=arrival");
        json("conversations", "/conversations?ids=" + conversation);
        json("messages", "/conversations/" + conversation + "/messages");
        draft(conversation, message);
        JsonObject canned = new JsonObject().put("code", "horaires").put("title", "Horaires").put("french", "La mairie ouvre à 8 h 30.");
        String answer = post("createCannedAnswer", "/canned-answers", canned).json().getString("id");
        list("cannedAnswers", "/canned-answers");
        assertShape("changeCannedAnswer", "200",
                administrator.put("/api/v1/canned-answers/" + answer, canned.put("version", 1).put("archived", true)));
        JsonObject kept = new JsonObject().put("name", "Naissances").put("query", "naissance");
        String view = post("saveView", "/saved-views", kept).json().getString("id");
        list("savedViews", "/saved-views");
        assertShape("changeSavedView", "200", administrator.put("/api/v1/saved-views/" + view, kept.put("version", 1)));
        json("deliveries", "/deliveries");
        json("contact", "/contacts/" + contact);
        person(contact);
        json("ledger", "/ledger");
        for (String path : List.of("/tokens", "/views", "/tags", "/channels", "/plugins", "/teams", "/agents", "/contacts?q=martin")) {
            list(path.substring(1).split("\\?")[0], path);
        }
        list("revisions", "/messages/" + message + "/revisions");
        post("reply", "/conversations/" + conversation + "/replies", new JsonObject().put("text", "Merci"));
        post("note", "/conversations/" + conversation + "/notes", new JsonObject().put("text", "À suivre"));
        post("createToken", "/tokens", new JsonObject().put("name", "script"));
        post("createTeam", "/teams", new JsonObject().put("name", "État civil"));
        post("reportDelivery", "/deliveries/" + delivery + "/report", new JsonObject().put("result", "done"));
        assertShape("changeConversation", "200", administrator.patch("/api/v1/conversations/" + conversation,
                new JsonObject().put("urgent", true).put("addTags", new JsonArray().add("État civil"))));
        Reply changed = administrator.patch("/api/v1/conversations/" + conversation, new JsonObject().put("topic", "naissance"));
        assertShape("changeConversation", "200", changed);
        assertShape("undoChange", "200", administrator.post("/api/v1/conversations/" + conversation + "/undo",
                new JsonObject().put("version", changed.json().getLong("version"))));
        list("history", "/conversations/" + conversation + "/history");
        Reply file = administrator.with("idempotency-key", "file").send("POST", "/api/v1/attachments?name=a.txt", "text/plain", "abc");
        assertShape("upload", "201", file);
    }

    @Test
    void aProblemHasThePromisedShape() throws Exception {
        Reply problem = administrator.post("/api/v1/conversations/" + UUID.randomUUID() + "/notes", new JsonObject().put("text", 1));

        List<BadField> errors = new ArrayList<>();
        new Schema(CONTRACT.document(), Map.of("$ref", "#/components/schemas/Problem")).check("body",
                JsonReader.read(Buffer.buffer(problem.body())), errors::add);
        assertThat(problem.header("content-type")).contains("application/problem+json");
        assertThat(errors).isEmpty();
    }

    @Test
    void theContractItselfAndAPageOfItAreServedToAnybody() throws Exception {
        Reply page = web.anybody().get("/api");

        assertThat(web.anybody().get("/api/v1/openapi.yaml").body()).isEqualTo(CONTRACT.yaml());
        assertThat(new JsonObject(web.anybody().get("/api/v1/openapi.json").body()).getMap())
                .isEqualTo(new Load(LoadSettings.builder().build()).loadFromString(CONTRACT.yaml()));
        assertThat(page.header("content-type")).contains("text/html; charset=utf-8");
        assertThat(CONTRACT.operations()).allMatch(operation -> page.body().contains("id=\"" + operation.id() + "\""));
    }

    private static void person(UUID contact) throws Exception {
        UUID other = web.seed.person("Léa Martin", "lea-" + UUID.randomUUID() + "@saint-exemple.example");
        json("contact", "/contacts/" + contact);
        assertShape("changeContact", "200", administrator.patch("/api/v1/contacts/" + contact,
                new JsonObject().put("version", 1).put("name", "Léa").put("language", "en").put("note", "Une note")));
        String merge = post("mergeContact", "/contacts/" + contact + "/merges",
                new JsonObject().put("otherId", other.toString()).put("reason", "other").put("words", "Reconnue")).json().getString("id");
        json("contact", "/contacts/" + contact);
        json("contact", "/contacts/" + other);
        json("contactConversations", "/contacts/" + contact + "/conversations");
        assertShape("undoMerge", "200", administrator.send("POST", "/api/v1/merges/" + merge + "/undo", "", ""));
        list("contactHistory", "/contacts/" + contact + "/history");
    }

    private static void draft(UUID conversation, UUID message) throws Exception {
        JsonObject draft = new JsonObject().put("basedOn", 0).put("reply", "Bonjour").put("note", "").put("visibility", "private")
                .put("answersId", message.toString()).put("answersRevision", 1).put("replyKey", "a").put("noteKey", "b");
        Caller colleague = web.browser(Role.AGENT);
        Reply kept = colleague.put("/api/v1/conversations/" + conversation + "/draft", draft);
        assertShape("keepDraft", "200", kept);
        list("drafts", "/conversations/" + conversation + "/drafts");
        assertShape("ownDrafts", "200", colleague.get("/api/v1/drafts"));
        assertShape("takeOverDraft", "200", administrator.post("/api/v1/conversations/" + conversation + "/draft/take-over",
                new JsonObject().put("agentId", colleague.agent().toString()).put("version", kept.json().getLong("version"))
                        .put("replyKey", "c").put("noteKey", "d")));
    }

    private static JsonObject json(String operation, String path) throws Exception {
        Reply reply = administrator.get("/api/v1" + path);
        assertShape(operation, "200", reply);
        return reply.json();
    }

    private static void list(String operation, String path) throws Exception {
        assertShape(operation, "200", administrator.get("/api/v1" + path));
    }

    private static Reply post(String operation, String path, JsonObject body) throws Exception {
        Reply reply = administrator.with("idempotency-key", operation).post("/api/v1" + path, body);
        assertShape(operation, operation.equals("reportDelivery") ? "200" : "201", reply);
        return reply;
    }

    /** Against the schema of the contract, in which a field that is not named is an error. */
    private static void assertShape(String id, String status, Reply reply) {
        assertThat(reply.status()).as(id + ": " + reply.body()).isEqualTo(Integer.parseInt(status));
        Operation operation = CONTRACT.operations().stream().filter(known -> known.id().equals(id)).findFirst().orElseThrow();
        Contract.Document document = CONTRACT.document();
        Map<String, Object> schema = document.map(operation.source(), "responses").flatMap(responses -> document.map(responses, status))
                .flatMap(response -> document.map(response, "content")).flatMap(content -> document.map(content, "application/json"))
                .flatMap(json -> document.map(json, "schema")).orElseThrow();
        List<BadField> errors = new ArrayList<>();
        new Schema(document, new HashMap<>(schema)).check("body", JsonReader.read(Buffer.buffer(reply.body())), errors::add);
        assertThat(errors).as(id + ": " + reply.body()).isEmpty();
    }

    private static String address(Operation operation) {
        return address(operation.path());
    }

    private static String address(String path) {
        return "/api/v1" + path.replaceAll("\\{(id|otherId)}", new UUID(0, 1).toString());
    }
}

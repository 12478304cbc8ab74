package org.parvis.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.NewAgent;
import org.parvis.gateway.access.Permission;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;
import org.parvis.gateway.http.api.Contract;
import org.parvis.gateway.http.api.Contract.Operation;
import org.parvis.gateway.http.api.Contract.Parameter;
import org.parvis.gateway.http.api.Named;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Walks through every operation of the contract as an outside agency, naming what is outside: nothing of it may be done, nor told in any answer or in the stream of
 * changes. A new operation is walked as soon as it stands in the contract. What is outside bears a word that is nowhere else, and so do its ids.
 */
class OutsideWalkTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Contract CONTRACT = Contract.load();
    private static final String WORD = "zzsecret";
    /** Of the caller's own session, which the walk needs, and what no answer ends. */
    private static final Set<String> LEFT_OUT = Set.of("logIn", "changePassword", "logOut", "events");
    private static final Set<Named> OF_CONVERSATIONS = EnumSet.of(Named.CONVERSATION, Named.MESSAGE, Named.DELIVERY, Named.ATTACHMENT,
            Named.CONTACT, Named.MOVE);
    /** What lists are asked for besides. */
    private static final Map<String, List<String>> QUERIES = Map.of("conversations",
            List.of("?view=all", "?view=mine", "?view=resolved", "?view=waiting", "?view=snoozed", "?view=all&team={team}",
                    "?ids={conversation}", "?q=" + WORD,
                    "?q={number}", "?q=de:" + WORD, "?q=assigned:nobody-of-that-name", "?q=assigned:" + WORD, "?q=is:unanswered",
                    "?q=is:with-expert", "?view=expert",
                    "?q=has:file",
                    "?q=team:" + WORD),
            "contacts", List.of("?q=" + WORD, "?handle=" + WORD), "upload", List.of("?name=a.txt"), "deliveries",
            List.of("", "?state=failed"));

    private TestWeb web;
    private Caller clerk;
    private Caller hidden;
    private Agent hiddenAgent;
    private Caller agency;
    private UUID own;
    private UUID emptied;
    private final Map<Named, String> outside = new EnumMap<>(Named.class);
    private final List<String> secrets = new ArrayList<>();
    private long number;

    @BeforeEach
    void furnish() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        UUID inside = web.accounts.createTeam(Optional.empty(), "Urbanisme " + UUID.randomUUID()).id();
        UUID evenings = web.accounts.createTeam(Optional.empty(), "Soirs " + UUID.randomUUID()).id();
        clerk = web.browser(Role.ADMINISTRATOR);
        hiddenAgent = agent(WORD + "-agent-" + UUID.randomUUID(), Role.LEAD, List.of(inside));
        hidden = web.logIn(hiddenAgent);
        Agent outsider = agent("agency-" + UUID.randomUUID(), Role.AGENCY, List.of(evenings));
        agency = web.logIn(outsider);

        UUID person = web.seed.person(WORD + " Personne", WORD + "-" + UUID.randomUUID() + "@saint-exemple.example");
        UUID other = web.seed.person(WORD + " Personne", WORD + "-" + UUID.randomUUID() + "@saint-exemple.example");
        UUID conversation = conversation(person, inside);
        UUID second = conversation(person, inside);
        UUID message = web.seed.message(conversation, WORD + " dit ceci", "<p>" + WORD + "</p>", Seed.now());
        web.seed.execute("insert into message_revision (message_id, position, body, replaced_at) values ($1, 0, $2, now())", message, WORD);
        UUID file = web.seed.file(message, "FILE", WORD + ".png", "image/png", new byte[]{1, 2, 3}, null);
        web.seed.file(message, "ORIGINAL", WORD + ".eml", "message/rfc822", WORD.getBytes(StandardCharsets.UTF_8), null);
        UUID delivery = web.seed.delivery(conversation, null, "FAILED");
        web.seed.message(second, WORD + " dit cela");
        number = web.seed.count("select number from conversation where id = $1", conversation);

        own = conversationOf("Lampadaire", evenings);
        web.seed.message(own, "La rue est sombre");
        // What is within and leads outside: a link, an emptied conversation, a mention.
        emptied = conversation(person, evenings);
        web.seed.message(emptied, WORD + " du soir");
        String links = "/api/v1/conversations/" + own + "/links/" + conversation;
        done(clerk.put(links, new JsonObject().put("kind", "related")));
        merge(conversation, emptied);
        String move = merge(conversation, second);
        done(hidden.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/conversations/" + conversation + "/notes",
                new JsonObject().put("text", WORD + " @" + outsider.account())));
        done(hidden.put("/api/v1/conversations/" + conversation + "/draft",
                new JsonObject().put("basedOn", 0).put("reply", WORD).put("note", "")
                        .put("replyKey", UUID.randomUUID().toString()).put("noteKey", UUID.randomUUID().toString())));
        done(hidden.put("/api/v1/conversations/" + conversation + "/presence", new JsonObject().put("doing", "reading")));
        String contactMerge = done(
                clerk.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/contacts/" + person + "/merges",
                        new JsonObject().put("otherId", other.toString()).put("reason", "said-so")))
                .json().getString("id");
        String canned = done(hidden.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/canned-answers", new JsonObject()
                .put("code", WORD + "-" + UUID.randomUUID().toString().substring(0, 8)).put("title", WORD).put("french", WORD)
                .put("teamId", inside.toString())))
                .json().getString("id");
        // Everybody knows the names of tags and topics.
        String tag = done(clerk.patch("/api/v1/conversations/" + conversation,
                new JsonObject().put("addTags", new JsonArray().add("Tag " + UUID.randomUUID())))).json().getJsonArray("tags")
                .getJsonObject(0).getString("id");
        String topic = done(clerk.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/topics",
                new JsonObject().put("name", "Topic " + UUID.randomUUID()))).json().getString("id");
        String view = done(hidden.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/saved-views",
                new JsonObject().put("name", WORD).put("query", WORD).put("teamId", inside.toString()))).json().getString("id");

        outside.putAll(Map.of(Named.CONVERSATION, conversation.toString(), Named.MESSAGE, message.toString(), Named.DELIVERY,
                delivery.toString(), Named.ATTACHMENT, file.toString(), Named.CONTACT, person.toString(), Named.MOVE, move, Named.AGENT,
                hiddenAgent.id().toString(), Named.TEAM, inside.toString(), Named.CANNED_ANSWER, canned, Named.OWN, view));
        outside.putAll(Map.of(Named.MERGE, contactMerge, Named.PART, message.toString(), Named.TAG, tag, Named.TOPIC, topic));
        secrets.add(WORD);
        OF_CONVERSATIONS.forEach(named -> secrets.add(Optional.ofNullable(outside.get(named)).orElseThrow()));
        secrets.addAll(List.of(second.toString(), emptied.toString(), other.toString(), hiddenAgent.id().toString(), canned, view,
                "umber\":" + number + ",", "umber\":" + number + "}"));
    }

    @Test
    void nothingOutsideIsDoneNorTold() throws Exception {
        String before = state();
        for (Operation operation : CONTRACT.operations()) {
            if (LEFT_OUT.contains(operation.id())) {
                continue;
            }
            for (String query : QUERIES.getOrDefault(operation.id(), List.of(""))) {
                Reply reply = send(agency, operation, query, false);

                assertThat(reply.status()).as(operation.id()).isNotEqualTo(500);
                assertTellsNothing(operation, reply);
                if (!Role.AGENCY.may(operation.permission().orElseThrow())) {
                    assertThat(reply.status()).as(operation.id()).isEqualTo(403);
                } else if (operation.parameters().stream().flatMap(parameter -> parameter.names().stream())
                        .anyMatch(OF_CONVERSATIONS::contains)) {
                    assertThat(reply.status()).as(operation.id()).isEqualTo(404);
                }
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    /** Of what is within, with everything else in the request from outside. */
    @Test
    void nothingOutsideIsTiedToWhatIsWithin() throws Exception {
        String before = state();
        for (Operation operation : CONTRACT.operations()) {
            if (!LEFT_OUT.contains(operation.id()) && operation.parameters().stream().anyMatch(parameter -> isOwn(parameter))) {
                Reply reply = send(agency, operation, "", true);

                assertThat(reply.status()).as(operation.id() + reply.body()).isNotIn(500, 403);
                assertTellsNothing(operation, reply);
            }
        }
        assertThat(state()).isEqualTo(before);
    }

    /** The same walk by somebody who sees everything finds what it names, so that the others cannot pass by naming nothing. */
    @Test
    void theWalkNamesWhatIsThere() throws Exception {
        walkInside();
        for (String id : List.of("conversation", "messages", "messageHtml", "original", "revisions", "drafts", "contact",
                "contactConversations")) {
            Operation operation = CONTRACT.operations().stream().filter(known -> known.id().equals(id)).findFirst().orElseThrow();
            assertThat(send(clerk, operation, "", false).body()).as(id).contains(WORD);
        }
    }

    /** Does whatever can be done outside, as an administrator. */
    private void walkInside() throws Exception {
        for (Operation operation : CONTRACT.operations()) {
            if (LEFT_OUT.contains(operation.id()) || operation.parameters().stream().flatMap(parameter -> parameter.names().stream())
                    .anyMatch(Named.OWN::equals)) {
                continue;
            }
            Reply reply = send(clerk, operation, "", false);

            assertThat(reply.status()).as(operation.id() + " " + reply.body()).isNotIn(403, 404, 500);
        }
    }

    @Test
    void theStreamTellsNothingOfWhatHappensOutside() throws Exception {
        try (Streaming live = Streaming.of(web, agency)) {
            hidden.put("/api/v1/conversations/" + outside.get(Named.CONVERSATION) + "/presence", new JsonObject().put("doing", "replying"));
            walkInside();
            String note = done(clerk.with("idempotency-key", UUID.randomUUID().toString())
                    .post("/api/v1/conversations/" + own + "/notes", new JsonObject().put("text", "fin"))).json().getString("id");

            // That what was its own has gone is told by its id, which it knew.
            secrets.remove(emptied.toString());
            String told = live.until(note);
            assertThat(told).contains(own.toString());
            secrets.forEach(secret -> assertThat(told).doesNotContainIgnoringCase(secret));
            try (Streaming resumed = Streaming.after(web, agency, "0-1")) {
                String again = resumed.until(note);
                assertThat(again).contains("\"detail\":{},\"conversationId\":\"" + emptied);
                secrets.forEach(secret -> assertThat(again).doesNotContainIgnoringCase(secret));
            }
        }
    }

    /** Nobody who keeps the gateway running reads what is said in it, nor who is who. */
    @Test
    void anOperatorIsToldNothingOfConversationsPeopleAndAccounts() throws Exception {
        Caller operator = web.logIn(agent("operator-" + UUID.randomUUID(), Role.OPERATOR, List.of()));
        for (Operation operation : CONTRACT.operations()) {
            if (LEFT_OUT.contains(operation.id())) {
                continue;
            }
            Reply reply = send(operator, operation, "", false);

            boolean may = Role.OPERATOR.may(operation.permission().orElseThrow());
            assertThat(reply.status() == 403 && reply.body().contains("/problems/role")).as(operation.id() + " " + reply.body())
                    .isEqualTo(!may);
            assertTellsNothing(operation, reply);
        }
        try (Streaming stream = Streaming.of(web, operator)) {
            done(clerk.with("idempotency-key", UUID.randomUUID().toString())
                    .post("/api/v1/conversations/" + own + "/notes", new JsonObject().put("text", "fin")));
            done(clerk.patch("/api/v1/channels/" + TestWeb.CHANNEL, new JsonObject().put("paused", true)));
            assertThat(stream.until("channel.paused")).doesNotContain(own.toString(), "note.written");
            done(clerk.patch("/api/v1/channels/" + TestWeb.CHANNEL, new JsonObject().put("paused", false)));
        }
    }

    @Test
    void everyOperationIsForSomebodyAndNoneForWhoeverIsNotNamed() {
        Set<Permission> needed = EnumSet.noneOf(Permission.class);
        CONTRACT.operations().forEach(operation -> operation.permission().ifPresent(needed::add));

        assertThat(needed).isEqualTo(EnumSet.allOf(Permission.class));
        assertThat(CONTRACT.operations().stream().filter(Operation::open).map(Operation::id)).containsExactly("logIn");
    }

    private void assertTellsNothing(Operation operation, Reply reply) {
        secrets.forEach(
                secret -> assertThat(reply.body().replace("?q=", "")).as(operation.id()).doesNotContainIgnoringCase(echoed(reply, secret)));
        assertThat(reply.headers().map().toString()).as(operation.id()).doesNotContainIgnoringCase(WORD);
    }

    /** A term of a search that cannot be meant is said back to whoever wrote it. */
    private static String echoed(Reply reply, String secret) {
        return reply.status() == 400 && secret.equals(WORD) ? WORD + "-agent" : secret;
    }

    private Reply send(Caller caller, Operation operation, String query, boolean within) throws Exception {
        String path = operation.path();
        boolean first = true;
        for (Parameter parameter : operation.parameters()) {
            if (parameter.in().equals("path")) {
                String id = parameter.names().map(outside::get).orElse(TestWeb.CHANNEL);
                // Of two conversations one is within, so that neither is refused for the other's sake.
                boolean ownInstead = parameter.names().equals(Optional.of(Named.CONVERSATION)) && within == first;
                path = path.replace("{" + parameter.name() + "}", ownInstead ? own.toString() : id);
                first = false;
            }
        }
        String filled = query.replace("{team}", id(Named.TEAM)).replace("{conversation}", id(Named.CONVERSATION)).replace("{number}",
                Long.toString(number));
        Caller keyed = operation.creates() ? caller.with("idempotency-key", UUID.randomUUID().toString()) : caller;
        String type = operation.body().isPresent() ? "application/json" : operation.takesBytes() ? "application/octet-stream" : "";
        String body = operation.body().isPresent() ? body(operation).encode() : operation.takesBytes() ? "x" : "";
        return keyed.send(operation.method().name(), "/api/v1" + path + filled, type, body);
    }

    private static boolean isOwn(Parameter parameter) {
        return parameter.in().equals("path") && parameter.names().equals(Optional.of(Named.CONVERSATION));
    }

    /** All that is required, and every id from outside. */
    private JsonObject body(Operation operation) {
        Contract.Document document = CONTRACT.document();
        Map<String, Object> schema = document.map(operation.source(), "requestBody").flatMap(body -> document.map(body, "content"))
                .flatMap(content -> document.map(content, "application/json")).flatMap(json -> document.map(json, "schema")).orElseThrow();
        List<Map<String, Object>> parts = document.list(schema, "allOf");
        Map<String, Object> whole = parts.isEmpty() ? schema : document.joined(parts);
        Map<String, Object> properties = document.map(whole, "properties").orElse(Map.of());
        List<?> required = whole.get("required") instanceof List<?> names ? names : List.of();
        JsonObject body = new JsonObject();
        properties.keySet().forEach(name -> {
            Map<String, Object> property = document.map(properties, name).orElseThrow();
            if (required.contains(name) || Named.of(property).isPresent()) {
                body.put(name, value(property));
            }
        });
        return body;
    }

    private Object value(Map<String, Object> property) {
        boolean several = "array".equals(property.get("type"));
        Optional<String> id = Named.of(property).map(outside::get);
        if (id.isPresent()) {
            return several ? new JsonArray().add(id.get()) : id.get();
        }
        if (property.get("enum") instanceof List<?> words) {
            return words.getFirst();
        }
        if ("date-time".equals(property.get("format"))) {
            return "2026-03-01T09:00:00Z";
        }
        return switch (String.valueOf(property.get("type"))) {
            case "integer" -> 1;
            case "boolean" -> true;
            case "array" -> new JsonArray();
            default -> "x".repeat(12) + UUID.randomUUID().toString().substring(0, 4);
        };
    }

    /** Of all that is outside. */
    private String state() throws InterruptedException {
        UUID conversation = UUID.fromString(id(Named.CONVERSATION));
        return "version " + web.seed.count("select version from conversation where id = $1", conversation) + ", messages "
                + web.seed.count("select count(*) from message where conversation_id = $1", conversation) + ", drafts "
                + web.seed.count("select count(*) from draft where conversation_id = $1", conversation) + ", links "
                + web.seed.count("select count(*) from conversation_link where $1 in (a_id, b_id)", conversation) + ", person "
                + web.seed.count("select version from contact where id = $1", UUID.fromString(id(Named.CONTACT))) + ", reads "
                + web.seed.count("select count(*) from conversation_read where conversation_id = $1 and agent_id = $2", conversation,
                        agency.agent())
                + ", seen " + web.seed.count("select count(*) from concern_seen where conversation_id = $1 and agent_id = $2", conversation,
                        agency.agent());
    }

    private String id(Named named) {
        return Optional.ofNullable(outside.get(named)).orElseThrow();
    }

    private String merge(UUID into, UUID other) throws Exception {
        return done(hidden.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/conversations/" + into + "/merges",
                new JsonObject().put("otherId", other.toString()))).json().getString("id");
    }

    private UUID conversation(UUID person, UUID team) throws InterruptedException {
        UUID id = web.seed.conversation(person, WORD + " sujet", "OPEN", Seed.now(), Seed.now());
        web.seed.execute("update conversation set team_id = $2, snippet = $3 where id = $1", id, team, WORD);
        return id;
    }

    private UUID conversationOf(String subject, UUID team) throws InterruptedException {
        UUID id = web.seed.conversation(subject);
        web.seed.execute("update conversation set team_id = $2 where id = $1", id, team);
        return id;
    }

    private Agent agent(String account, Role role, List<UUID> teams) throws InterruptedException {
        return web.accounts.create(Optional.empty(), new NewAgent(account, account, TestWeb.PASSWORD, role, "fr", teams, Optional.empty()));
    }

    private static Reply done(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
        return reply;
    }
}

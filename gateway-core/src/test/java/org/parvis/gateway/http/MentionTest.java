package org.parvis.gateway.http;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.AgentChange;
import org.parvis.gateway.access.NewAgent;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.access.Team;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** Whom a note mentions, and where they find it. */
class MentionTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;

    private Team team;
    private Caller amina;
    private Caller julien;
    private Agent known;
    private UUID conversation;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
    }

    @BeforeEach
    void converse() throws Exception {
        team = web.accounts.createTeam(Optional.empty(), "État civil " + UUID.randomUUID());
        amina = web.logIn(agent(List.of(team.id())));
        known = agent(List.of(team.id()));
        julien = web.logIn(known);
        conversation = web.seed.conversation("Carte d'identité");
        web.seed.message(conversation, "Ma carte est-elle prête ?");
    }

    @Test
    void whoIsNamedFindsTheNoteUntilTheConversationIsRead() throws Exception {
        String text = "Peux-tu voir, @" + known.account() + ". Merci !";
        String note = note(amina, text).json().getString("id");

        JsonObject found = mentions(julien);
        assertThat(found.getInteger("unread")).isOne();
        JsonObject mention = found.getJsonArray("items").getJsonObject(0);
        assertThat(mention.getBoolean("unread")).isTrue();
        assertThat(mention.fieldNames()).doesNotContain("teamId");
        assertThat(mention.getJsonObject("message").getString("text")).isEqualTo(text);
        assertThat(mention.getJsonObject("conversation").getString("id")).isEqualTo(conversation.toString());
        JsonObject place = julien.get("/api/v1/messages/" + note).json().getJsonArray("mentions").getJsonObject(0);
        assertThat(text.substring(place.getInteger("start"), place.getInteger("end"))).isEqualTo("@" + known.account());
        assertThat(place.getString("agentId")).isEqualTo(known.id().toString());
        JsonObject opened = julien.get("/api/v1/conversations/" + conversation).json();
        assertThat(opened.getBoolean("mentioned")).isTrue();
        assertThat(amina.get("/api/v1/conversations/" + conversation).json().fieldNames()).doesNotContain("mentioned");

        assertThat(julien.put("/api/v1/conversations/" + conversation + "/read", new JsonObject().put("version", opened.getLong("version")))
                .status()).isEqualTo(204);
        assertThat(mentions(julien).getInteger("unread")).isZero();
        assertThat(mentions(julien).getJsonArray("items")).hasSize(1);
        assertThat(julien.get("/api/v1/conversations/" + conversation).json().fieldNames()).doesNotContain("mentioned");
    }

    @Test
    void aTeamIsItsActiveMembersWithoutTheAuthorAndOnceEach() throws Exception {
        Agent gone = agent(List.of(team.id()));
        web.accounts.change(Optional.empty(), gone.id(), AgentChange.active(false));
        Caller third = web.logIn(agent(List.of(team.id())));
        String name = teamName();
        note(amina, "Pour @" + name + ", surtout @" + known.account());

        assertThat(web.seed.count("select count(*) from mention where conversation_id = $1", conversation)).isEqualTo(2);
        assertThat(mentions(julien).getJsonArray("items").getJsonObject(0).fieldNames()).doesNotContain("teamId");
        assertThat(mentions(third).getJsonArray("items").getJsonObject(0).getString("teamId")).isEqualTo(team.id().toString());
        assertThat(mentions(amina).getJsonArray("items")).isEmpty();
    }

    @Test
    void whatNamesNobodyIsWords() throws Exception {
        Reply reply = note(amina, "Voir @personne-ici et " + known.account() + "@ville.example, @équipe-inconnue");

        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.json().fieldNames()).doesNotContain("mentions");
        assertThat(mentions(julien).getJsonArray("items")).isEmpty();
    }

    @Test
    void twentyTimesAreEnough() throws Exception {
        String name = "@" + known.account() + " ";

        Reply refused = note(amina, name.repeat(21));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getString("type")).isEqualTo("/problems/too-many-mentions");
        assertThat(web.seed.count("select count(*) from message where conversation_id = $1 and kind = 'NOTE'", conversation)).isZero();
        assertThat(note(amina, name.repeat(20)).status()).isEqualTo(201);
        assertThat(mentions(julien).getInteger("unread")).isOne();
    }

    @Test
    void pagesHaveWhatIsUnreadFirstThenTheLatest() throws Exception {
        String first = note(amina, "Un @" + known.account()).json().getString("id");
        String second = note(amina, "Deux @" + known.account()).json().getString("id");
        String third = note(amina, "Trois @" + known.account()).json().getString("id");
        assertThat(read(julien, third).status()).isEqualTo(204);

        JsonObject page = julien.get("/api/v1/mentions?limit=2").json();
        assertThat(ids(page)).containsExactly(second, first);
        assertThat(page.getInteger("unread")).isEqualTo(2);
        JsonObject last = julien.get("/api/v1/mentions?limit=2&cursor=" + page.getString("next")).json();
        assertThat(ids(last)).containsExactly(third);
        assertThat(last.fieldNames()).doesNotContain("next");
    }

    @Test
    void nobodyReadsTheMentionsOfOthers() throws Exception {
        String note = note(amina, "@" + known.account()).json().getString("id");

        assertThat(read(amina, note).status()).isEqualTo(204);

        assertThat(mentions(julien).getInteger("unread")).isOne();
    }

    @Test
    void theLogSaysWhoMentionedWhomAndNothingOfTheWords() throws Exception {
        String note = note(amina, "Un secret pour @" + known.account()).json().getString("id");
        read(julien, note);
        read(julien, note);

        UUID message = UUID.fromString(note);
        assertThat(web.seed.count("select count(*) from event where kind = 'mention.written' and message_id = $1 and agent_id = $2"
                + " and detail ->> 'by' = $3", message, known.id(), amina.agent().toString())).isOne();
        assertThat(web.seed.count("select count(*) from event where kind = 'mention.read' and message_id = $1 and agent_id = $2", message,
                known.id())).isOne();
        assertThat(web.seed.count("select count(*) from event where conversation_id = $1 and detail::text like '%secret%'", conversation))
                .isZero();
    }

    @Test
    void aConversationIsHandedOverWithTheReasonInOneChangeAndTakenBackWithoutIt() throws Exception {
        JsonObject wish = new JsonObject().put("version", version()).put("assigneeId", known.id().toString()).put("note", "Pour toi, @"
                + known.account());

        Reply given = handOver(amina, wish);

        assertThat(given.status()).as(given.body()).isEqualTo(201);
        String note = given.json().getJsonObject("note").getString("id");
        assertThat(amina.get("/api/v1/conversations/" + conversation).json().getString("assigneeId")).isEqualTo(known.id().toString());
        assertThat(web.seed.count("select count(*) from event where kind = 'conversation.changed' and message_id = $1 and agent_id = $2",
                UUID.fromString(note), amina.agent())).isOne();
        assertThat(mentions(julien).getInteger("unread")).isOne();
        assertThat(given.json().getLong("version")).isEqualTo(version());
        JsonObject told = latestChange();
        assertThat(told.getString("agentId")).isEqualTo(amina.agent().toString());
        assertThat(told.getJsonArray("assigneeId").getString(1)).isEqualTo(known.id().toString());
        assertThat(told.getString("noteId")).isEqualTo(note);
        assertThat(told.getString("note")).isEqualTo("Pour toi, @" + known.account());

        Reply undone = amina.post("/api/v1/conversations/" + conversation + "/undo",
                new JsonObject().put("version", given.json().getLong("version")));
        assertThat(undone.status()).isEqualTo(200);
        assertThat(undone.json().fieldNames()).doesNotContain("assigneeId");
        assertThat(latestChange().fieldNames()).contains("assigneeId").doesNotContain("noteId", "note");
        assertThat(amina.get("/api/v1/messages/" + note).status()).isEqualTo(200);
    }

    @Test
    void aTeamGetsItWithoutAnAssignee() throws Exception {
        amina.patch("/api/v1/conversations/" + conversation, new JsonObject().put("assigneeId", amina.agent().toString()));

        Reply given = handOver(amina,
                new JsonObject().put("version", version()).put("teamId", team.id().toString()).put("note",
                        "Pour  vous\n" + "x".repeat(400)));

        assertThat(given.status()).as(given.body()).isEqualTo(201);
        JsonObject now = amina.get("/api/v1/conversations/" + conversation).json();
        assertThat(now.getString("teamId")).isEqualTo(team.id().toString());
        assertThat(now.fieldNames()).doesNotContain("assigneeId");
        JsonObject told = latestChange();
        assertThat(told.getJsonArray("teamId").getString(1)).isEqualTo(team.id().toString());
        assertThat(told.getString("note")).startsWith("Pour vous xxx").endsWith("x…").hasSize(301);
    }

    private JsonObject latestChange() throws Exception {
        JsonArray all = new JsonArray(amina.get("/api/v1/conversations/" + conversation + "/history").body());
        return all.getJsonObject(all.size() - 1);
    }

    @Test
    void whatCannotBeHandedOverLeavesNoNote() throws Exception {
        JsonObject wish = new JsonObject().put("version", version()).put("assigneeId", known.id().toString()).put("note", "Pour toi");

        assertThat(handOver(amina, wish.copy().put("version", version() - 1)).json().getString("type"))
                .isEqualTo("/problems/changed-meanwhile");
        assertThat(handOver(amina, wish.copy().put("note", "  ")).badFields()).containsExactly("note");
        assertThat(handOver(amina, wish.copy().put("note", "x".repeat(50_001))).badFields()).containsExactly("note");
        assertThat(handOver(amina, wish.copy().put("teamId", team.id().toString())).badFields()).containsExactly("assigneeId");
        assertThat(handOver(amina, wish.copy().put("assigneeId", amina.agent().toString())).badFields()).containsExactly("assigneeId");
        assertThat(handOver(amina, wish.copy().put("assigneeId", UUID.randomUUID().toString())).badFields()).containsExactly("assigneeId");

        assertThat(web.seed.count("select count(*) from message where conversation_id = $1 and kind = 'NOTE'", conversation)).isZero();
    }

    private static Agent agent(List<UUID> teams) throws InterruptedException {
        return web.accounts.create(Optional.empty(),
                new NewAgent("agent-" + UUID.randomUUID(), "Amina Diallo", TestWeb.PASSWORD, Role.AGENT,
                        "fr", teams, Optional.empty()));
    }

    private Reply note(Caller author, String text) throws Exception {
        return author.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/conversations/" + conversation + "/notes",
                new JsonObject().put("text", text));
    }

    private Reply handOver(Caller author, JsonObject wish) throws Exception {
        return author.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/conversations/" + conversation + "/hand-over",
                wish);
    }

    private static Reply read(Caller caller, String note) throws Exception {
        return caller.put("/api/v1/mentions/read", new JsonObject().put("messageIds", new JsonArray().add(note)));
    }

    private long version() throws InterruptedException {
        return web.seed.count("select version from conversation where id = $1", conversation);
    }

    private String teamName() throws Exception {
        return amina.get("/api/v1/teams").array().stream().map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(team.id().toString())).findFirst().orElseThrow().getString("mention");
    }

    private static JsonObject mentions(Caller caller) throws Exception {
        return caller.get("/api/v1/mentions").json();
    }

    private static List<String> ids(JsonObject page) {
        return page.getJsonArray("items").stream().map(item -> ((JsonObject) item).getJsonObject("message").getString("id")).toList();
    }
}

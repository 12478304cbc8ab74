package org.parvis.gateway.http;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.access.Agent;
import org.parvis.gateway.access.Hours;
import org.parvis.gateway.access.NewAgent;
import org.parvis.gateway.access.Role;
import org.parvis.gateway.access.Team;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;

import static org.assertj.core.api.Assertions.assertThat;

/** An outside agency with its hours, and how conversations go to it and come back. */
class AgencyTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private TestWeb web;
    private Team inside;
    private Team evenings;
    private Agent outsider;
    private Caller agency;
    private Caller clerk;

    @BeforeEach
    void furnish() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
        // A Thursday, at five in the afternoon in Paris.
        web.clock.set(Instant.parse("2026-11-26T16:00:00Z"));
        inside = web.accounts.createTeam(Optional.empty(), "Voirie " + UUID.randomUUID());
        evenings = web.accounts.createTeam(Optional.empty(), "Soirs " + UUID.randomUUID());
        outsider = agent(Role.AGENCY, List.of(evenings.id()), Optional.empty());
        agency = web.logIn(outsider);
        clerk = web.browser(Role.ADMINISTRATOR);
    }

    @Test
    void outsideOfItsHoursNobodyIsLetInAndIsToldWhenTheyBegin() throws Exception {
        Agent late = agent(Role.AGENCY, List.of(evenings.id()), Optional.of(Hours.parse("mon-fri 18:00-08:00; sat-sun 00:00-24:00")));

        Reply refused = logIn(late, TestWeb.PASSWORD);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.json().getString("type")).isEqualTo("/problems/outside-hours");
        assertThat(refused.json().getString("detail")).contains("Thursday 26 November at 18:00", "Europe/Paris");
        assertThat(refused.header("retry-after")).contains(Long.toString(Duration.ofHours(1).toSeconds()));
        assertThat(logIn(late, "another password").json().getString("type")).isEqualTo("/problems/wrong-credentials");

        web.clock.advance(Duration.ofHours(1));
        assertThat(logIn(late, TestWeb.PASSWORD).json().getString("expiresAt")).isEqualTo("2026-11-27T05:00:00Z");
    }

    @Test
    void whenItsHoursEndSessionsAndTokensAreAnsweredWith401AndItsStreamEnds() throws Exception {
        web.clock.set(Instant.parse("2026-11-27T06:00:00Z"));
        clerk = web.browser(Role.ADMINISTRATOR);
        Agent late = agent(Role.AGENCY, List.of(evenings.id()), Optional.of(Hours.parse("mon-fri 18:00-08:00")));
        Caller browser = web.logIn(late);
        Caller script = web.script(late);
        UUID conversation = conversation(evenings);
        Reply kept = browser.put("/api/v1/conversations/" + conversation + "/draft",
                new JsonObject().put("basedOn", 0).put("reply", "Bonsoir")
                        .put("note", "").put("replyKey", "a").put("noteKey", "b"));
        assertThat(kept.status()).isEqualTo(200);
        try (Streaming stream = Streaming.of(web, browser)) {
            web.clock.advance(Duration.ofHours(1));
            done(note(clerk, conversation, "Personne ne l'entend"));

            assertThat(stream.rest()).doesNotContain("note.written");
        }
        for (Caller caller : List.of(browser, script)) {
            Reply refused = caller.get("/api/v1/conversations");
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.json().getString("type")).isEqualTo("/problems/outside-hours");
        }
        assertThat(clerk.get("/api/v1/conversations/" + conversation + "/drafts").body()).contains("Bonsoir");
        web.clock.advance(Duration.ofHours(11));
        assertThat(script.get("/api/v1/conversations").status()).isEqualTo(200);
    }

    @Test
    void whatIsHandedOverAppearsAndWhatIsHandedBackIsToldOfALastTime() throws Exception {
        UUID conversation = conversation(inside);
        try (Streaming stream = Streaming.of(web, agency)) {
            handOver(clerk, conversation, evenings);
            assertThat(stream.until("conversation.changed")).contains(conversation.toString());
            assertThat(rows(agency, "?ids=" + conversation)).isEqualTo(1);
            assertThat(agency.get("/api/v1/conversations/" + conversation).status()).isEqualTo(200);

            Reply back = handOver(agency, conversation, inside);
            assertThat(back.status()).isEqualTo(201);
            String left = stream.until("\"detail\":{}");
            assertThat(left.substring(left.lastIndexOf("data:"))).contains(conversation.toString(), "conversation.changed").doesNotContain(
                    inside.id().toString(), "agentId");
            done(note(clerk, conversation, "Dedans"));
            UUID other = conversation(evenings);
            done(note(clerk, other, "Chez eux"));
            assertThat(stream.until(other.toString())).doesNotContain(conversation.toString());
        }
        assertThat(rows(agency, "?ids=" + conversation)).isZero();
        assertThat(agency.get("/api/v1/conversations/" + conversation).status()).isEqualTo(404);
    }

    @Test
    void aTeamThatIsTakenOverInAMergeIsToldWhenItComesAndWhenItGoes() throws Exception {
        UUID given = conversation(evenings);
        UUID kept = conversation(inside);
        web.seed.execute(
                "update conversation set team_id = null, contact_id = (select contact_id from conversation where id = $2) where id = $1",
                kept, given);
        assertThat(agency.get("/api/v1/conversations/" + kept).status()).isEqualTo(404);
        try (Streaming stream = Streaming.of(web, agency)) {
            Reply merged = done(clerk.with("idempotency-key", UUID.randomUUID().toString())
                    .post("/api/v1/conversations/" + kept + "/merges", new JsonObject().put("otherId", given.toString())));
            assertThat(stream.until(kept.toString())).contains("conversation.changed");
            assertThat(agency.get("/api/v1/conversations/" + kept).status()).isEqualTo(200);

            done(clerk.send("POST", "/api/v1/conversation-moves/" + merged.json().getString("id") + "/undo", "", ""));
            String left = stream.until("\"detail\":{}");
            assertThat(left.substring(left.lastIndexOf("data:"))).contains(kept.toString()).doesNotContain(evenings.id().toString());
        }
        assertThat(agency.get("/api/v1/conversations/" + kept).status()).isEqualTo(404);
        assertThat(agency.get("/api/v1/conversations/" + given).status()).isEqualTo(200);
    }

    @Test
    void aChangeThatGivesItAwayIsDoneAndShowsNothingMore() throws Exception {
        UUID conversation = conversation(evenings);

        Reply moved = agency.patch("/api/v1/conversations/" + conversation, new JsonObject().put("teamId", inside.id().toString()));

        assertThat(moved.status()).isEqualTo(204);
        assertThat(clerk.get("/api/v1/conversations/" + conversation).json().getString("teamId")).isEqualTo(inside.id().toString());
    }

    @Test
    void whatItHadAndHasNotAnsweredIsOwedAndNobodysWhenItGoes() throws Exception {
        UUID conversation = conversation(evenings);
        done(agency.patch("/api/v1/conversations/" + conversation, new JsonObject().put("assigneeId", outsider.id().toString())));

        JsonObject moved = done(
                clerk.patch("/api/v1/conversations/" + conversation, new JsonObject().put("teamId", inside.id().toString()))).json();

        assertThat(moved.fieldNames()).contains("owedSince").doesNotContain("assigneeId");
        JsonArray history = clerk.get("/api/v1/conversations/" + conversation + "/history").array();
        assertThat(history.getJsonObject(history.size() - 1).getJsonArray("assigneeId").getString(0)).isEqualTo(outsider.id().toString());
    }

    @Test
    void nothingIsAssignedToSomebodyWhoWouldNotSeeIt() throws Exception {
        UUID conversation = conversation(inside);
        JsonObject wish = new JsonObject().put("assigneeId", outsider.id().toString());

        Reply blind = clerk.patch("/api/v1/conversations/" + conversation, wish);
        assertThat(blind.status()).isEqualTo(422);
        assertThat(blind.json().getString("type")).isEqualTo("/problems/out-of-sight");
        done(clerk.patch("/api/v1/conversations/" + conversation, wish.copy().put("teamId", evenings.id().toString())));
        Agent operator = agent(Role.OPERATOR, List.of(), Optional.empty());
        assertThat(
                clerk.patch("/api/v1/conversations/" + conversation, new JsonObject().put("assigneeId", operator.id().toString())).status())
                .isEqualTo(422);
    }

    @Test
    void nothingIsGivenBackToSomebodyWhoWouldNotSeeItAnyMore() throws Exception {
        UUID conversation = conversation(evenings);
        done(clerk.patch("/api/v1/conversations/" + conversation, new JsonObject().put("assigneeId", outsider.id().toString())));
        Reply taken = done(clerk.patch("/api/v1/conversations/" + conversation, new JsonObject().putNull("assigneeId")));
        done(clerk.patch("/api/v1/agents/" + outsider.id(), new JsonObject().put("teamIds", new JsonArray().add(inside.id().toString()))));

        Reply undone = clerk.post("/api/v1/conversations/" + conversation + "/undo",
                new JsonObject().put("version", taken.json().getLong("version")));
        assertThat(undone.status()).as(undone.body()).isEqualTo(409);
        assertThat(undone.json().getString("type")).isEqualTo("/problems/nothing-to-undo");
        assertThat(clerk.get("/api/v1/conversations/" + conversation).json().containsKey("assigneeId")).isFalse();
    }

    @Test
    void countsMentionsAndColleaguesAreThoseOfItsTeams() throws Exception {
        UUID theirs = conversation(evenings);
        UUID others = conversation(inside);
        Agent colleague = agent(Role.AGENCY, List.of(evenings.id()), Optional.empty());
        done(note(clerk, theirs, "@" + outsider.account() + " un"));
        done(note(clerk, others, "@" + outsider.account() + " deux"));

        JsonArray views = agency.get("/api/v1/views").array();
        assertThat(views.getJsonObject(0).getInteger("count")).isEqualTo(1);
        assertThat(views.stream().map(JsonObject.class::cast).filter(view -> view.getString("view").equals("team"))
                .map(view -> view.getString("team")))
                .containsExactly(evenings.id().toString());
        JsonObject mentions = agency.get("/api/v1/mentions").json();
        assertThat(mentions.getInteger("unread")).isEqualTo(1);
        assertThat(mentions.getJsonArray("items")).hasSize(1);
        assertThat(agency.get("/api/v1/agents").array().stream().map(agent -> ((JsonObject) agent).getString("id")))
                .containsExactlyInAnyOrder(outsider.id().toString(), colleague.id().toString());
        assertThat(agency.get("/api/v1/teams").array().stream().map(team -> ((JsonObject) team).getString("id")))
                .contains(inside.id().toString());
        String clerksAccount = clerk.get("/api/v1/session").json().getJsonObject("agent").getString("account");
        assertThat(done(note(agency, theirs, "@" + clerksAccount + " et @" + colleague.account())).json().getJsonArray("mentions"))
                .hasSize(1);
    }

    @Test
    void whoeverIsGivenOtherTeamsReadsEverythingAgain() throws Exception {
        UUID conversation = conversation(inside);
        try (Streaming stream = Streaming.of(web, agency)) {
            done(clerk.patch("/api/v1/agents/" + outsider.id(),
                    new JsonObject().put("teamIds", new JsonArray().add(inside.id().toString()))));

            assertThat(stream.rest()).contains("event: reset");
        }
        assertThat(agency.get("/api/v1/conversations/" + conversation).status()).isEqualTo(200);
    }

    @Test
    void anAgencyHasATeamAndNobodyElseHasHours() throws Exception {
        JsonObject change = new JsonObject().put("teamIds", new JsonArray());
        assertThat(clerk.patch("/api/v1/agents/" + outsider.id(), change).badFields()).containsExactly("teamIds");
        assertThat(clerk.patch("/api/v1/agents/" + outsider.id(), new JsonObject().put("hours", "at night")).badFields())
                .containsExactly("hours");
        assertThat(clerk.patch("/api/v1/agents/" + clerk.agent(), new JsonObject().put("hours", "mon 08:00-09:00")).badFields())
                .containsExactly("hours");

        JsonObject late = done(clerk.patch("/api/v1/agents/" + outsider.id(), new JsonObject().put("hours", "Lundi-Dimanche 0h-24h")))
                .json();
        assertThat(late.getString("hours")).isEqualTo("mon-sun 00:00-24:00");
        assertThat(done(clerk.patch("/api/v1/agents/" + outsider.id(), new JsonObject().putNull("hours"))).json().fieldNames())
                .doesNotContain("hours");
        done(clerk.patch("/api/v1/agents/" + outsider.id(), new JsonObject().put("hours", "mon 08:00-09:00")));
        assertThat(done(clerk.patch("/api/v1/agents/" + outsider.id(), new JsonObject().put("role", "agent"))).json().fieldNames())
                .doesNotContain("hours");
    }

    /** What tells its desk, before a note is kept, that the note goes out of its sight. */
    @Test
    void theTeamThatGetsWhatComesInByAChannelIsSaid() throws Exception {
        web.seed.execute("update channel set team_id = $2 where id = $1", TestWeb.CHANNEL, inside.id());
        assertThat(channel().getString("teamId")).isEqualTo(inside.id().toString());

        web.seed.execute("update channel set team_id = null where id = $1", TestWeb.CHANNEL);
        assertThat(channel().fieldNames()).doesNotContain("teamId");
    }

    private JsonObject channel() throws Exception {
        return done(agency.get("/api/v1/channels")).array().stream().map(JsonObject.class::cast)
                .filter(channel -> channel.getString("id").equals(TestWeb.CHANNEL)).findFirst().orElseThrow();
    }

    private UUID conversation(Team team) throws InterruptedException {
        UUID id = web.seed.conversation("Lampadaire");
        UUID message = web.seed.message(id, "La rue est sombre");
        web.seed.execute("update conversation set team_id = $2, owed_since = now() where id = $1", id, team.id());
        web.seed.execute("insert into obligation (message_id, conversation_id, opened_at) values ($1, $2, now())", message, id);
        return id;
    }

    private Reply handOver(Caller caller, UUID conversation, Team team) throws Exception {
        long version = caller.get("/api/v1/conversations/" + conversation).json().getLong("version");
        return done(
                caller.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/conversations/" + conversation + "/hand-over",
                        new JsonObject().put("version", version).put("teamId", team.id().toString()).put("note", "À vous")));
    }

    private static Reply note(Caller caller, UUID conversation, String text) throws Exception {
        return caller.with("idempotency-key", UUID.randomUUID().toString()).post("/api/v1/conversations/" + conversation + "/notes",
                new JsonObject().put("text", text));
    }

    private static int rows(Caller caller, String query) throws Exception {
        return done(caller.get("/api/v1/conversations" + query)).json().getJsonArray("items").size();
    }

    private Reply logIn(Agent agent, String password) throws Exception {
        return web.anybody().post("/api/v1/session", new JsonObject().put("account", agent.account()).put("password", password));
    }

    private Agent agent(Role role, List<UUID> teams, Optional<Hours> hours) throws InterruptedException {
        String account = "agent-" + UUID.randomUUID();
        return web.accounts.create(Optional.empty(),
                new NewAgent(account, "Agent " + account, TestWeb.PASSWORD, role, "fr", teams, Optional.empty(), hours));
    }

    private static Reply done(Reply reply) {
        assertThat(reply.status()).as(reply.body()).isBetween(200, 299);
        return reply;
    }
}

package org.parvis.gateway.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
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
import org.parvis.gateway.conversation.ConcernQueries;
import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.event.Entry;
import org.parvis.gateway.event.Kind;
import org.parvis.gateway.http.TestWeb.Caller;
import org.parvis.gateway.http.TestWeb.Reply;
import org.parvis.gateway.http.pages.Assets;

import static org.assertj.core.api.Assertions.assertThat;

/** What concerns an agent and no desk of theirs may have heard. */
class ConcernTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static TestWeb web;

    private Agent known;
    private Caller amina;
    private Caller julien;
    private UUID conversation;

    @BeforeAll
    static void start() throws Exception {
        web = DATABASE.closing(new TestWeb(DATABASE));
    }

    @BeforeEach
    void converse() throws Exception {
        amina = web.logIn(agent(Role.AGENT, List.of()));
        known = agent(Role.AGENT, List.of());
        julien = web.logIn(known);
        conversation = web.seed.conversation("Carte d'identité");
        web.seed.message(conversation, "Ma carte est-elle prête ?");
    }

    @Test
    void whatSomebodyElseAssignsIsThereUntilItIsSeenOnWhateverMachine() throws Exception {
        assign(amina, Optional.of(known.id()));

        JsonObject concern = only(concerns(julien));
        assertThat(concern.getString("reason")).isEqualTo("assigned");
        assertThat(concern.getString("conversationId")).isEqualTo(conversation.toString());
        assertThat(concern.getString("by")).isEqualTo(amina.agent().toString());
        assertThat(concern.getBoolean("seen")).isFalse();

        see(julien, Instant.parse(concern.getString("at")).minusMillis(1));
        assertThat(only(concerns(julien)).getBoolean("seen")).isFalse();
        see(julien, Instant.parse(concern.getString("at")));
        assertThat(only(concerns(web.logIn(known))).getBoolean("seen")).isTrue();
        assertThat(concerns(amina)).isEmpty();

        assign(amina, Optional.empty());
        assertThat(concerns(julien)).isEmpty();
        assign(amina, Optional.of(known.id()));
        assertThat(only(concerns(julien)).getBoolean("seen")).isFalse();
        // What is to come cannot be seen yet.
        see(julien, Instant.now().plusSeconds(3_600));
        assign(amina, Optional.empty());
        assign(amina, Optional.of(known.id()));
        assertThat(only(concerns(julien)).getBoolean("seen")).isFalse();
    }

    @Test
    void whatOneTakesOneselfOrIsResolvedConcernsNobody() throws Exception {
        assign(julien, Optional.of(known.id()));
        assertThat(concerns(julien)).isEmpty();

        assign(julien, Optional.empty());
        assign(amina, Optional.of(known.id()));
        assertThat(concerns(julien)).hasSize(1);
        web.seed.execute("update conversation set state = 'RESOLVED', owed_since = null where id = $1", conversation);
        assertThat(concerns(julien)).isEmpty();
    }

    @Test
    void anAnswerThatFailedIsThereForItsAuthorUntilItIsMended() throws Exception {
        UUID answer = web.seed.message(conversation, "Elle est prête.");
        web.seed.execute("update message set kind = 'OUTBOUND', agent_id = $2 where id = $1", answer, known.id());
        UUID delivery = web.seed.delivery(conversation, answer, "FAILED");
        web.seed.events(Entry.of(Kind.DELIVERY_CHANGED).conversation(conversation).message(answer)
                .detail(new JsonObject().put("state", "FAILED").put("authorId", known.id().toString())));

        JsonObject concern = only(concerns(julien));
        assertThat(concern.getString("reason")).isEqualTo("undelivered");
        assertThat(concern.getString("messageId")).isEqualTo(answer.toString());
        assertThat(concern.getBoolean("seen")).isFalse();
        assertThat(concerns(amina)).isEmpty();
        see(julien, Instant.parse(concern.getString("at")));
        assertThat(only(concerns(julien)).getBoolean("seen")).isTrue();

        web.seed.execute("update delivery set state = 'ACCEPTED' where id = $1", delivery);
        assertThat(concerns(julien)).isEmpty();
    }

    @Test
    void whatWasThereBeforeTheAgentWasIsSeen() throws Exception {
        assign(amina, Optional.of(known.id()));
        web.seed.execute("update agent set concerns_since = clock_timestamp() where id = $1", known.id());

        assertThat(only(concerns(julien)).getBoolean("seen")).isTrue();
    }

    @Test
    void whatIsHandedOverToATeamIsThereForItsOtherMembersUntilSomebodyTakesIt() throws Exception {
        UUID roads = team();
        Caller member = web.logIn(agent(Role.AGENT, List.of(team(), roads)));
        Caller giver = web.logIn(agent(Role.AGENT, List.of(roads)));
        String note = handOver(giver, roads);

        JsonObject concern = only(concerns(member));
        assertThat(concern.getString("reason")).isEqualTo("handed-over-team");
        assertThat(concern.getString("messageId")).isEqualTo(note);
        assertThat(concern.getString("by")).isEqualTo(giver.agent().toString());
        assertThat(concern.getBoolean("seen")).isFalse();
        see(member, Instant.parse(concern.getString("at")));
        assertThat(only(concerns(member)).getBoolean("seen")).isTrue();
        assertThat(concerns(giver)).isEmpty();
        assertThat(concerns(julien)).isEmpty();

        assign(giver, Optional.of(giver.agent()));
        assertThat(concerns(member)).isEmpty();
        assign(giver, Optional.empty());
        assertThat(concerns(member)).hasSize(1);
        // What is moved without a word is in the list of its team.
        change(giver, new JsonObject().putNull("teamId"));
        change(giver, new JsonObject().put("teamId", roads.toString()));
        assertThat(concerns(member)).isEmpty();
        handOver(giver, roads);
        assertThat(only(concerns(member)).getBoolean("seen")).isFalse();
    }

    @Test
    void whoJoinsATeamIsNotToldOfWhatItWasGivenBeforeAndWhoStaysIs() throws Exception {
        UUID roads = team();
        Agent stays = agent(Role.AGENT, List.of(roads));
        handOver(amina, roads);
        joins(stays, List.of(roads, team()));
        joins(known, List.of(roads));

        assertThat(concerns(web.logIn(stays))).hasSize(1);
        assertThat(concerns(julien)).isEmpty();
        handOver(amina, roads);
        assertThat(concerns(julien)).hasSize(1);
    }

    @Test
    void whatIsBackFromASnoozeIsThereForWhoseItIs() throws Exception {
        assign(julien, Optional.of(known.id()));
        snoozeEnds(Optional.of(amina.agent()));
        assertThat(concerns(julien)).isEmpty();

        snoozeEnds(Optional.empty());
        JsonObject concern = only(concerns(julien));
        assertThat(concern.getString("reason")).isEqualTo("back");
        assertThat(concern.getBoolean("seen")).isFalse();
        assertThat(concern.fieldNames()).doesNotContain("by", "messageId");
        see(julien, Instant.parse(concern.getString("at")));
        assertThat(only(concerns(julien)).getBoolean("seen")).isTrue();
        assertThat(concerns(amina)).isEmpty();

        change(julien, new JsonObject().put("snoozedUntil", Instant.now().plusSeconds(3_600).toString()));
        assertThat(concerns(julien)).isEmpty();
        snoozeEnds(Optional.empty());
        assertThat(only(concerns(julien)).getBoolean("seen")).isFalse();
        web.seed.execute("update agent set waits_since = clock_timestamp() where id = $1", known.id());
        assertThat(concerns(julien)).isEmpty();
    }

    @Test
    void anAnswerThatBecameLateIsThereForWhoseItIsUntilItIsGiven() throws Exception {
        Instant owed = Seed.now().minus(ConcernQueries.LATE_AFTER);
        hasBeenThereForAnHour(known);
        owes(owed.minusSeconds(60));
        assertThat(concerns(julien)).isEmpty();
        web.seed.execute("update conversation set assignee_id = $2 where id = $1", conversation, known.id());

        JsonObject concern = only(concerns(julien));
        assertThat(concern.getString("reason")).isEqualTo("due");
        assertThat(Instant.parse(concern.getString("at")))
                .isEqualTo(owed.minusSeconds(60).truncatedTo(ChronoUnit.MILLIS).plus(ConcernQueries.LATE_AFTER));
        assertThat(concern.getBoolean("seen")).isFalse();
        see(julien, Instant.parse(concern.getString("at")));
        assertThat(only(concerns(julien)).getBoolean("seen")).isTrue();

        change(julien, new JsonObject().put("state", "waiting"));
        assertThat(concerns(julien)).as("it waits for its person").isEmpty();
        change(julien, new JsonObject().put("expert", "L'archiviste"));
        assertThat(concerns(julien)).as("it waits for an expert").hasSize(1);
        change(julien, new JsonObject().put("state", "open"));
        owes(owed.plusSeconds(60));
        assertThat(concerns(julien)).as("it is not late yet").isEmpty();
        owes(owed.minusSeconds(3_700));
        assertThat(concerns(julien)).as("it was late before").isEmpty();
        web.seed.execute("update conversation set owed_since = null where id = $1", conversation);
        assertThat(concerns(julien)).isEmpty();
    }

    @Test
    void whoTakesWhatIsLateAlreadyIsNotToldThatItIs() throws Exception {
        hasBeenThereForAnHour(known);
        owes(Seed.now().minus(ConcernQueries.LATE_AFTER).minusSeconds(60));
        assign(julien, Optional.of(known.id()));

        assertThat(concerns(julien)).isEmpty();
    }

    @Test
    void theServerTellsOfAWaitWhenTheDeskWarnsOfIt() {
        assertThat(Assets.load().text("waiting.js").orElseThrow())
                .contains("WARNING_AFTER_HOURS = " + ConcernQueries.LATE_AFTER.toHours() + ";");
    }

    @Test
    void anOutsideAgencyIsToldOfNothingOutsideOfItsTeams() throws Exception {
        UUID evenings = team();
        Agent outsider = agent(Role.AGENCY, List.of(evenings));
        Caller agency = web.logIn(outsider);
        web.seed.execute("update conversation set assignee_id = $2 where id = $1", conversation, outsider.id());
        web.seed.events(Entry.of(Kind.CONVERSATION_CHANGED).conversation(conversation).agent(amina.agent())
                .detail(new JsonObject().put("assigneeId", new JsonArray().addNull().add(outsider.id().toString()))));

        assertThat(concerns(agency)).isEmpty();
        web.seed.execute("update conversation set team_id = $2 where id = $1", conversation, evenings);
        assertThat(concerns(agency)).hasSize(1);
    }

    @Test
    void noMoreThanFiftyAreTold() throws Exception {
        web.seed.execute("""
                with many as (
                  insert into conversation (id, channel_id, contact_id, subject, state, visibility, created_at, last_message_at, assignee_id)
                  select gen_random_uuid(), channel_id, contact_id, 'Beaucoup', 'OPEN', 'PRIVATE', now(), now(), $2
                    from conversation, generate_series(1, 51) where conversation.id = $1 returning id)
                insert into event (kind, conversation_id, agent_id, detail)
                select 'conversation.changed', id, $3, jsonb_build_object('assigneeId', jsonb_build_array(null, $2::uuid::text)) from many
                """, conversation, known.id(), amina.agent());

        assertThat(concerns(julien)).hasSize(50);
    }

    private void assign(Caller by, Optional<UUID> to) throws Exception {
        change(by, new JsonObject().put("assigneeId", to.map(UUID::toString).orElse(null)));
    }

    private void change(Caller by, JsonObject change) throws Exception {
        Reply reply = by.patch("/api/v1/conversations/" + conversation, change);
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
    }

    /** Returns the note that says why. */
    private String handOver(Caller by, UUID team) throws Exception {
        String path = "/api/v1/conversations/" + conversation;
        Reply reply = by.with("idempotency-key", UUID.randomUUID().toString()).post(path + "/hand-over",
                new JsonObject().put("version", by.get(path).json().getLong("version"))
                        .put("teamId", team.toString()).put("note", "C'est pour vous."));
        assertThat(reply.status()).as(reply.body()).isEqualTo(201);
        return reply.json().getJsonObject("note").getString("id");
    }

    /** As the time itself does it, or an agent. */
    private void snoozeEnds(Optional<UUID> by) throws Exception {
        web.seed.execute("update conversation set state = 'OPEN' where id = $1", conversation);
        Entry entry = Entry.of(Kind.CONVERSATION_CHANGED).conversation(conversation).detail(new JsonObject()
                .put("state", new JsonArray().add("WAITING").add("OPEN"))
                .put("snoozedUntil", new JsonArray().add(Instant.now().toString()).addNull()));
        web.seed.events(by.map(entry::agent).orElse(entry));
    }

    private void owes(Instant since) throws Exception {
        web.seed.execute("update conversation set owed_since = $2 where id = $1", conversation, since);
    }

    private static void hasBeenThereForAnHour(Agent agent) throws InterruptedException {
        web.seed.execute("update agent set concerns_since = $2, waits_since = $2 where id = $1", agent.id(),
                Seed.now().minusSeconds(3_600));
    }

    private static void joins(Agent agent, List<UUID> teams) throws InterruptedException {
        web.accounts.change(Optional.empty(), agent.id(), new AgentChange(Optional.empty(), Optional.empty(), Optional.empty(),
                Optional.of(teams), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    }

    private static UUID team() throws InterruptedException {
        return web.accounts.createTeam(Optional.empty(), "Équipe " + UUID.randomUUID()).id();
    }

    private void see(Caller agent, Instant until) throws Exception {
        assertThat(agent.put("/api/v1/conversations/" + conversation + "/seen", new JsonObject().put("until", until.toString())).status())
                .isEqualTo(204);
    }

    private static List<JsonObject> concerns(Caller agent) throws Exception {
        Reply reply = agent.get("/api/v1/concerns");
        assertThat(reply.status()).as(reply.body()).isEqualTo(200);
        return new JsonArray(reply.body()).stream().map(JsonObject.class::cast).toList();
    }

    private static JsonObject only(List<JsonObject> concerns) {
        assertThat(concerns).hasSize(1);
        return concerns.getFirst();
    }

    private static Agent agent(Role role, List<UUID> teams) throws InterruptedException {
        return web.accounts.create(Optional.empty(),
                new NewAgent("agent-" + UUID.randomUUID(), "Amina Diallo", TestWeb.PASSWORD, role, "fr", teams, Optional.empty()));
    }
}

package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.channel.Threading;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

/** A call that is passed on to another team changes its conversation, and the change log says who did it. */
class HandedOnTest extends TwoPaths {

    private final UUID roads = UUID.randomUUID();
    private final UUID water = UUID.randomUUID();

    @BeforeEach
    void teams() throws InterruptedException {
        execute("insert into team (id, name) values ($1, $2), ($3, $4)", roads, "Voirie " + channel, water, "Eaux " + channel);
    }

    @Test
    void theTeamThatACallIsPassedOnToIsInTheChangeLogWithWhoWroteItDown() throws Exception {
        call("2", Optional.of("Voirie " + channel), Optional.empty());
        call("3", Optional.of("Eaux " + channel), Optional.empty());

        List<Row> changes = changes();
        assertThat(changes).extracting(change -> Rows.json(change, "detail")).containsExactly(
                new JsonObject().put("teamId", new JsonArray().addNull().add(roads.toString())),
                new JsonObject().put("teamId", new JsonArray().add(roads.toString()).add(water.toString())));
        assertThat(changes).extracting(change -> Rows.optionalUuid(change, "agent_id")).containsOnly(Optional.of(agent));
    }

    @Test
    void soIsTheTopic() throws Exception {
        call("2", Optional.empty(), Optional.of("Éclairage"));

        assertThat(changes()).extracting(change -> Rows.json(change, "detail"))
                .containsExactly(new JsonObject().put("topic", new JsonArray().addNull().add("Éclairage")));
    }

    @Test
    void whatNamesTheSameTeamOrNoneChangesNothing() throws Exception {
        execute("update conversation set team_id = $2 where id = $1", conversation, roads);
        call("2", Optional.of("Voirie " + channel), Optional.empty());
        call("3", Optional.empty(), Optional.empty());
        call("4", Optional.of("Nobody " + channel), Optional.empty());

        assertThat(changes()).isEmpty();
        assertThat(Rows.optionalUuid(conversation(), "team_id")).contains(roads);
    }

    @Test
    void anAgencysAgentWhoWouldNotSeeItAnyMoreIsRelievedOfIt() throws Exception {
        UUID relay = relayOf(roads);
        execute("update conversation set team_id = $2, assignee_id = $3 where id = $1", conversation, roads, relay);
        call("2", Optional.of("Eaux " + channel), Optional.empty());

        assertThat(Rows.optionalUuid(conversation(), "assignee_id")).isEmpty();
        assertThat(changes()).extracting(change -> Rows.json(change, "detail"))
                .containsExactly(new JsonObject().put("teamId", new JsonArray().add(roads.toString()).add(water.toString()))
                        .put("assigneeId", new JsonArray().add(relay.toString()).addNull()));
    }

    @Test
    void itIsTheTeamThatItEndsUpWithThatCounts() throws Exception {
        UUID relay = relayOf(roads);
        execute("update conversation set team_id = $2, assignee_id = $3 where id = $1", conversation, roads, relay);
        inbox.of(channel, Optional.empty()).commit(
                List.of(note("2", Optional.of("Eaux " + channel), Optional.empty()),
                        note("3", Optional.of("Voirie " + channel), Optional.empty())),
                Optional.empty());

        assertThat(Rows.optionalUuid(conversation(), "assignee_id")).contains(relay);
        assertThat(changes()).isEmpty();
    }

    @Test
    void whoeverStillSeesItKeepsIt() throws Exception {
        UUID relay = relayOf(roads, water);
        execute("update conversation set team_id = $2, assignee_id = $3 where id = $1", conversation, roads, relay);
        call("2", Optional.of("Eaux " + channel), Optional.empty());
        assertThat(Rows.optionalUuid(conversation(), "assignee_id")).contains(relay);

        execute("update conversation set assignee_id = $2 where id = $1", conversation, agent);
        call("3", Optional.of("Voirie " + channel), Optional.empty());
        assertThat(Rows.optionalUuid(conversation(), "assignee_id")).as("an agent of the service sees everything").contains(agent);
        assertThat(changes()).extracting(change -> Rows.json(change, "detail")).noneMatch(detail -> detail.containsKey("assigneeId"));
    }

    @Test
    void whoPassedItOnMayTakeThatBackAndItIsTheirsAgain() throws Exception {
        UUID relay = relayOf(roads);
        execute("update conversation set team_id = $2, assignee_id = $3 where id = $1", conversation, roads, relay);
        call("2", Optional.of("Eaux " + channel), Optional.empty());

        desk.undo(agent, conversation, Rows.number(conversation(), "version"));
        assertThat(Rows.optionalUuid(conversation(), "assignee_id")).contains(relay);
        assertThat(Rows.optionalUuid(conversation(), "team_id")).contains(roads);
    }

    private UUID relayOf(UUID... teams) throws InterruptedException {
        UUID relay = UUID.randomUUID();
        execute("insert into agent (id, account, display_name, role) values ($1, $2, 'Relais', 'AGENCY')", relay, "relais-" + channel);
        execute("insert into agent_team (agent_id, team_id) select $1, unnest($2::uuid[])", relay, teams);
        return relay;
    }

    private void call(String id, Optional<String> team, Optional<String> topic) throws Exception {
        inbox.of(channel, Optional.empty()).commit(note(id, team, topic));
    }

    private InboundEvent note(String id, Optional<String> team, Optional<String> topic) {
        return new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(lea(), new MessageId(id), Instant.now(), Content.of(id)).team(team).topic(topic)
                        .threading(Threading.inReplyTo(List.of(new MessageId("<1>")))).takenBy(Optional.of("amina-" + channel)).build());
    }

    private List<Row> changes() throws InterruptedException {
        return all("select agent_id, detail from event where conversation_id = $1 and kind = 'conversation.changed' order by id",
                conversation);
    }
}

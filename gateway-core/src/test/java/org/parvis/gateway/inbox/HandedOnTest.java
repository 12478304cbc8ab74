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

    private void call(String id, Optional<String> team, Optional<String> topic) throws Exception {
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(lea(), new MessageId(id), Instant.now(), Content.of(id)).team(team).topic(topic)
                        .threading(Threading.inReplyTo(List.of(new MessageId("<1>")))).takenBy(Optional.of("amina-" + channel)).build()));
    }

    private List<Row> changes() throws InterruptedException {
        return all("select agent_id, detail from event where conversation_id = $1 and kind = 'conversation.changed' order by id",
                conversation);
    }
}

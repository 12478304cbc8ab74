package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Content;
import org.parvis.channel.Defect;
import org.parvis.channel.EventId;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

/** A team's name is typed by people: a wrong one is told, never dropped. */
class UnknownTeamTest extends TwoPaths {

    @Test
    void aTeamThatDoesNotExistIsToldToTheAgent() throws Exception {
        execute("insert into team (id, name) values ($1, $2)", UUID.randomUUID(), "Voirie " + channel);

        passOn("2", "Voiries", List.of(new Defect(Defect.Code.CHARSET, "The characters were guessed.")));
        passOn("3", "Voirie " + channel, List.of());

        assertThat(defects("2")).contains("CHARSET", "UNKNOWN_TEAM", "the team Voiries");
        assertThat(defects("3")).isEqualTo("[]");
    }

    private void passOn(String id, String team, List<Defect> defects) throws Exception {
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(lea(), new MessageId(id), Instant.now(), Content.of(id)).team(Optional.of(team)).defects(defects)
                        .build()));
    }

    private String defects(String body) throws InterruptedException {
        return DATABASE.database().read(session -> Rows.text(
                session.first("select defects::text from message where channel_id = $1 and body = $2", channel, body).orElseThrow(),
                "defects"));
    }
}

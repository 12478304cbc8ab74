package org.parvis.gateway.inbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

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

/** Agents name the conversation of a call by its number; to an outside agency there are the numbers of its teams alone. */
class AgencyCallTest extends TwoPaths {

    @Test
    void anAgencyAddsACallToAConversationOfItsTeamsAndToNoOther() throws Exception {
        UUID team = UUID.randomUUID();
        UUID agency = UUID.randomUUID();
        execute("insert into team (id, name) values ($1, $2)", team, "Soirs " + channel);
        execute("insert into agent (id, account, display_name, role) values ($1, $2, 'Relais', 'AGENCY')", agency, "relais-" + channel);
        execute("insert into agent_team (agent_id, team_id) values ($1, $2)", agency, team);
        call("2", Optional.empty(), Optional.empty());
        long number = number("2");

        call("3", Optional.of(number), Optional.of("relais-" + channel));
        assertThat(number("3")).isNotEqualTo(number);

        execute("update conversation set team_id = $2 where number = $1", number, team);
        call("4", Optional.of(number), Optional.of("relais-" + channel));
        assertThat(number("4")).isEqualTo(number);
    }

    private void call(String id, Optional<Long> number, Optional<String> takenBy) throws Exception {
        inbox.of(channel, Optional.empty()).commit(new InboundEvent.MessageReceived(new EventId(id),
                InboundMessage.from(lea(), new MessageId(id), Instant.now(), Content.of(id))
                        .threading(new Threading(Optional.empty(), List.of(), number)).takenBy(takenBy).build()));
    }

    private long number(String body) throws InterruptedException {
        return DATABASE.database().read(session -> Rows.number(session.first("""
                select number from conversation join message on message.conversation_id = conversation.id where message.channel_id = $1 and body = $2
                """, channel, body).orElseThrow(), "number"));
    }
}

package org.parvis.gateway.inbox;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import org.parvis.channel.Content;
import org.parvis.channel.EventId;
import org.parvis.channel.Handle;
import org.parvis.channel.InboundEvent;
import org.parvis.channel.InboundMessage;
import org.parvis.channel.MessageId;
import org.parvis.gateway.TwoPaths;
import org.parvis.gateway.database.Rows;

import static org.assertj.core.api.Assertions.assertThat;

class SearchIndexTidyingTest extends TwoPaths {

    @Test
    void newWordsAreSortedInWithoutAnotherMessage() throws Exception {
        execute("create extension if not exists pgstattuple");

        inbox.of(channel, Optional.empty()).commit(List.of(received("Un réverbère éteint")), Optional.empty());

        Instant patience = Instant.now().plus(Duration.ofSeconds(PATIENCE_SECONDS));
        while (waiting() > 0 && Instant.now().isBefore(patience)) {
            all("select pg_sleep(0.05)");
        }
        assertThat(waiting()).isZero();
        assertThat(all("select 1 from message where search @@ search_query('reverbere') and channel_id = $1", channel)).hasSize(1);
    }

    /** Messages whose words are in the list still. */
    private long waiting() throws InterruptedException {
        return Rows.number(all("select pending_tuples as waiting from pgstatginindex('message_search')").getFirst(), "waiting");
    }

    private InboundEvent received(String words) {
        return new InboundEvent.MessageReceived(new EventId("tidying"),
                InboundMessage.from(Handle.of(Handle.Kind.EMAIL, "tidying-" + channel + "@citizen.example"), new MessageId("<tidying>"),
                        Instant.EPOCH, Content.of(words)).build());
    }
}

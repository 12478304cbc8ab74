package org.parvis.gateway.operations;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.gateway.database.TestDatabase;
import org.parvis.gateway.operations.Operations.Known;

import static org.assertj.core.api.Assertions.assertThat;

class FiguresTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final UUID node = UUID.randomUUID();
    private final List<Known> known = new ArrayList<>(List.of(new Known("courriel", "Courriel", Optional.empty())));
    private final Figures figures = Figures.registered(registry, new Operations(DATABASE.database()),
            () -> List.copyOf(known), node);

    @Test
    void theOverviewIsThereForPrometheusOnceItWasRead() throws Exception {
        UUID contact = UUID.randomUUID();
        UUID conversation = UUID.randomUUID();
        execute("insert into channel (id, type, label) values ('courriel', 'test', 'Courriel')");
        execute("insert into contact (id, display_name, created_at) values ($1, 'Léa', now())", contact);
        execute("""
                insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at)
                values ($1, 'courriel', $2, 'OPEN', 'PRIVATE', now(), now())
                """, conversation, contact);
        execute("""
                insert into delivery (id, conversation_id, channel_id, state, command, next_attempt_at, created_at, updated_at)
                select gen_random_uuid(), $1, 'courriel', state, '{}', now() - interval '1 h', now() - interval '1 h', now() from unnest(array['FAILED', 'FAILED', 'QUEUED']) as state
                """, conversation);
        execute("""
                insert into node (id, name, version, started_at, expires_at, channels) values ($1, 'parvis-1', 'test', now(), clock_timestamp() + interval '5 s', '{}')
                """, node);
        execute("insert into event (kind, at) select 'conversation.changed', now() - interval '20 s' from generate_series(1, 3)");
        assertThat(registry.scrape()).contains("parvis_nodes_alive NaN");

        figures.read();

        assertThat(registry.scrape()).contains("parvis_nodes_alive 1.0", "parvis_channel_queue{channel=\"courriel\",state=\"failed\"} 2.0",
                "parvis_channel_queue{channel=\"courriel\",state=\"due\"} 1.0", "parvis_tailer_behind 3.0")
                .containsPattern("parvis_channel_oldest_seconds\\{channel=\"courriel\"\\} 36\\d\\d\\.0")
                .containsPattern("parvis_tailer_lag_seconds (19|2\\d)\\.0").doesNotContain("formulaire");

        known.add(new Known("formulaire", "Formulaire", Optional.empty()));
        figures.read();

        assertThat(registry.scrape()).contains("parvis_channel_queue{channel=\"formulaire\",state=\"failed\"} 0.0");
    }

    private static void execute(String sql, Object... values) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql, values));
    }
}

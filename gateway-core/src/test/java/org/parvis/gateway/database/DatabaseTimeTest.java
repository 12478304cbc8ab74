package org.parvis.gateway.database;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

class DatabaseTimeTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private static final Duration NEARLY = Duration.ofSeconds(2);

    @Test
    void itIsAsLateAsTheDatabaseSaysAndGoesOn() throws Exception {
        try (DatabaseTime time = DatabaseTime.start(DATABASE.database())) {
            Instant first = time.instant();
            Instant database = DATABASE.database().read(session -> session.first("select clock_timestamp() as now"))
                    .map(row -> Rows.instant(row, "now")).orElseThrow();
            Instant second = time.instant();

            assertThat(Duration.between(first, database).abs()).isLessThan(NEARLY);
            assertThat(second).isAfter(first);
        }
    }
}

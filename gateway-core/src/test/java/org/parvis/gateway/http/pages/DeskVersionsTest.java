package org.parvis.gateway.http.pages;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import org.parvis.channel.testkit.ManualClock;
import org.parvis.gateway.database.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;

class DeskVersionsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private final ManualClock clock = ManualClock.at("2026-11-02T08:00:00Z");
    private final DeskVersions desks = new DeskVersions(DATABASE.database(), Assets.load(), clock);

    @Test
    void whateverVersionsAreAskedForTheRecordIsLookedAtOnceInAWhile() throws Exception {
        assertThat(desks.find("00000000000000aa", "app.js")).isEmpty();
        publish("00000000000000aa");

        assertThat(desks.find("00000000000000aa", "app.js")).as("from memory").isEmpty();
        assertThat(desks.find("00000000000000bb", "app.js")).isEmpty();

        clock.advance(DeskVersions.BETWEEN_LOOKS);
        assertThat(desks.find("00000000000000aa", "app.js")).isPresent();
        assertThat(desks.find("00000000000000aa", "desk.js")).isEmpty();
    }

    private static void publish(String hash) throws InterruptedException {
        DATABASE.database().inTransaction(session -> {
            session.execute("insert into desk_version (hash) values ($1)", hash);
            return session.execute("insert into desk_file (hash, name, bytes) values ($1, 'app.js', $2)", hash,
                    "export {};".getBytes(StandardCharsets.UTF_8));
        });
    }
}

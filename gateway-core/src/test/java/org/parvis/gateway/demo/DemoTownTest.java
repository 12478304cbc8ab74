package org.parvis.gateway.demo;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import org.parvis.gateway.configuration.ChannelConfiguration;
import org.parvis.gateway.database.Rows;
import org.parvis.gateway.database.TestDatabase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DemoTownTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @TempDir
    private Path directory;

    @Test
    void aTellingThatBrokeOffIsBegunAnewAndNothingElseIsTouched() throws Exception {
        DemoTown town = new DemoTown(DATABASE.database(), DATABASE.vertx(), Clock.systemUTC());
        execute("insert into agent (id, account, display_name) values ($1, 'somebody', 'Somebody Else')", UUID.randomUUID());

        assertThatThrownBy(() -> town.seed(channels())).hasMessageContaining("leaves it alone");
        assertThat(count("agent")).isEqualTo(1);

        execute("insert into installation (name, value) values ('demo-town', 'begun')");
        assertThat(town.seed(channels())).isTrue();
        assertThat(count("agent")).isEqualTo(Townspeople.Person.all().size());
        assertThat(count("conversation")).isEqualTo(Story.all(Citizen.all(), Clock.systemUTC().instant()).size());
        assertThat(count("canned_answer")).isEqualTo(12);
        assertThat(count("delivery where state in ('QUEUED', 'SENDING')")).isZero();

        assertThat(town.seed(channels())).isFalse();
    }

    private List<ChannelConfiguration> channels() throws Exception {
        return DemoConfiguration.read(new DemoConfiguration(8080, 2525, 1143, "http://127.0.0.1:1").write(directory), DATABASE.address())
                .channels();
    }

    private static long count(String what) throws InterruptedException {
        return DATABASE.database()
                .read(session -> Rows.number(session.first("select count(*) as times from " + what).orElseThrow(), "times"));
    }

    private static void execute(String sql, Object... values) throws InterruptedException {
        DATABASE.database().inTransaction(session -> session.execute(sql, values));
    }
}

package org.parvis.gateway.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MigrationsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void aSchemaThatIsThereAlreadyIsLeftAsItIs() throws InterruptedException {
        Migrations.Report again = Migrations.apply(DATABASE.database(), DATABASE.address());

        assertThat(again.applied()).isZero();
        assertThat(again.version()).isEqualTo(ClassPathFolder.names("/db").stream().map(name -> name.substring(1, 4)).max(String::compareTo)
                .orElseThrow());
        Migrations.requireApplied(DATABASE.database(), DATABASE.address());
    }

    @Test
    void whatFailedOrLacksIsForFlywayToSay() throws Exception {
        try (Connection connection = Migrations.open(DATABASE.address()); Statement statement = connection.createStatement()) {
            inDoubt(statement, "success = false", "where version = '021'");
            assertThatThrownBy(() -> Migrations.apply(DATABASE.database(), DATABASE.address())).hasMessageContaining("21");
            inDoubt(statement, "success = true", "where version = '021'");

            inDoubt(statement, "checksum = 1", "where version = '021'");
            assertThat(Migrations.apply(DATABASE.database(), DATABASE.address()).applied()).isZero();
        }
    }

    /** What the planner knows nothing about it takes for filled, and sorts whole lists until somebody gathers statistics. */
    @Test
    void aColumnThatIsAddedToListsInUseIsKnownToThePlannerAtOnce() throws Exception {
        DatabaseAddress old = DATABASE.address().withDatabase("in_use");
        try (Connection connection = Migrations.open(DATABASE.address()); Statement statement = connection.createStatement()) {
            statement.execute("create database in_use");
        }
        Flyway.configure().dataSource(old.jdbcUrl(), old.user(), old.password()).locations(Migrations.LOCATION).target("1").loggers("slf4j")
                .load().migrate();
        try (Connection connection = Migrations.open(old); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("insert into channel (id, type, label) values ('telephone', 'phone-notes', 'Accueil')");
            statement.execute("insert into contact (id, created_at) values (gen_random_uuid(), now())");
            statement.execute("""
                    insert into conversation (id, channel_id, contact_id, state, visibility, created_at, last_message_at)
                    select gen_random_uuid(), 'telephone', contact.id, 'OPEN', 'PRIVATE', now(), now() from contact, generate_series(1, 20)
                    """);
            statement.execute("analyze conversation");
            connection.commit();

            Migrations.apply(old);

            ResultSet unknown = statement.executeQuery("""
                    select string_agg(column_name, ', ') from information_schema.columns its
                     where table_schema = 'public' and table_name = 'conversation'
                       and not exists (select from pg_stats where tablename = 'conversation' and attname = its.column_name)
                    """);
            unknown.next();
            assertThat(unknown.getString(1)).isNull();
        }
    }

    private static void inDoubt(Statement statement, String what, String which) throws SQLException {
        assertThat(statement.executeUpdate("update flyway_schema_history set " + what + " " + which)).isOne();
    }
}

package org.parvis.gateway.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MigrationsTest {

    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Test
    void aSchemaThatIsThereAlreadyIsLeftAsItIs() {
        Migrations.Report again = Migrations.apply(DATABASE.address());

        assertThat(again.applied()).isZero();
        assertThat(again.version()).isEqualTo(ClassPathFolder.names("/db").stream().map(name -> name.substring(1, 4)).max(String::compareTo)
                .orElseThrow());
        Migrations.requireApplied(DATABASE.address());
    }

    @Test
    void whatFailedOrLacksIsForFlywayToSay() throws Exception {
        try (Connection connection = Migrations.open(DATABASE.address()); Statement statement = connection.createStatement()) {
            inDoubt(statement, "success = false", "where version = '021'");
            assertThatThrownBy(() -> Migrations.apply(DATABASE.address())).hasMessageContaining("21");
            inDoubt(statement, "success = true", "where version = '021'");

            inDoubt(statement, "checksum = 1", "where version = '021'");
            assertThat(Migrations.apply(DATABASE.address()).applied()).isZero();
        }
    }

    private static void inDoubt(Statement statement, String what, String which) throws SQLException {
        assertThat(statement.executeUpdate("update flyway_schema_history set " + what + " " + which)).isOne();
    }
}

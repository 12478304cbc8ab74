package org.parvis.gateway.bench;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import io.vertx.core.Vertx;

import org.parvis.gateway.access.AccessTokens;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseAddress;

/** Lets the benchmark in. */
final class Accounts {

    private Accounts() {
    }

    /** A token of some agent of the database; one is made if there is none. */
    static String token(DatabaseAddress address) throws SQLException, InterruptedException {
        UUID agent;
        try (Connection connection = Sql.open(address)) {
            Sql.execute(connection, "insert into agent (id, account, display_name) select gen_random_uuid(), 'agent0', 'Agent 0'"
                    + " where not exists (select from agent)");
            Sql.execute(connection, "delete from access_token");
            agent = UUID.fromString(Sql.text(connection, "select id from agent order by account limit 1"));
        }
        Vertx vertx = Vertx.vertx();
        try (Database database = Database.connect(vertx, address, 1)) {
            return new AccessTokens(database, Clock.systemUTC()).create(agent, "bench", Optional.empty()).secret();
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}

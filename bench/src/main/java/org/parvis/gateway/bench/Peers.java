package org.parvis.gateway.bench;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

import org.parvis.gateway.bench.town.Letter;
import org.parvis.gateway.database.DatabaseAddress;

/** What others do with the same letters: into a plain table with a primary key, the message alone, durably. */
final class Peers {

    static final int CLIENTS = 32;

    private static final String TABLE = """
            create table if not exists plain_message (
                id uuid primary key, network_id text not null, address text not null, author text not null, subject text not null, body text not null,
                sent_at timestamptz not null default now())
            """;

    private Peers() {
    }

    /** One stream of COPY, which is as fast as PostgreSQL takes rows. Messages a second. */
    static double copy(DatabaseAddress address, List<Letter> letters) throws SQLException {
        try (Connection connection = Sql.open(address)) {
            table(connection);
            long begun = System.nanoTime();
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI()
                    .copyIn("copy plain_message (id, network_id, address, author, subject, body) from stdin");
            for (Letter letter : letters) {
                String row = String.join("\t", UUID.randomUUID().toString(), letter.id(), letter.address(), letter.author(),
                        letter.subject(),
                        letter.text().replace("\n", "\\n"));
                byte[] bytes = (row + "\n").getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
            }
            copy.endCopy();
            return letters.size() / ((System.nanoTime() - begun) / 1e9);
        }
    }

    /** Thirty-two clients, each with one prepared insert and one commit a message. */
    static Load.Outcome inserts(DatabaseAddress address, List<Letter> letters, AtomicInteger next, Duration time) throws Exception {
        List<Connection> connections = new ArrayList<>();
        try {
            BlockingQueue<PreparedStatement> idle = new ArrayBlockingQueue<>(CLIENTS);
            for (int client = 0; client < CLIENTS; client++) {
                Connection connection = Sql.open(address);
                connections.add(connection);
                table(connection);
                idle.add(connection.prepareStatement(
                        "insert into plain_message (id, network_id, address, author, subject, body) values (?, ?, ?, ?, ?, ?)"));
            }
            ThreadLocal<PreparedStatement> own = ThreadLocal.withInitial(idle::remove);
            return Load.steady(CLIENTS, Thread.ofPlatform().factory(), next, letters.size(), time, number -> {
                Letter letter = letters.get(number);
                PreparedStatement insert = own.get();
                insert.setObject(1, UUID.randomUUID());
                insert.setString(2, letter.id());
                insert.setString(3, letter.address());
                insert.setString(4, letter.author());
                insert.setString(5, letter.subject());
                insert.setString(6, letter.text());
                insert.executeUpdate();
            });
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }

    private static synchronized void table(Connection connection) throws SQLException {
        Sql.execute(connection, TABLE);
    }
}

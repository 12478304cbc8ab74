package org.parvis.gateway.database;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A fresh, migrated database for one test class, on a real server that all the classes of a test run share:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestDatabase DATABASE = new TestDatabase();
 * }</pre>
 */
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {

    private static final int CONNECTIONS = 8;
    private static final String TEMPLATE = "migrated";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private @Nullable DatabaseAddress address;
    private @Nullable Vertx vertx;
    private @Nullable Database database;
    private final Deque<AutoCloseable> users = new ArrayDeque<>();

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        Server server = context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).computeIfAbsent(Server.class, type -> Server.start(),
                Server.class);
        DatabaseAddress own = server.create("test_" + NUMBERS.incrementAndGet());
        Vertx threads = Vertx.vertx();
        address = own;
        vertx = threads;
        database = Database.connect(threads, own, CONNECTIONS);
    }

    @Override
    public void afterAll(ExtensionContext context) throws Exception {
        while (!users.isEmpty()) {
            users.pop().close();
        }
        if (database != null) {
            database.close();
        }
        if (vertx != null) {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    /** Something that uses this database for the whole class: closed before the database is. */
    public <T extends AutoCloseable> T closing(T user) {
        users.push(user);
        return user;
    }

    public Database database() {
        return started(database);
    }

    public Vertx vertx() {
        return started(vertx);
    }

    public DatabaseAddress address() {
        return started(address);
    }

    private static <T> T started(@Nullable T part) {
        if (part == null) {
            throw new IllegalStateException("TestDatabase is a static @RegisterExtension field");
        }
        return part;
    }

    /** The server, stopped by JUnit after the last test. */
    record Server(EmbeddedPostgres postgres, Path directory) implements AutoCloseable {

        static Server start() {
            try {
                Path directory = TestPlace.fresh();
                Server server = new Server(EmbeddedPostgres.start(directory), directory);
                server.execute("CREATE DATABASE " + TEMPLATE);
                Migrations.apply(server.postgres.address().withDatabase(TEMPLATE));
                return server;
            } catch (Exception failure) {
                throw new IllegalStateException(failure);
            }
        }

        DatabaseAddress create(String name) throws Exception {
            execute("CREATE DATABASE " + name + " TEMPLATE " + TEMPLATE);
            return postgres.address().withDatabase(name);
        }

        private void execute(String sql) throws Exception {
            try (Connection connection = Migrations.open(postgres.address()); Statement statement = connection.createStatement()) {
                statement.execute(sql);
            }
        }

        @Override
        public void close() throws IOException {
            postgres.close();
            Trees.delete(directory);
        }
    }
}

package org.parvis.gateway.command;

import java.util.Optional;

import io.vertx.core.Vertx;

import org.parvis.gateway.configuration.DatabaseConfiguration;
import org.parvis.gateway.database.Database;
import org.parvis.gateway.database.DatabaseAddress;
import org.parvis.gateway.database.EmbeddedPostgres;
import org.parvis.gateway.database.Migrations;

/** The configured database for one command, beside a running gateway or without one. */
record OpenDatabase(DatabaseAddress address, Optional<EmbeddedPostgres> started) implements AutoCloseable {

    private static final int CONNECTIONS = 2;

    static OpenDatabase of(DatabaseConfiguration configuration) throws InterruptedException {
        Optional<DatabaseAddress> external = configuration.external();
        if (external.isPresent()) {
            return new OpenDatabase(external.get(), Optional.empty());
        }
        Optional<DatabaseAddress> running = EmbeddedPostgres.running(configuration.directory());
        if (running.isPresent()) {
            return new OpenDatabase(running.get(), Optional.empty());
        }
        EmbeddedPostgres own = EmbeddedPostgres.start(configuration.directory());
        return new OpenDatabase(own.address(), Optional.of(own));
    }

    Migrations.Report migrate() throws InterruptedException {
        return connected(database -> Migrations.apply(database, address));
    }

    /** Does the work on an up-to-date schema. */
    <T> T with(Task<T> task) throws InterruptedException {
        return connected(database -> {
            Migrations.apply(database, address);
            return task.run(database);
        });
    }

    /** Only looks: leaves the schema as it is, and refuses one that is older than this version. */
    <T> T reading(Task<T> task) throws InterruptedException {
        return connected(database -> {
            Migrations.requireApplied(database, address);
            return task.run(database);
        });
    }

    private <T> T connected(Task<T> task) throws InterruptedException {
        Vertx vertx = Vertx.vertx();
        try (Database database = Database.connect(vertx, address, CONNECTIONS)) {
            return task.run(database);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Override
    public void close() {
        started.ifPresent(EmbeddedPostgres::close);
    }

    /** What is done with the database. */
    @FunctionalInterface
    interface Task<T> {
        T run(Database database) throws InterruptedException;
    }
}

package org.parvis.gateway.bench;

import java.sql.Connection;
import java.sql.SQLException;

import org.parvis.gateway.database.DatabaseAddress;
import org.parvis.gateway.database.EmbeddedPostgres;
import org.parvis.gateway.database.Migrations;

/** The database server that everything is measured on: the gateway's own, with a database for each benchmark. */
final class Ground implements AutoCloseable {

    private final Settings settings;
    private final EmbeddedPostgres server;

    private Ground(Settings settings, EmbeddedPostgres server) {
        this.settings = settings;
        this.server = server;
    }

    static Ground open(Settings settings) throws InterruptedException {
        return new Ground(settings, EmbeddedPostgres.start(settings.data().resolve("database")));
    }

    Settings settings() {
        return settings;
    }

    Machine machine() throws SQLException, InterruptedException {
        try (Connection connection = Sql.open(server.address())) {
            return Machine.look(connection);
        }
    }

    /** An empty, migrated database. What had its name before is gone. */
    DatabaseAddress fresh(String name) throws SQLException {
        try (Connection connection = Sql.open(server.address())) {
            Sql.execute(connection, "drop database if exists " + name + " with (force)");
        }
        return kept(name);
    }

    /** The database of this name, migrated; an empty one if there is none. */
    DatabaseAddress kept(String name) throws SQLException {
        try (Connection connection = Sql.open(server.address())) {
            if (Sql.text(connection, "select 1 from pg_database where datname = '" + name + "'").isEmpty()) {
                Sql.execute(connection, "create database " + name);
            }
        }
        DatabaseAddress address = address(name);
        Migrations.apply(address);
        return address;
    }

    /** Writes out what earlier work left dirty, so that nobody pays for somebody else. */
    void settle() throws SQLException {
        try (Connection connection = Sql.open(server.address())) {
            Sql.execute(connection, "checkpoint");
        }
    }

    private DatabaseAddress address(String name) {
        DatabaseAddress own = server.address();
        return new DatabaseAddress(own.host(), own.port(), name, own.user(), own.password(), own.encryption());
    }

    @Override
    public void close() {
        server.close();
    }
}

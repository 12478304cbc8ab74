package org.parvis.gateway.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings a database's schema up to what this version of the gateway needs. Several nodes may do so at once: one does, the others wait. */
public final class Migrations {

    /** Where the migrations stand on the class path. */
    public static final String LOCATION = "classpath:db";

    private static final int MINIMUM_VERSION = 15;

    private Migrations() {
    }

    /**
     * @param applied how many migrations this call carried out
     * @param version of the schema now
     */
    public record Report(int applied, String version) {
    }

    /** Blocks until the schema is up to date. Throws {@link DatabaseException}, in words for an operator. */
    public static Report apply(DatabaseAddress address) {
        return apply(address, LOCATION);
    }

    static Report apply(DatabaseAddress address, String location) {
        requireVersion(address);
        try {
            MigrateResult result = flyway(address, location).migrate();
            String version = result.targetSchemaVersion;
            return new Report(result.migrationsExecuted, version == null ? String.valueOf(result.initialSchemaVersion) : version);
        } catch (FlywayException failure) {
            throw DatabaseException.failed("The schema of " + address + " could not be brought up to date: " + failure.getMessage(),
                    failure);
        }
    }

    /** For those who only look: changes nothing. Throws {@link DatabaseException} when something has to be applied first. */
    public static void requireApplied(DatabaseAddress address) {
        requireVersion(address);
        try {
            int pending = flyway(address, LOCATION).info().pending().length;
            if (pending > 0) {
                throw DatabaseException.failed("The schema of " + address + " is older than this version, " + pending
                        + " migrations are not applied: parvis migrate brings it up to date");
            }
        } catch (FlywayException failure) {
            throw DatabaseException.failed("The schema of " + address + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static Flyway flyway(DatabaseAddress address, String location) {
        return Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations(location)
                .validateMigrationNaming(true)
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .loggers("slf4j")
                .load();
    }

    private static void requireVersion(DatabaseAddress address) {
        try (Connection connection = open(address)) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < MINIMUM_VERSION) {
                throw DatabaseException.failed("Parvis needs PostgreSQL " + MINIMUM_VERSION + " or later; " + address + " is PostgreSQL "
                        + connection.getMetaData().getDatabaseProductVersion());
            }
        } catch (SQLException failure) {
            throw DatabaseException.failed("The database " + address + " cannot be reached: " + failure.getMessage(), failure);
        }
    }

    static Connection open(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}

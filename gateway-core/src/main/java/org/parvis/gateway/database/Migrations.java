package org.parvis.gateway.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings a database's schema up to what this version of the gateway needs. Several nodes may do so at once: one does, the others wait. */
public final class Migrations {

    /** Where the migrations stand on the class path. */
    public static final String LOCATION = "classpath:db";

    private static final String CLASS_PATH = "classpath:";
    private static final Pattern VERSION = Pattern.compile("V(\\d+)__\\w+\\.sql");
    private static final String NO_SUCH_TABLE = "42P01";

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
        Optional<String> reached = reached(address, location);
        if (reached.isPresent()) {
            return new Report(0, reached.get());
        }
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
        if (reached(address, LOCATION).isPresent()) {
            return;
        }
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

    /**
     * The schema's version if it is exactly what this gateway needs, which is so at nearly every start: Flyway takes several times as long to find that there is nothing to
     * do. What its migrations say is compared with what was applied as soon as there is one to apply.
     */
    private static Optional<String> reached(DatabaseAddress address, String location) {
        try (Connection connection = open(address)) {
            int server = connection.getMetaData().getDatabaseMajorVersion();
            if (server < MINIMUM_VERSION) {
                throw DatabaseException.failed("Parvis needs PostgreSQL " + MINIMUM_VERSION + " or later; " + address + " is PostgreSQL "
                        + connection.getMetaData().getDatabaseProductVersion());
            }
            SortedSet<String> applied = applied(connection);
            return applied.isEmpty() || !applied.equals(versions(location)) ? Optional.empty() : Optional.of(applied.last());
        } catch (SQLException failure) {
            throw DatabaseException.failed("The database " + address + " cannot be reached: " + failure.getMessage(), failure);
        }
    }

    /** None when something failed, or was done by other means: then Flyway has to look. */
    private static SortedSet<String> applied(Connection connection) throws SQLException {
        SortedSet<String> versions = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet history = statement.executeQuery("select version, type = 'SQL' and success from flyway_schema_history")) {
            while (history.next()) {
                if (!history.getBoolean(2)) {
                    return new TreeSet<>();
                }
                versions.add(history.getString(1));
            }
        } catch (SQLException failure) {
            if (!NO_SUCH_TABLE.equals(failure.getSQLState())) {
                throw failure;
            }
        }
        return versions;
    }

    private static Set<String> versions(String location) {
        Set<String> versions = new TreeSet<>();
        for (String file : ClassPathFolder.names("/" + location.substring(CLASS_PATH.length()))) {
            Matcher name = VERSION.matcher(file);
            if (name.matches()) {
                versions.add(name.group(1));
            }
        }
        return versions;
    }

    static Connection open(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}

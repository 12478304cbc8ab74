package org.parvis.gateway.database;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.vertx.sqlclient.Row;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/** Brings a database's schema up to what this version of the gateway needs. Several nodes may do so at once: one does, the others wait. */
public final class Migrations {

    private static final String FOLDER = "/db";
    /** Where the migrations stand, for Flyway. */
    static final String LOCATION = "classpath:" + FOLDER.substring(1);

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

    /**
     * Blocks until the schema is up to date. Throws {@link DatabaseException}, in words for an operator.
     *
     * @param database at the address
     */
    public static Report apply(Database database, DatabaseAddress address) throws InterruptedException {
        Optional<String> reached = reached(database, address);
        return reached.isPresent() ? new Report(0, reached.get()) : apply(address);
    }

    /** The same by Flyway alone, which looks at everything. */
    public static Report apply(DatabaseAddress address) {
        try {
            MigrateResult result = flyway(address).migrate();
            String version = result.targetSchemaVersion;
            return new Report(result.migrationsExecuted, version == null ? String.valueOf(result.initialSchemaVersion) : version);
        } catch (FlywayException failure) {
            throw DatabaseException.failed("The schema of " + address + " could not be brought up to date: " + failure.getMessage(),
                    failure);
        }
    }

    /** For those who only look: changes nothing. Throws {@link DatabaseException} when something has to be applied first. */
    public static void requireApplied(Database database, DatabaseAddress address) throws InterruptedException {
        if (reached(database, address).isPresent()) {
            return;
        }
        try {
            int pending = flyway(address).info().pending().length;
            if (pending > 0) {
                throw DatabaseException.failed("The schema of " + address + " is older than this version, " + pending
                        + " migrations are not applied: parvis migrate brings it up to date");
            }
        } catch (FlywayException failure) {
            throw DatabaseException.failed("The schema of " + address + " cannot be read: " + failure.getMessage(), failure);
        }
    }

    private static Flyway flyway(DatabaseAddress address) {
        return Flyway.configure()
                .dataSource(address.jdbcUrl(), address.user(), address.password())
                .locations(LOCATION)
                .validateMigrationNaming(true)
                .failOnMissingLocations(true)
                .cleanDisabled(true)
                .loggers("slf4j")
                .load();
    }

    /**
     * The schema's version if it is exactly what this gateway needs, which is so at nearly every start: Flyway and the driver that it stands on take many times as long
     * to find that there is nothing to do. What its migrations say is compared with what was applied as soon as there is one to apply.
     */
    private static Optional<String> reached(Database database, DatabaseAddress address) throws InterruptedException {
        SortedSet<String> applied;
        try {
            applied = database.read(session -> {
                requireVersion(session, address);
                return applied(session);
            });
        } catch (DatabaseException failure) {
            Throwable cause = failure.getCause();
            throw cause == null
                    ? failure
                    : DatabaseException.failed("The database " + address + " cannot be reached: "
                            + (failure.sqlState().isPresent() ? failure.getMessage() : cause.getMessage()), failure);
        }
        return applied.isEmpty() || !applied.equals(versions()) ? Optional.empty() : Optional.of(applied.last());
    }

    private static void requireVersion(Session session, DatabaseAddress address) throws InterruptedException {
        Row server = session
                .query("select current_setting('server_version') version, current_setting('server_version_num')::int8 / 10000 major")
                .getFirst();
        if (Rows.number(server, "major") < MINIMUM_VERSION) {
            throw DatabaseException.failed("Parvis needs PostgreSQL " + MINIMUM_VERSION + " or later; " + address + " is PostgreSQL "
                    + Rows.text(server, "version"));
        }
    }

    /** None when something failed, or was done by other means: then Flyway has to look. */
    private static SortedSet<String> applied(Session session) throws InterruptedException {
        try {
            List<Row> history = session.query("select version, type = 'SQL' and success as plain from flyway_schema_history");
            return history.stream().allMatch(row -> Rows.flag(row, "plain"))
                    ? history.stream().map(row -> Rows.text(row, "version")).collect(Collectors.toCollection(TreeSet::new))
                    : new TreeSet<>();
        } catch (DatabaseException failure) {
            if (failure.sqlState().filter(NO_SUCH_TABLE::equals).isPresent()) {
                return new TreeSet<>();
            }
            throw failure;
        }
    }

    private static Set<String> versions() {
        Set<String> versions = new TreeSet<>();
        for (String file : ClassPathFolder.names(FOLDER)) {
            Matcher name = VERSION.matcher(file);
            if (name.matches()) {
                versions.add(name.group(1));
            }
        }
        return versions;
    }

    /** By the driver that Flyway uses. */
    static Connection open(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
    }
}

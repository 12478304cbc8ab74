package org.parvis.gateway.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntSupplier;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A PostgreSQL server of the gateway's own, for those who have none. It listens on the loopback interface only, asks for a password, writes
 * durably, and ends when the gateway ends, even by {@code kill -9}. When it dies it is started again on the same port. Its data are
 * kept in {@code directory} and outlive it.
 */
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    /** Where the launcher says that the gateway is installed. */
    private static final Optional<Path> HOME = Optional.ofNullable(System.getProperty("parvis.home")).map(Path::of);
    /** Crash recovery replays what was written since the last checkpoint, which takes minutes at the very worst. */
    private static final Duration START_PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(4);
    private static final Duration ORPHAN_PATIENCE = Duration.ofSeconds(30);
    private static final int START_ATTEMPTS = 5;
    private static final Duration RESTART_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_RESTART_PAUSE = Duration.ofSeconds(30);

    private final Cluster cluster;
    private final DirectoryLock lock;
    private final int port;
    private final Thread supervisor;
    private volatile ServerProcess process;
    private volatile boolean closing;

    private EmbeddedPostgres(Cluster cluster, DirectoryLock lock, int port, ServerProcess process) {
        this.cluster = cluster;
        this.lock = lock;
        this.port = port;
        this.process = process;
        this.supervisor = Thread.ofVirtual().name("embedded-postgres").unstarted(this::supervise);
    }

    /**
     * Starts the server, creating its data first if there are none: about three seconds the first time, one later.
     *
     * @throws DatabaseException in words for an operator
     */
    public static EmbeddedPostgres start(Path directory) throws InterruptedException {
        return start(directory, EmbeddedPostgres::freePort);
    }

    /** The server that a running gateway has started in this directory, for commands beside it. */
    public static Optional<DatabaseAddress> running(Path wanted) throws InterruptedException {
        Path directory = wanted.toAbsolutePath().normalize();
        try {
            ServerUser user = ServerUser.of(directory);
            Path place = ServerPlace.reachable(directory, user);
            if (!DirectoryLock.isHeld(place)) {
                return Optional.empty();
            }
            Cluster cluster = new Cluster(place, user, place);
            Optional<PostmasterFile> file = PostmasterFile.in(cluster.data()).filter(PostmasterFile::ready);
            return file.isPresent() ? Optional.of(cluster.address(file.get().port())) : Optional.empty();
        } catch (IOException failure) {
            throw DatabaseException.failed("The embedded database in " + directory + " cannot be looked at: " + failure, failure);
        }
    }

    static EmbeddedPostgres start(Path wanted, IntSupplier ports) throws InterruptedException {
        Path directory = wanted.toAbsolutePath().normalize();
        try {
            ServerUser user = ServerUser.of(directory);
            Path place = ServerPlace.reachable(directory, user);
            if (!place.equals(directory.toRealPath())) {
                LOG.warn("The database server runs as the user {}, who cannot enter {}; its data are in {}", user.name().orElse(""),
                        directory,
                        place);
            }
            DirectoryLock lock = DirectoryLock.take(place);
            boolean started = false;
            try {
                EmbeddedPostgres server = start(place, user, lock, ports);
                started = true;
                return server;
            } finally {
                if (!started) {
                    lock.close();
                }
            }
        } catch (IOException failure) {
            throw DatabaseException.failed("The embedded database in " + directory + " could not be started: " + failure, failure);
        }
    }

    private static EmbeddedPostgres start(Path place, ServerUser user, DirectoryLock lock, IntSupplier ports)
            throws IOException, InterruptedException {
        Path parent = place.getParent();
        Cluster cluster = new Cluster(place, user, ServerBinaries.find(HOME, user, parent == null ? place : parent));
        cluster.rotateLog();
        if (!cluster.exists()) {
            LOG.info("Creating the embedded database in {}{}", place, user.name().map(name -> " for the user " + name).orElse(""));
            cluster.create();
        }
        stopOrphan(cluster);
        for (int attempt = 1;; attempt++) {
            int port = ports.getAsInt();
            ServerProcess process = ServerProcess.start(user, cluster.binaries(), cluster.data(), port, cluster.log());
            boolean good = false;
            try {
                if (process.awaitReady(cluster.data(), START_PATIENCE)) {
                    EmbeddedPostgres server = new EmbeddedPostgres(cluster, lock, port, process);
                    server.prepare();
                    server.supervisor.start();
                    LOG.info("The embedded database listens on port {} of the loopback interface; its data are in {}", port, place);
                    good = true;
                    return server;
                }
            } finally {
                if (!good) {
                    process.stop(STOP_PATIENCE);
                }
            }
            if (attempt == START_ATTEMPTS) {
                throw DatabaseException.failed("The embedded database does not start. " + cluster.lastWords());
            }
            // The port was taken meanwhile, or processes of a server that was killed are not quite gone.
            Thread.sleep(RESTART_PAUSE.multipliedBy(attempt));
        }
    }

    /** A server whose gateway was killed so hard that even its watchdog went. The directory's lock says that nobody else needs it. */
    private static void stopOrphan(Cluster cluster) throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = PostmasterFile.in(cluster.data()).flatMap(file -> file.running(cluster.data()));
        if (orphan.isEmpty()) {
            return;
        }
        ProcessHandle server = orphan.get();
        LOG.warn("An embedded database without a gateway still runs (process {}); stopping it first", server.pid());
        for (String signal : new String[]{"-INT", "-QUIT"}) {
            new ProcessBuilder("kill", signal, Long.toString(server.pid())).inheritIO().start().waitFor();
            try {
                server.onExit().get(ORPHAN_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException | ExecutionException stillThere) {
                LOG.warn("Process {} did not stop on signal {}", server.pid(), signal);
            }
        }
        throw DatabaseException.failed("Process " + server.pid() + " holds the data in " + cluster.directory() + " and does not stop");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw DatabaseException.failed("No free port on the loopback interface", failure);
        }
    }

    /** Makes sure that the server reached is this one and not a stranger on its port, and that the database exists. */
    private void prepare() throws IOException {
        try (Connection connection = Migrations.open(address().withDatabase("postgres"));
                Statement statement = connection.createStatement()) {
            Path reached;
            try (ResultSet result = statement.executeQuery("SHOW data_directory")) {
                result.next();
                reached = Path.of(result.getString(1));
            }
            if (!reached.equals(cluster.data())) {
                throw DatabaseException.failed("On port " + port + " another PostgreSQL answers, with its data in " + reached);
            }
            try (ResultSet result = statement.executeQuery("SELECT 1 FROM pg_database WHERE datname = '" + Cluster.DATABASE + "'")) {
                if (result.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + Cluster.DATABASE);
        } catch (SQLException failure) {
            throw DatabaseException.failed("The embedded database cannot be reached: " + failure.getMessage(), failure);
        }
    }

    public DatabaseAddress address() {
        try {
            return cluster.address(port);
        } catch (IOException failure) {
            throw DatabaseException.failed("The embedded database's password cannot be read", failure);
        }
    }

    /** Where the data are; not where they were asked for if the server's user cannot go there. */
    public Path directory() {
        return cluster.directory();
    }

    private void supervise() {
        try {
            while (!closing) {
                int code = process.await();
                if (closing) {
                    return;
                }
                LOG.error("The embedded database ended (code {}); starting it again. Nothing that was committed is lost", code);
                restart();
            }
        } catch (InterruptedException stop) {
            LOG.debug("The embedded database is no longer supervised");
        }
    }

    private void restart() throws InterruptedException {
        Duration pause = RESTART_PAUSE;
        while (!closing) {
            try {
                stopOrphan(cluster);
                ServerProcess next = ServerProcess.start(cluster.user(), cluster.binaries(), cluster.data(), port, cluster.log());
                process = next;
                if (next.awaitReady(cluster.data(), START_PATIENCE)) {
                    prepare();
                    LOG.info("The embedded database is back on port {}", port);
                    return;
                }
                LOG.error("The embedded database does not start; trying again in {} s. {}", pause.toSeconds(), cluster.lastWords());
            } catch (IOException | DatabaseException failure) {
                LOG.error("The embedded database does not start; trying again in {} s", pause.toSeconds(), failure);
            }
            Thread.sleep(pause);
            pause = pause.compareTo(LONGEST_RESTART_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
        }
    }

    /** Stops the server, cleanly if it can be done in a few seconds. The data stay. */
    @Override
    public void close() {
        closing = true;
        try {
            supervisor.interrupt();
            supervisor.join();
            if (!process.stop(STOP_PATIENCE)) {
                LOG.warn("The embedded database did not stop within {} s; stopping it at once, it will recover at the next start",
                        STOP_PATIENCE.toSeconds());
                Optional<ProcessHandle> server = PostmasterFile.in(cluster.data()).flatMap(file -> file.running(cluster.data()));
                if (server.isPresent()) {
                    new ProcessBuilder("kill", "-QUIT", Long.toString(server.get().pid())).start().waitFor();
                    process.await();
                }
            }
            lock.close();
        } catch (IOException failure) {
            throw DatabaseException.failed("The embedded database did not stop as it should", failure);
        } catch (InterruptedException interruption) {
            // The watchdog has been told, and ends the server by itself.
            Thread.currentThread().interrupt();
        }
    }
}

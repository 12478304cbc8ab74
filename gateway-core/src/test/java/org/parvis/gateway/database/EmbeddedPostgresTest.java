package org.parvis.gateway.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class EmbeddedPostgresTest {

    private Path directory = Path.of("");

    @BeforeEach
    void place() throws IOException {
        directory = TestPlace.fresh();
    }

    @AfterEach
    void clear() throws IOException {
        Trees.delete(directory);
    }

    @Test
    void dataOutliveARestart() throws Exception {
        try (EmbeddedPostgres first = EmbeddedPostgres.start(directory)) {
            run(first, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        try (EmbeddedPostgres second = EmbeddedPostgres.start(directory)) {
            assertThat(ask(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void theServerWritesDurablyAndWantsThePassword() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(ask(server, "SHOW fsync")).isEqualTo("on");
            assertThat(ask(server, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(ask(server, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
            assertThat(ask(server, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules")).isEqualTo("scram-sha-256");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("password")))).isEqualTo("rw-------");
            DatabaseAddress right = server.address();
            DatabaseAddress wrong = new DatabaseAddress(right.host(), right.port(), right.database(), right.user(), "guess",
                    right.encryption());
            assertThatThrownBy(() -> Migrations.open(wrong)).isInstanceOf(SQLException.class).hasMessageContaining("password");
        }
    }

    @Test
    void afterKillNineOfTheServerItComesBackOnItsPortWithItsData() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
            ProcessHandle postgres = postmaster();
            postgres.destroyForcibly();
            postgres.onExit().get(10, TimeUnit.SECONDS);
            assertThat(askUntilAnswered(server, "SELECT answer FROM kept")).isEqualTo("42");
            assertThat(postmaster().pid()).isNotEqualTo(postgres.pid());
        }
    }

    @Test
    void aSecondGatewayIsRefusedByName() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThatThrownBy(() -> EmbeddedPostgres.start(directory)).isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("Another gateway")
                    .hasMessageContaining(Long.toString(ProcessHandle.current().pid()));
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void aCommandBesideARunningGatewayFindsItsServer() throws Exception {
        assertThat(EmbeddedPostgres.running(directory)).isEmpty();
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(EmbeddedPostgres.running(directory)).contains(server.address());
        }
        assertThat(EmbeddedPostgres.running(directory)).isEmpty();
    }

    @Test
    void aDirectoryThatTheServersUserCannotEnterHasAStandIn(@TempDir Path closed) throws Exception {
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
        Path wanted = closed.resolve("database");
        ServerUser user = ServerUser.of(wanted);
        Path place = ServerPlace.reachable(wanted, user);
        assertThat(user.reaches(place)).isTrue();
        assertThat(ServerPlace.reachable(wanted, user)).isEqualTo(place);
        if (!place.equals(wanted)) {
            Trees.delete(place);
            Files.delete(Objects.requireNonNull(place.getParent()));
        }
    }

    @Test
    void aPortThatAStrangerTookIsLeftForAnother() throws Exception {
        try (ServerSocket stranger = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int freePort = EmbeddedPostgres.freePort();
            AtomicInteger asked = new AtomicInteger();
            try (EmbeddedPostgres server = EmbeddedPostgres.start(directory,
                    () -> asked.getAndIncrement() == 0 ? stranger.getLocalPort() : freePort)) {
                assertThat(server.address().port()).isEqualTo(freePort);
                assertThat(ask(server, "SELECT 1")).isEqualTo("1");
            }
            assertThat(asked.get()).isEqualTo(2);
        }
    }

    @Test
    void theServerEndsSoonAfterKillNineOfItsGateway() throws Exception {
        Process gateway = gateway();
        awaitReady(gateway);
        ProcessHandle postgres = postmaster();
        gateway.destroyForcibly().waitFor();
        postgres.onExit().get(5, TimeUnit.SECONDS);
        assertThat(directory.resolve("cluster/postmaster.pid")).as("a clean shutdown removes the file").doesNotExist();
    }

    /** As {@code timeout} does: the watchdog must not go with the gateway. Not with HUP or INT, which whoever runs the tests may have told them to ignore. */
    @ParameterizedTest
    @ValueSource(strings = {"-TERM", "-KILL"})
    @EnabledOnOs(OS.LINUX)
    void theServerEndsSoonAfterASignalToTheGatewaysWholeProcessGroup(String signal) throws Exception {
        Process gateway = gateway("setsid");
        awaitReady(gateway);
        ProcessHandle postgres = postmaster();
        kill(signal, "-" + gateway.pid());
        gateway.waitFor();
        postgres.onExit().get(10, TimeUnit.SECONDS);
        assertThat(directory.resolve("cluster/postmaster.pid")).as("a clean shutdown removes the file").doesNotExist();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void theServerEndsSoonAfterItsWatchdogIsKilled() throws Exception {
        Process gateway = gateway();
        awaitReady(gateway);
        ProcessHandle postgres = postmaster();
        // So that the gateway does not see to it.
        kill("-STOP", Long.toString(gateway.pid()));
        try {
            List<ProcessHandle> shells = gateway.descendants()
                    .filter(handle -> handle.info().commandLine().orElse("").contains("trap")).toList();
            assertThat(shells).isNotEmpty();
            shells.forEach(ProcessHandle::destroyForcibly);
            postgres.onExit().get(10, TimeUnit.SECONDS);
        } finally {
            gateway.destroyForcibly().waitFor();
        }
    }

    @Test
    void anOrphanIsStoppedFirst() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            run(server, "CREATE TABLE kept AS SELECT 42 AS answer");
        }
        Path postgres = ServerBinaries.unpackedBelow(Objects.requireNonNull(directory.getParent())).resolve("bin/postgres");
        Process orphan = new ProcessBuilder(ServerUser.of(directory).command(List.of(postgres.toString(), "-D",
                directory.resolve("cluster").toString(), "-p", Integer.toString(EmbeddedPostgres.freePort()), "-c",
                "unix_socket_directories="))).redirectErrorStream(true).start();
        try (BufferedReader log = orphan.inputReader(StandardCharsets.UTF_8)) {
            assertThat(log.lines().anyMatch(line -> line.contains("ready to accept connections"))).isTrue();
            try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
                assertThat(orphan.isAlive()).isFalse();
                assertThat(ask(server, "SELECT answer FROM kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void anInitialisationCutShortIsDoneAgain() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(server.directory()).isEqualTo(directory);
        }
        Files.move(directory.resolve("cluster"), directory.resolve("cluster.unfinished"));
        Files.delete(directory.resolve("cluster.unfinished/PG_VERSION"));
        try (EmbeddedPostgres server = EmbeddedPostgres.start(directory)) {
            assertThat(ask(server, "SELECT 1")).isEqualTo("1");
        }
        assertThat(directory.resolve("cluster.unfinished")).doesNotExist();
    }

    @Test
    void stoppingIsQuickEvenWithAClientThatStays() throws Exception {
        EmbeddedPostgres server = EmbeddedPostgres.start(directory);
        try (Connection client = Migrations.open(server.address())) {
            assertThat(client.isValid(1)).isTrue();
            long before = System.nanoTime();
            server.close();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(4));
        }
    }

    private ProcessHandle postmaster() throws IOException {
        return PostmasterFile.in(directory.resolve("cluster")).flatMap(file -> file.running(directory.resolve("cluster"))).orElseThrow();
    }

    /** A gateway process of its own, which can be killed. */
    private Process gateway(String... before) throws IOException {
        List<String> command = new ArrayList<>(List.of(before));
        command.addAll(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                System.getProperty("java.class.path"), Child.class.getName(), directory.toString()));
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void kill(String signal, String whom) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder("kill", signal, "--", whom).inheritIO().start().waitFor()).isZero();
    }

    private static void awaitReady(Process gateway) throws IOException {
        BufferedReader output = new BufferedReader(new InputStreamReader(gateway.getInputStream(), StandardCharsets.UTF_8));
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals("ready")) {
                return;
            }
        }
        throw new IOException("The child ended");
    }

    /** What {@link #gateway} runs. */
    static final class Child {

        private Child() {
        }

        public static void main(String[] arguments) throws Exception {
            EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]));
            run(server, "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
            System.out.println("ready");
            Thread.currentThread().join();
        }
    }

    private static void run(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = Migrations.open(server.address()); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(EmbeddedPostgres server, String sql) throws SQLException {
        try (Connection connection = Migrations.open(server.address());
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            return String.valueOf(result.getString(1));
        }
    }

    private static String askUntilAnswered(EmbeddedPostgres server, String sql) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (true) {
            try {
                return ask(server, sql);
            } catch (SQLException notYet) {
                if (System.nanoTime() > deadline) {
                    throw notYet;
                }
            }
        }
    }
}

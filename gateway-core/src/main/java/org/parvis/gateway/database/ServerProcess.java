package org.parvis.gateway.database;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A PostgreSQL server that runs only as long as the gateway does: under a shell that ends it when the gateway's end of a pipe closes. */
final class ServerProcess {

    /**
     * In a session of its own where the system can: what a terminal, {@code timeout} or {@code kill} sends to the gateway's process group
     * reaches neither the watchdog nor the server, and the gateway decides when the server goes.
     */
    private static final String APART = """
            if command -v setsid >/dev/null; then exec setsid "$@"; fi
            exec "$@"
            """;

    /**
     * The end of standard input means that the gateway is gone, however it went: SIGINT makes the server shut down fast and cleanly.
     * Where the system can, the server gets it as well when this shell is killed.
     */
    private static final String WATCHDOG = """
            trap '' INT HUP TERM
            exec 3<&0
            if setpriv --pdeathsig INT true 2>/dev/null; then set -- setpriv --pdeathsig INT "$@"; fi
            "$@" </dev/null 3<&- &
            server=$!
            { read -r nothing <&3; kill -INT $server 2>/dev/null; } &
            watcher=$!
            wait $server
            code=$?
            kill -KILL $watcher 2>/dev/null
            exit $code
            """;

    /** Durability settings stay as they are by default, which is safe. DETAIL lines of the log would show values, so terse. */
    private static final Map<String, String> SETTINGS = Map.of("listen_addresses", "127.0.0.1", "unix_socket_directories", "", "fsync",
            "on",
            "password_encryption", "scram-sha-256", "timezone", "UTC", "log_timezone", "UTC", "log_error_verbosity", "terse", "jit", "off",
            "max_connections", "220");

    private static final Duration POLL = Duration.ofMillis(20);

    private final Process shell;

    private ServerProcess(Process shell) {
        this.shell = shell;
    }

    static ServerProcess start(ServerUser user, Path binaries, Path cluster, int port, Path log) throws IOException {
        List<String> command = new ArrayList<>(
                List.of("sh", "-c", APART, "apart", "sh", "-c", WATCHDOG, "watchdog", binaries.resolve("bin/postgres").toString(), "-D",
                        cluster.toString(), "-p", Integer.toString(port)));
        SETTINGS.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
        Process shell = new ProcessBuilder(user.command(command)).directory(cluster.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new ServerProcess(shell);
    }

    /** Waits until the server takes connections. Returns false when it ended instead. Crash recovery may take its time. */
    boolean awaitReady(Path cluster, Duration patience) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (System.nanoTime() < deadline) {
            if (shell.waitFor(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
            if (PostmasterFile.in(cluster).filter(PostmasterFile::ready).filter(this::isMine).isPresent()) {
                return true;
            }
        }
        throw DatabaseException.failed("The embedded database is not ready after " + patience.toSeconds() + " s");
    }

    private boolean isMine(PostmasterFile file) {
        return shell.children().anyMatch(child -> child.pid() == file.process());
    }

    /** Returns the exit code when the server has ended. */
    int await() throws InterruptedException {
        return shell.waitFor();
    }

    /** Asks for a fast, clean shutdown. Returns whether the server ended within the time. */
    boolean stop(Duration patience) throws IOException, InterruptedException {
        shell.getOutputStream().close();
        return shell.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }
}

package org.parvis.gateway.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the server says of itself in {@code postmaster.pid}. The file outlives a server that was killed, and then still says ready.
 *
 * @param process the server's process id
 */
record PostmasterFile(long process, boolean ready) {

    /** Lines of the file: PostgreSQL's {@code pidfile.h}. */
    private static final int PROCESS_LINE = 0;
    private static final int STATUS_LINE = 7;

    static Optional<PostmasterFile> in(Path cluster) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
        } catch (NoSuchFileException none) {
            return Optional.empty();
        }
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            long process = Long.parseLong(lines.get(PROCESS_LINE).strip());
            return Optional.of(new PostmasterFile(process, lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready")));
        } catch (NumberFormatException halfWritten) {
            return Optional.empty();
        }
    }

    /** The server, if it still runs: a process of that number whose command names the cluster. Numbers are given again. */
    Optional<ProcessHandle> running(Path cluster) {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> handle.info().commandLine().orElse("").contains(cluster.toString()));
    }
}

package org.parvis.gateway.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The wall clock of one node, by libfaketime (the package faketime). What measures durations is left as it is, and so is the machine's clock. */
final class Clocks {

    /** The node that has it. */
    static final int NODE = 0;

    private final Path offset;
    private final Optional<Path> library;

    private Clocks(Path offset, Optional<Path> library) {
        this.offset = offset;
        this.library = library;
    }

    static Clocks at(Path directory) throws IOException {
        Clocks clocks = new Clocks(directory.resolve("clock"), library());
        clocks.jump("+0");
        return clocks;
    }

    private static Optional<Path> library() throws IOException {
        Path libraries = Path.of("/usr/lib");
        if (!Files.isDirectory(libraries)) {
            return Optional.empty();
        }
        try (Stream<Path> machines = Files.list(libraries)) {
            return machines.map(machine -> machine.resolve("faketime/libfaketimeMT.so.1")).filter(Files::exists).findFirst();
        }
    }

    Optional<String> missing() {
        return library.isPresent() ? Optional.empty() : Optional.of("libfaketime is not installed");
    }

    /** What a node is told of it; nothing for those that go by the machine's. */
    Map<String, String> environment(int node) {
        if (node != NODE || library.isEmpty()) {
            return Map.of();
        }
        // The last one: what libfaketime does for old versions of the C library keeps a virtual machine spinning.
        return Map.of("LD_PRELOAD", library.get().toString(), "FAKETIME_TIMESTAMP_FILE", offset.toString(), "FAKETIME_CACHE_DURATION", "1",
                "DONT_FAKE_MONOTONIC", "1", "FAKETIME_DONT_FAKE_MONOTONIC", "1", "FAKETIME_FORCE_MONOTONIC_FIX", "0");
    }

    /** @param by such as {@code +1h}; within a second */
    void jump(String by) throws IOException {
        Path fresh = Files.writeString(offset.resolveSibling("clock.fresh"), by + "\n");
        Files.move(fresh, offset, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}

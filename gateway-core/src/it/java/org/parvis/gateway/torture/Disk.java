package org.parvis.gateway.torture;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A small disk for the database alone, in memory, that can be filled to the last byte. */
final class Disk implements AutoCloseable {

    private static final String NAME = "parvis-torture";
    private static final String SIZE = "1500m";
    private static final int[] PORTIONS = {1_048_576, 4_096};

    private final Path place;
    private final Optional<String> missing;

    private Disk(Path place, Optional<String> missing) {
        this.place = place;
        this.missing = missing;
    }

    /** Where no disk can be made, it is a folder. */
    static Disk at(Path place) throws IOException, InterruptedException {
        Files.createDirectory(place);
        if (!Commands.isRoot()) {
            return new Disk(place, Optional.of("only root may mount a disk"));
        }
        unmountLeftOver();
        try {
            Commands.run("mount", "-t", "tmpfs", "-o", "mode=755,size=" + SIZE, NAME, place.toString());
            return new Disk(place, Optional.empty());
        } catch (IOException unable) {
            return new Disk(place, Optional.of(String.valueOf(unable.getMessage())));
        }
    }

    /** By a run that was killed; one that another run uses cannot be. */
    private static void unmountLeftOver() throws IOException, InterruptedException {
        for (String mount : Files.readAllLines(Path.of("/proc/mounts"))) {
            if (mount.startsWith(NAME + " ")) {
                try {
                    Commands.run("umount", mount.split(" ")[1]);
                } catch (IOException used) {
                    System.out.println(used.getMessage());
                }
            }
        }
    }

    Path place() {
        return place;
    }

    /** Why it cannot be filled. */
    Optional<String> missing() {
        return missing;
    }

    /** Takes all the space that there is, again and again what the others have given back meanwhile. */
    void fill() throws IOException {
        for (int portion : PORTIONS) {
            try (OutputStream file = Files.newOutputStream(place.resolve("filler-" + portion))) {
                byte[] bytes = new byte[portion];
                while (true) {
                    file.write(bytes);
                }
            } catch (IOException full) {
                if (!String.valueOf(full.getMessage()).contains("No space left")) {
                    throw full;
                }
            }
        }
    }

    void free() throws IOException {
        for (int portion : PORTIONS) {
            Files.deleteIfExists(place.resolve("filler-" + portion));
        }
    }

    @Override
    public void close() throws IOException {
        if (missing.isEmpty()) {
            try {
                Commands.run("umount", place.toString());
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

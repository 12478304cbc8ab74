package org.parvis.gateway.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The machine's own commands, by which the rig does what Java cannot. */
final class Commands {

    private Commands() {
    }

    static void run(String... command) throws IOException, InterruptedException {
        run("", List.of(command));
    }

    /** @throws IOException with what the command said, when it fails */
    static void run(String input, List<String> command) throws IOException, InterruptedException {
        run(input, command, Map.of());
    }

    /** @param environment beside the one that is there */
    static void run(String input, List<String> command, Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("This failed: " + String.join(" ", command) + ": " + said.strip());
        }
    }

    static boolean isRoot() throws IOException {
        return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    }
}

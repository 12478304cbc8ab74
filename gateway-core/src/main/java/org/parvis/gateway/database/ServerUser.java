package org.parvis.gateway.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom the embedded server runs as. PostgreSQL refuses to run as root, so that root hands it to an ordinary user of this system; anybody
 * else runs it as themselves.
 *
 * @param name  empty for whoever runs the gateway
 * @param group the user's own
 */
record ServerUser(Optional<String> name, String group) {

    /** In order of preference. {@code initdb} refuses a user that the system does not know by name. */
    private static final List<String> CANDIDATES = List.of("parvis", "postgres", "nobody");
    private static final String ROOT = "root";

    private static final ServerUser SELF = new ServerUser(Optional.empty(), "");

    /** Who runs the server in this directory: its owner if there is one already. */
    static ServerUser of(Path directory) throws InterruptedException {
        if (!ROOT.equals(output("id", "-un"))) {
            return SELF;
        }
        if (!succeeds("setpriv", "--version")) {
            throw DatabaseException
                    .failed("The embedded database does not run as root, and setpriv (package util-linux) to run it as somebody "
                            + "else is missing: install it, or start Parvis as an ordinary user");
        }
        String owner = owner(directory);
        if (!owner.equals(ROOT) && succeeds("id", "-u", owner)) {
            return known(owner);
        }
        for (String candidate : CANDIDATES) {
            if (succeeds("id", "-u", candidate)) {
                return known(candidate);
            }
        }
        throw DatabaseException.failed("The embedded database does not run as root, and this system has none of the users "
                + String.join(", ", CANDIDATES) + ": start Parvis as an ordinary user");
    }

    /** The command as this user runs it. */
    List<String> command(List<String> command) {
        if (name.isEmpty()) {
            return command;
        }
        List<String> whole = new ArrayList<>(List.of("setpriv", "--reuid=" + name.get(), "--regid=" + group, "--clear-groups", "--"));
        whole.addAll(command);
        return whole;
    }

    /** Whether this user may go through every directory down to {@code directory}. */
    boolean reaches(Path directory) throws InterruptedException {
        return name.isEmpty() || succeeds(command(List.of("test", "-x", directory.toString())).toArray(String[]::new));
    }

    void own(Path path) throws IOException {
        if (name.isEmpty()) {
            return;
        }
        UserPrincipal user = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(name.get());
        Files.setOwner(path, user);
    }

    private static String owner(Path directory) {
        try {
            return Files.isDirectory(directory) ? Files.getOwner(directory).getName() : ROOT;
        } catch (IOException failure) {
            throw DatabaseException.failed("Who owns " + directory + " cannot be told", failure);
        }
    }

    private static ServerUser known(String user) throws InterruptedException {
        return new ServerUser(Optional.of(user), output("id", "-g", user));
    }

    private static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return process.waitFor() == 0;
        } catch (IOException missing) {
            return false;
        }
    }

    private static String output(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor();
            return output;
        } catch (IOException failure) {
            throw DatabaseException.failed("The command " + command[0] + " is missing", failure);
        }
    }
}

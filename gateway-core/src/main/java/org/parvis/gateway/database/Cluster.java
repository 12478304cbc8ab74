package org.parvis.gateway.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import io.vertx.pgclient.SslMode;

/** The files of an embedded server: {@code cluster/} with the data, the password, the server's log. */
record Cluster(Path directory, ServerUser user, Path binaries) {

    static final String DATABASE = "parvis";
    private static final String SUPERUSER = "parvis";

    private static final int PASSWORD_BYTES = 32;
    private static final long LARGEST_LOG = 10_000_000;
    private static final int REPORTED_LINES = 5;

    Path data() {
        return directory.resolve("cluster");
    }

    Path log() {
        return directory.resolve("postgresql.log");
    }

    private Path passwordFile() {
        return directory.resolve("password");
    }

    boolean exists() {
        return Files.exists(data());
    }

    /** Creates the data directory: it appears whole or not at all, so that a gateway killed meanwhile starts afresh. */
    void create() throws IOException, InterruptedException {
        Path unfinished = directory.resolve("cluster.unfinished");
        Trees.delete(unfinished);
        writePassword();
        List<String> command = new ArrayList<>(List.of(binaries.resolve("bin/initdb").toString(), "-D", unfinished.toString(), "-U",
                SUPERUSER,
                "-A", "scram-sha-256", "--pwfile=" + passwordFile(), "-E", "UTF8", "--locale-provider=builtin", "--locale=C.UTF-8"));
        Process initdb = new ProcessBuilder(user.command(command)).directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
        if (initdb.waitFor() != 0) {
            throw DatabaseException.failed("The embedded database could not be created. " + lastWords());
        }
        Files.move(unfinished, data(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void writePassword() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        Path file = passwordFile();
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        user.own(file);
    }

    DatabaseAddress address(int port) throws IOException {
        return new DatabaseAddress("127.0.0.1", port, DATABASE, SUPERUSER, password(), SslMode.DISABLE);
    }

    private String password() throws IOException {
        if (!Files.isReadable(passwordFile())) {
            throw DatabaseException.failed("The embedded database's password is expected in " + passwordFile()
                    + ", which is missing or belongs to somebody else: restore it, or start Parvis as its owner");
        }
        return Files.readString(passwordFile()).strip();
    }

    void rotateLog() throws IOException {
        if (Files.exists(log()) && Files.size(log()) > LARGEST_LOG) {
            Files.move(log(), directory.resolve("postgresql.log.1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The end of the server's log, for an operator. */
    String lastWords() throws IOException {
        if (!Files.exists(log())) {
            return "";
        }
        List<String> lines = Files.readAllLines(log(), StandardCharsets.ISO_8859_1);
        return "The last lines of " + log() + ":\n"
                + String.join("\n", lines.subList(Math.max(0, lines.size() - REPORTED_LINES), lines.size()));
    }
}

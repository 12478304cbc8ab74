package org.parvis.gateway.command;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Where {@code ./parvis} begins. */
public final class Main {

    private static final List<String> SERVICE = List.of("run");

    private Main() {
    }

    public static void main(String[] arguments) {
        // A service is started by a word that needs no reading: to load what reads command lines takes a fifth of a second.
        System.exit(List.of(arguments).equals(SERVICE) ? serve() : Commands.execute(arguments));
    }

    private static int serve() {
        try {
            return RunCommand.run(new ConfigurationOption().read(), new PrintWriter(System.out, true, StandardCharsets.UTF_8));
        } catch (RuntimeException failure) {
            return Commands.report(failure, new PrintWriter(System.err, true, StandardCharsets.UTF_8));
        }
    }
}

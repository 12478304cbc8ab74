package org.parvis.channel.email.outgoing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import org.parvis.channel.email.LineServer;

/** An SMTP server that says what a test wants at one point, and hangs up where the test wants silence. */
final class ScriptedServer implements AutoCloseable {

    static final String HANG_UP = "";
    /** The reply to the end of the message. */
    static final String END = "END";
    static final String GREETING = "GREETING";

    private final LineServer server;
    private final Map<String, String> replies = new ConcurrentHashMap<>();
    private final List<String> messages = new CopyOnWriteArrayList<>();

    ScriptedServer() throws IOException {
        server = LineServer.start("scripted-smtp", this::talk);
    }

    int port() {
        return server.port();
    }

    ScriptedServer reply(String command, String reply) {
        replies.put(command, reply);
        return this;
    }

    List<String> messages() {
        return messages;
    }

    private void talk(BufferedReader in, OutputStream out) throws IOException {
        if (!say(out, GREETING, "220 ready")) {
            return;
        }
        for (Optional<String> line = read(in); line.isPresent(); line = read(in)) {
            String command = line.get().split(" ")[0].toUpperCase(Locale.ROOT);
            boolean goesOn = switch (command) {
                case "EHLO" -> say(out, command, "250-here\r\n250 AUTH PLAIN");
                case "DATA" -> say(out, command, "354 go on");
                case "AUTH" -> say(out, command, "235 welcome");
                default -> say(out, command, "250 ok");
            };
            if (!goesOn) {
                return;
            }
            if (command.equals("DATA") && replies.getOrDefault("DATA", "354").startsWith("354")) {
                messages.add(message(in));
                if (!say(out, END, "250 taken")) {
                    return;
                }
            }
        }
    }

    private static Optional<String> read(BufferedReader in) throws IOException {
        return Optional.ofNullable(in.readLine());
    }

    private static String message(BufferedReader in) throws IOException {
        StringBuilder message = new StringBuilder();
        for (Optional<String> line = read(in); line.isPresent() && !line.get().equals("."); line = read(in)) {
            message.append(line.get().startsWith(".") ? line.get().substring(1) : line.get()).append("\r\n");
        }
        return message.toString();
    }

    private boolean say(OutputStream out, String when, String usual) throws IOException {
        String reply = replies.getOrDefault(when, usual);
        if (reply.equals(HANG_UP)) {
            return false;
        }
        out.write((reply + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
        return true;
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

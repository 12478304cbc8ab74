package org.parvis.channel.email.mailbox;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.parvis.channel.email.LineServer;

/**
 * An IMAP server as modest as one may be: read-only, without keywords, without IDLE. It hands over message after message, except those
 * whose source is empty: these it refuses; and those that are {@link #HANGS_UP}.
 */
final class ScriptedImap implements AutoCloseable {

    /** A message at which the connection ends. */
    static final String HANGS_UP = "(hangs up)";

    private final LineServer server;
    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final List<String> commands = new CopyOnWriteArrayList<>();
    private final List<String> duringFetch = new CopyOnWriteArrayList<>();
    private final List<String> beforeIdling = new CopyOnWriteArrayList<>();
    private volatile String idleTag = "";
    private volatile String capabilities = "IMAP4rev1";

    ScriptedImap(String... messages) throws IOException {
        this.messages.addAll(List.of(messages));
        server = LineServer.start("scripted-imap", this::talk);
    }

    int port() {
        return server.port();
    }

    void add(String message) {
        messages.add(message);
    }

    /** Offers IDLE, says nothing in it, and tells of this message with the answer to the next fetch. */
    void idleAndAddDuringFetch(String message) {
        capabilities = "IMAP4rev1 IDLE";
        duringFetch.add(message);
    }

    /** Offers IDLE, and tells of this message after the command, before it agrees. */
    void idleAndAddBeforeIdling(String message) {
        capabilities = "IMAP4rev1 IDLE";
        beforeIdling.add(message);
    }

    List<String> commands() {
        return commands;
    }

    private void talk(BufferedReader in, OutputStream out) throws IOException {
        say(out, "* OK [CAPABILITY " + capabilities + "] ready");
        String line = in.readLine();
        while (line != null) {
            if (line.equals("DONE")) {
                say(out, idleTag + " OK idle ended");
                line = in.readLine();
                continue;
            }
            String[] words = line.split(" ", 3);
            String rest = words.length > 2 ? words[2] : "";
            commands.add(words[1] + " " + rest);
            answer(out, words[0], words[1].toUpperCase(Locale.ROOT), rest);
            line = in.readLine();
        }
    }

    private void answer(OutputStream out, String tag, String command, String rest) throws IOException {
        switch (command) {
            case "CAPABILITY" -> say(out, "* CAPABILITY " + capabilities);
            case "SELECT" -> {
                say(out, "* FLAGS (\\Seen)", "* " + messages.size() + " EXISTS", "* 0 RECENT", "* OK [PERMANENTFLAGS ()] none",
                        "* OK [UIDVALIDITY 7] valid");
                say(out, tag + " OK [READ-ONLY] selected");
                return;
            }
            case "UID" -> {
                if (rest.startsWith("FETCH") && rest.contains("BODY") && named(rest).anyMatch(uid -> messages.get(uid - 1).isEmpty())) {
                    say(out, tag + " NO [SERVERBUG] this message is broken here");
                    return;
                }
                if (rest.startsWith("FETCH") && rest.contains("BODY")
                        && named(rest).anyMatch(uid -> messages.get(uid - 1).equals(HANGS_UP))) {
                    throw new IOException("hung up");
                }
                uid(out, rest);
            }
            case "IDLE" -> {
                if (!beforeIdling.isEmpty()) {
                    messages.add(beforeIdling.removeFirst());
                    say(out, "* " + messages.size() + " EXISTS");
                }
                idleTag = tag;
                say(out, "+ idling");
                return;
            }
            default -> {
            }
        }
        if (rest.contains("BODY") && !duringFetch.isEmpty()) {
            messages.add(duringFetch.removeFirst());
            say(out, "* " + messages.size() + " EXISTS");
        }
        say(out, tag + " OK done");
    }

    private void uid(OutputStream out, String rest) throws IOException {
        if (rest.startsWith("SEARCH")) {
            String range = rest.replaceAll(".*UID ", "");
            int from = Integer.parseInt(range.replaceAll("[:*].*", ""));
            String found = IntStream.rangeClosed(1, messages.size()).filter(uid -> range.contains(":") ? uid >= from : uid == from)
                    .mapToObj(uid -> " " + uid).collect(Collectors.joining());
            say(out, "* SEARCH" + found);
            return;
        }
        for (int uid : named(rest).toArray()) {
            String source = messages.get(uid - 1).replace("\n", "\r\n");
            int size = source.getBytes(StandardCharsets.UTF_8).length;
            say(out, rest.contains("BODY")
                    ? "* " + uid + " FETCH (UID " + uid + " BODY[]<0> {" + size + "}\r\n" + source + ")"
                    : "* " + uid + " FETCH (UID " + uid + " RFC822.SIZE " + size + ")");
        }
    }

    /** A set such as {@code 1:3}, {@code 2} or {@code 1,3}. */
    private static IntStream named(String rest) {
        return Arrays.stream(rest.split(" ")[1].split(",")).map(range -> range.split(":"))
                .flatMapToInt(ends -> IntStream.rangeClosed(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1])));
    }

    private static void say(OutputStream out, String... lines) throws IOException {
        for (String line : lines) {
            out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        }
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}

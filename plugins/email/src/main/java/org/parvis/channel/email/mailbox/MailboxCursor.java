package org.parvis.channel.email.mailbox;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.parvis.channel.Cursor;

/**
 * How far each folder was taken in: the highest UID under a UIDVALIDITY (RFC 9051 section 2.3.1.1). Written as one line a folder,
 * {@code <uidvalidity> <uid> <name>}, the name percent-encoded, below the line {@code 1} that names this notation.
 */
record MailboxCursor(Map<String, Place> places) {

    static final MailboxCursor START = new MailboxCursor(Map.of());

    private static final String VERSION = "1";
    private static final Pattern LINE = Pattern.compile("([0-9]{1,18}) ([0-9]{1,18}) (\\S{1,2300})");

    record Place(long validity, long uid) {
    }

    MailboxCursor {
        places = Map.copyOf(places);
    }

    /** An unknown notation starts from the beginning: everything is offered again, and the gateway knows what it has. */
    static MailboxCursor read(Optional<Cursor> cursor) {
        String[] lines = cursor.map(Cursor::value).orElse("").split("\n");
        Map<String, Place> places = new TreeMap<>();
        for (int index = 1; index < lines.length && lines[0].equals(VERSION); index++) {
            Matcher line = LINE.matcher(lines[index]);
            if (line.matches()) {
                places.put(URLDecoder.decode(line.group(3), StandardCharsets.UTF_8),
                        new Place(Long.parseLong(line.group(1)), Long.parseLong(line.group(2))));
            }
        }
        return new MailboxCursor(places);
    }

    Cursor write() {
        String lines = new TreeMap<>(places).entrySet().stream()
                .map(entry -> "\n" + entry.getValue().validity() + " " + entry.getValue().uid()
                        + " " + URLEncoder.encode(entry.getKey(), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        return new Cursor(VERSION + lines);
    }

    Optional<Place> place(String folder) {
        return Optional.ofNullable(places.get(folder));
    }

    /** The highest UID taken in, 0 when the folder is new or the server numbers it anew. */
    long uid(String folder, long validity) {
        return place(folder).filter(place -> place.validity() == validity).map(Place::uid).orElse(0L);
    }

    MailboxCursor with(String folder, long validity, long uid) {
        Map<String, Place> changed = new TreeMap<>(places);
        changed.put(folder, new Place(validity, uid));
        return new MailboxCursor(changed);
    }

    /** Without folders that are no longer taken in, so that the cursor does not outgrow the contract. */
    MailboxCursor only(Iterable<String> folders) {
        Map<String, Place> kept = new TreeMap<>();
        folders.forEach(folder -> place(folder).ifPresent(place -> kept.put(folder, place)));
        return new MailboxCursor(kept);
    }
}

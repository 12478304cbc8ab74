package org.parvis.channel.mastodon;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;

import org.parvis.channel.Cursor;

/**
 * How far the notifications were taken in, and the recent messages whose edits and deletions are looked for. This is what the cursor holds:
 * {@code {"last":"17","seen":[["status","notification","edited","current"],…]}}.
 *
 * @param last the newest notification taken in
 * @param seen the messages taken in last, the oldest first
 */
record Progress(Optional<String> last, List<Seen> seen) {

    /** Twice what one review looks at. At most {@link Notification#LONGEST_ID} for each name: within the bound of a {@link Cursor}. */
    static final int MOST_SEEN = 80;
    static final Progress NONE = new Progress(Optional.empty(), List.of());

    /**
     * Servers name notifications in growing order, by numbers without leading zeros or by words of one length (ULID): the longer is the
     * newer, and of one length the one that sorts later.
     */
    static final Comparator<String> AGE = Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    /**
     * @param status  the name under which the message was taken in
     * @param edited  when the words that were taken in were edited, as the server says it; empty when never
     * @param current the name that the server gives the status now: snac changes it with every edit, and still knows the one before
     */
    record Seen(String status, String notification, String edited, String current) {
        private boolean goesBy(String id) {
            return status.equals(id) || current.equals(id);
        }
    }

    Progress {
        seen = List.copyOf(seen.size() > MOST_SEEN ? seen.subList(seen.size() - MOST_SEEN, seen.size()) : seen);
    }

    boolean reached(String notification) {
        return last.isPresent() && AGE.compare(notification, last.get()) <= 0;
    }

    Progress reaching(String notification) {
        return reached(notification) ? this : new Progress(Optional.of(notification), seen);
    }

    /** The message that the notification is about, if it was taken in. */
    Optional<Seen> of(Notification one) {
        Optional<String> id = one.statusId();
        return seen.stream().filter(it -> it.notification().equals(one.id()) || id.filter(it::goesBy).isPresent()).findFirst();
    }

    /** The name under which a status was taken in, whatever the server calls it now. */
    String nameOf(String status) {
        return seen.stream().filter(it -> it.goesBy(status)).map(Seen::status).findFirst().orElse(status);
    }

    /** With the message as the notification shows it. */
    Progress seeing(Notification one) {
        Optional<String> id = one.statusId();
        if (id.isEmpty() || one.id().isEmpty()) {
            return this;
        }
        Optional<Seen> before = of(one);
        String name = before.map(Seen::status).orElse(id.get());
        var more = new ArrayList<>(without(name).seen());
        more.add(new Seen(name, before.map(Seen::notification).orElse(one.id()), one.editedAt(), id.get()));
        more.sort(Comparator.comparing(Seen::notification, AGE));
        return new Progress(last, more);
    }

    Progress without(String status) {
        return new Progress(last, seen.stream().filter(one -> !one.status().equals(status)).toList());
    }

    /** Absent as long as nothing was reached. */
    Optional<Cursor> cursor() {
        return last.map(reached -> new Cursor("{\"last\":" + Json.quoted(reached) + ",\"seen\":["
                + seen.stream()
                        .map(one -> "[" + Json.quoted(one.status()) + "," + Json.quoted(one.notification()) + ","
                                + Json.quoted(one.edited()) + ","
                                + Json.quoted(one.current()) + "]")
                        .collect(Collectors.joining(","))
                + "]}"));
    }

    /** @throws IOException when the cursor is none of ours */
    static Progress of(Cursor cursor) throws IOException {
        JsonNode root = Json.parse(cursor.value());
        Optional<String> last = Json.words(root, "last");
        if (last.isEmpty()) {
            throw new IOException("The cursor names no notification");
        }
        var seen = new ArrayList<Seen>();
        for (JsonNode one : Json.list(root, "seen")) {
            if (one.size() == 4) {
                seen.add(new Seen(one.path(0).asText(), one.path(1).asText(), one.path(2).asText(), one.path(3).asText()));
            }
        }
        return new Progress(last, seen);
    }
}

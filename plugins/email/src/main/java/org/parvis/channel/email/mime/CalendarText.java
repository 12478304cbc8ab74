package org.parvis.channel.email.mime;

import java.util.ArrayList;
import java.util.List;

import org.parvis.channel.Bytes;

/** A readable line or two of an invitation (RFC 5545) that comes without words of its own. */
final class CalendarText {

    private static final List<String> SHOWN = List.of("SUMMARY", "DTSTART", "DTEND", "LOCATION");
    private static final int MAXIMUM_LINES = 5_000;

    private CalendarText() {
    }

    static String of(Bytes calendar) {
        List<String> lines = new ArrayList<>();
        boolean event = false;
        String[] unfolded = Clean.text(calendar.toUtf8()).replaceAll("\n[ \t]", "").split("\n", MAXIMUM_LINES);
        for (String line : unfolded) {
            event |= line.equals("BEGIN:VEVENT");
            int colon = line.indexOf(':');
            if (!event || colon < 0) {
                continue;
            }
            if (line.equals("END:VEVENT")) {
                break;
            }
            String name = line.substring(0, colon).replaceAll(";.*", "");
            if (SHOWN.contains(name)) {
                lines.add(value(name, line.substring(colon + 1)));
            }
        }
        return Clean.cut(String.join("\n", lines), Bounds.MAXIMUM_FIELD);
    }

    private static String value(String name, String raw) {
        if (!name.startsWith("DT")) {
            return raw.replaceAll("\\\\[nN]", " ").replaceAll("\\\\(.)", "$1").strip();
        }
        return raw.strip().replaceFirst("^(\\d{4})(\\d{2})(\\d{2})", "$1-$2-$3").replaceFirst("T(\\d{2})(\\d{2})\\d{2}", " $1:$2")
                .replaceFirst("Z$", " UTC");
    }
}

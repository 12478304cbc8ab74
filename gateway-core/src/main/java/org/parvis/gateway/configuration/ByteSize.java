package org.parvis.gateway.configuration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A number of bytes, written as {@code 25 MB}. */
public record ByteSize(long bytes) {

    private static final Pattern FORM = Pattern.compile("(\\d{1,12}) ?(B|kB|MB|GB)");

    static ByteSize of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("not a size: " + text);
        }
        long factor = switch (form.group(2)) {
            case "kB" -> 1_000;
            case "MB" -> 1_000_000;
            case "GB" -> 1_000_000_000;
            default -> 1;
        };
        return new ByteSize(Math.multiplyExact(Long.parseLong(form.group(1)), factor));
    }

    @Override
    public String toString() {
        return bytes + " bytes";
    }
}

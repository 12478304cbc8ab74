package org.parvis.gateway.desk;

import java.util.regex.Pattern;

/** Names that people give to what they find conversations by. */
final class Naming {

    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}]+");
    private static final Pattern UNSEEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}]");

    private Naming() {
    }

    /**
     * The name with one plain space wherever there were some.
     *
     * @param field   that it came in
     * @param longest in characters
     * @throws Refusal {@code name} when it is empty, too long, or has characters that nobody sees
     */
    static String clean(String field, String wished, int longest) {
        String name = BLANKS.matcher(wished).replaceAll(" ").strip();
        int length = name.codePointCount(0, name.length());
        if (length == 0 || length > longest || UNSEEN.matcher(name).find()) {
            throw Refusal.invalid(field, "name", "A name has 1 to " + longest + " characters that can be seen.");
        }
        return name;
    }
}

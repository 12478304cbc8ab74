package org.parvis.channel.email.mime;

/** Takes out of a text what no reader, database or page can bear: controls and halves of surrogate pairs. */
final class Clean {

    private Clean() {
    }

    /** Lines end with {@code \n}; tabs stay. */
    static String text(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            if (c == '\r') {
                clean.append('\n');
                if (index + 1 < text.length() && text.charAt(index + 1) == '\n') {
                    index++;
                }
            } else if (Character.isHighSurrogate(c) && index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))) {
                clean.append(c).append(text.charAt(++index));
            } else if (Character.isSurrogate(c)) {
                clean.append('\uFFFD');
            } else if (c == '\n' || c == '\t' || !Character.isISOControl(c)) {
                clean.append(c);
            }
        }
        return clean.toString();
    }

    /** One line without surrounding space, cut at {@code maximum} UTF-16 code units. */
    static String line(String text, int maximum) {
        return cut(text(text).replaceAll("[\\n\\t ]+", " ").strip(), maximum).strip();
    }

    /** Never cuts a surrogate pair in two. */
    static String cut(String text, int maximum) {
        if (text.length() <= maximum) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(maximum - 1)) ? maximum - 1 : maximum);
    }
}

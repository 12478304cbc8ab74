package org.parvis.channel.email.mime;

/** Undoes {@code format=flowed} (RFC 3676): lines that end in a space go on in the next line of the same quotation depth. */
final class FlowedText {

    private static final String SIGNATURE = "-- ";
    private static final int NONE = -1;

    private FlowedText() {
    }

    /** @param deleteSpace whether the space before a soft break is not part of the text ({@code DelSp=yes}, section 4.2) */
    static String unfold(String text, boolean deleteSpace) {
        StringBuilder out = new StringBuilder(text.length());
        int open = NONE;
        boolean first = true;
        for (String line : text.split("\n", -1)) {
            int depth = 0;
            while (depth < line.length() && line.charAt(depth) == '>') {
                depth++;
            }
            String content = line.substring(depth);
            content = content.startsWith(" ") ? content.substring(1) : content;
            if (open != depth || content.equals(SIGNATURE)) {
                out.append(first ? "" : "\n").append(">".repeat(depth)).append(depth > 0 ? " " : "");
            }
            boolean soft = content.endsWith(" ") && !content.equals(SIGNATURE);
            out.append(soft && deleteSpace ? content.substring(0, content.length() - 1) : content);
            open = soft ? depth : NONE;
            first = false;
        }
        return out.toString();
    }
}
